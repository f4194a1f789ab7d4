import Machine

/// The builtins that need no world, in the list `Library.builtins`: each is a value, and what it does is a function of its arguments
/// (Program.md, "Builtins").
public enum Library {
  /// All of them, by kind.
  public static let builtins: [Builtin] =
    filters + gatherers + json + text + numbers + times + conversions + control
}
