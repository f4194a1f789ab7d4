import Files
import Rendering
import Stage

/// How a run is to go: what flags, environment and profile said.
public struct Settings: Sendable {
  public var output: OutputFormat
  public var dryRun = false
  /// Answers what would be asked.
  public var yes = false
  public var trace = false
  /// No notices, no line after a call, no progress.
  public var quiet = false
  /// Credits that the run may spend; nil: all there are.
  public var maxCredits: Int?
  /// What holds for the keys of `once`.
  package var money = MoneyRules()
  /// What `open` and `save` may touch.
  public var files = FileAccess.free
  /// How long `--wait` waits unless told otherwise, in seconds.
  public var waitTimeout = 60.0

  public init(output: OutputFormat = .auto) { self.output = output }
}
