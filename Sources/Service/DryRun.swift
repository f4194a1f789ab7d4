import Catalog
import JSON
import Machine
import Rendering
import Stage
import Verbs

extension Service {
  /// Shows on standard error the exact request that a dry run does not send.
  package func showUnsent(_ operation: Operation, _ arguments: Object) throws(Failure) {
    do throws(Violation) {
      let call = try operation.request(for: arguments)
      showUnsent(call.method.rawValue, call.target, call.body)
    } catch {
      throw Failure(.validation, error.expectation(of: operation))
    }
  }

  /// Shows on standard error a request that was written by hand and is not sent.
  package func showUnsent(_ method: String, _ target: String, _ body: Value?) {
    var text = "dry run, not sent: \(method) \(target)"
    if let body { text += "\n" + body.json(indent: 2) }
    console.show(Escaping.lines(text))
  }
}

extension WorldCall {
  /// The value of a write that a dry run did not send: null.
  ///
  /// - Throws: where the program needs the answer, which nobody can know. The dry run ends there.
  package func unsent() throws(Failure) -> Value {
    if isNeeded {
      throw Failure(
        .dryRun,
        "the dry run ends here: the answer to '\(builtin.name)' is needed, and it was not sent")
    }
    return .null
  }
}
