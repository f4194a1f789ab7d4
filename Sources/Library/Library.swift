import Machine

/// The builtins that need nothing from the outside world but the clock, the zone of the run, and chance (`random`). Each
/// is a value in the list `Library.builtins` (Program.md, "Builtins").
public enum Library {
  /// All builtins of this room, by group.
  public static let builtins: [Builtin] =
    filters + gatherers + json + text + numbers + times + conversions + control
}
