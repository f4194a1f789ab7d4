import Catalog
import JSON
import Machine
import Rendering

extension Session {
  /// A write was shown and not sent: no key may take it as done.
  func noteShown() { for bracket in brackets { bracket.show() } }

  /// Shows the exact request that is not sent, on standard error.
  func showUnsent(_ operation: Operation, _ arguments: Object) throws(Failure) {
    do throws(Violation) {
      let call = try operation.request(for: arguments)
      showUnsent(call.method.rawValue, call.target, call.body)
    } catch {
      throw Failure(.validation, error.expectation(of: operation))
    }
  }

  func showUnsent(_ method: String, _ target: String, _ body: Value?) {
    var text = "dry run, not sent: \(method) \(target)"
    if let body { text += "\n" + body.json(indent: 2) }
    say(Escaping.lines(text))
  }

  /// What a write gives that a dry run did not send: null. Where the program goes on to look at it the
  /// run ends, since nobody can tell what the answer would have been.
  func unsent(_ call: WorldCall) throws(Failure) -> Value {
    if call.isNeeded {
      throw Failure(
        .dryRun,
        "the dry run ends here: the answer to '\(call.builtin.name)' is needed, and it was not sent")
    }
    return .null
  }
}
