import Files
import Rendering
import Stage

/// The settings of a run, from flags, environment and profile.
public struct Settings: Sendable {
  public var output: OutputFormat
  public var dryRun = false
  /// Whether each question is answered with yes.
  public var yes = false
  public var trace = false
  /// Whether notices, progress, and the line after a call are left out.
  public var quiet = false
  /// The credits that the run may spend; nil: all that the account has.
  public var maxCredits: Int?
  /// The rules for the keys of `once`.
  package var money = MoneyRules()
  /// The files that `open` and `save` may touch.
  public var files = FileAccess.free
  /// How long `--wait` waits without `--timeout`, in seconds.
  public var waitTimeout = 60.0

  public init(output: OutputFormat = .auto) { self.output = output }
}
