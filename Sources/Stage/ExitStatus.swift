import Machine

/// The exit statuses of this program (Program.md, "Calls").
public enum ExitStatus {
  public static let done: Int32 = 0
  public static let failed: Int32 = 1
  public static let usage: Int32 = 2
  /// The run went on after a failure.
  public static let partly: Int32 = 10
  public static let interrupted: Int32 = 130

  /// The exit status for a failure.
  public static func of(_ failure: Failure) -> Int32 {
    if let exit = failure.exit { return exit }
    return switch failure.kind {
    case .script: failed
    case .usage: usage
    case .validation, .missing, .gone: 3
    case .auth, .permission: 4
    case .credits, .budget: 5
    case .rateLimit: 6
    case .network, .timeout: 7
    case .server: 8
    case .inDoubt: 9
    case .undelivered: 10
    case .interrupted: interrupted
    }
  }
}
