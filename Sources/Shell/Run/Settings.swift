/// How a run is to go: what flags, environment and profile said.
public struct Settings: Sendable {
  public var output: OutputFormat
  public var dryRun = false
  /// Answers what would be asked.
  public var yes = false
  public var trace = false
  /// What `once` does where it is not known whether it was done.
  public var inDoubt = InDoubtRule.ask
  /// What `open` and `save` may touch.
  public var files = FileAccess.free
  /// How long `--wait` waits unless told otherwise, in seconds.
  public var waitTimeout = 60.0

  public init(output: OutputFormat = .auto) { self.output = output }
}
