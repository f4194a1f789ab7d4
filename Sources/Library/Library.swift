import Machine

/// The builtins that need nothing from the outside world. Each is a value in the list `Library.builtins`, and its
/// effect is a function of its arguments (Program.md, "Builtins").
public enum Library {
  /// All builtins of this room, by group.
  public static let builtins: [Builtin] =
    filters + gatherers + json + text + numbers + times + conversions + control
}
