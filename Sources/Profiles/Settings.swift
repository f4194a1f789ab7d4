import Files
import JSON
import Rendering
import Stage

/// How a run is to go: what flags, environment and profile said.
public struct Settings: Sendable {
  public var output: OutputFormat
  public var dryRun = false
  /// Writes are refused before they are sent.
  public var readOnly = false
  /// Answers what would be asked.
  public var yes = false
  public var trace = false
  /// No notices, no line after a call, no progress.
  public var quiet = false
  /// What calls take where they leave a parameter out.
  public var defaults = Object()
  /// Those of them that the profile gives: another run has them too.
  public var profileDefaults = Object()
  /// What `once` does where it is not known whether it was done.
  public var inDoubt = InDoubtRule.ask
  /// What `open` and `save` may touch.
  public var files = FileAccess.free
  /// How long `--wait` waits unless told otherwise, in seconds.
  public var waitTimeout = 60.0

  public init(output: OutputFormat = .auto) { self.output = output }
}
