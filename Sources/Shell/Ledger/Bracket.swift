import Catalog
import HTTP
import JSON
import Machine

/// Something done around a block, which is told of each write of the API within: `once`, `budget`.
public class Bracket: FiberGroup {
  /// The block has ended with that value; gives the bracket's own.
  func leave(_ value: Value) async throws(Failure) -> Value { value }

  /// A failure leads out of the block, or a jump does.
  func abandon(_ failure: Failure?) async throws(Failure) {}

  /// A write is about to be sent. Throws where it must not be.
  func begin(_ write: Write) async throws(Failure) {}

  /// A write that was begun was not sent after all.
  func drop(_ write: Write) {}

  /// What came of it.
  func end(_ write: Write, _ result: Result<Value, Failure>) async throws(Failure) {}
}

/// A request that may change something.
struct Write {
  /// Nil where it is none of the Catalog's.
  var operation: Operation?
  var body: Value?
  /// What it costs at most.
  var credits: Int

  init(_ method: HTTP.Method, _ target: String, _ body: Value?, _ catalog: Catalog) {
    self.body = body
    let path = String(target.prefix { $0 != "?" })
    if case .found(let operation, _) = catalog.match(method: method.rawValue, path: path) {
      self.operation = operation
    }
    credits = operation.map { $0.credits(for: body?.asObject ?? Object()) } ?? 0
  }
}

extension Session {
  /// Those around the whole run.
  var runBrackets: [Bracket] { [runBudget, rehearsal].compactMap(\.self) }

  /// Sends a write, if every bracket around it allows it, and tells them what came of it.
  func bracketed(
    _ write: Write, _ send: () async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let around = runBrackets + brackets
    var begun: [Bracket] = []
    do throws(Failure) {
      for bracket in around {
        try await bracket.begin(write)
        begun.append(bracket)
      }
    } catch {
      for bracket in begun { bracket.drop(write) }
      throw error
    }
    let result: Result<Value, Failure>
    do throws(Failure) { result = .success(try await send()) } catch { result = .failure(error) }
    for bracket in around.reversed() { try await bracket.end(write, result) }
    return try result.get()
  }
}
