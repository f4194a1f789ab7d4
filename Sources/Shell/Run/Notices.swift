import Machine
import Stage

extension Session {
  /// Shows the notices that came up while values were read and sorted.
  func sayNotices() {
    guard console.interruption.notices.isPending else { return }
    for notice in console.interruption.notices.take() { console.say("warning: \(notice)") }
  }

  /// Shows each warning on standard error, unless this session or its check has shown it before.
  func warnOnce(_ warnings: [ArgumentFault]) {
    for warning in warnings where workspace.saidWarnings.insert(warning.message).inserted {
      console.say("warning: \(warning.message)" + (warning.hint.map { "\n  hint: \($0)" } ?? ""))
    }
  }
}
