import Catalog
import HTTP
import JSON
import Journal
import Machine

/// Something done around a block, which is told of each write of the API within: `once`, `budget`.
public class Bracket: FiberGroup {
  /// The block has ended with that value; gives the bracket's own.
  func leave(_ value: Value) async throws(Failure) -> Value { value }

  /// A failure leads out of the block, or a jump does.
  func abandon(_ failure: Failure?) async throws(Failure) {}

  /// The keys of the journal that it holds.
  var holds: Set<Turns.Name> { [] }

  /// A write within was only shown: `--dry-run`, `--code`.
  func show() {}

  /// What follows is sent in so many calls.
  func foresee(_ calls: Int) {}

  /// A write is about to be sent. Throws where it must not be.
  func begin(_ write: Write) async throws(Failure) {}

  /// A write that was begun was not sent after all.
  func drop(_ write: Write) {}

  /// Something within failed since it is not known what it did in an earlier run.
  func doubt(_ failure: Failure) {}

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
  /// Its number in the run, from 1.
  fileprivate(set) var number = 0
  /// The innermost bracket around it that has a key: that key answers for it.
  fileprivate(set) weak var guardian: Bracket?

  init(_ outgoing: OutgoingCall) {
    (operation, body) = (outgoing.operation, outgoing.body)
    credits = outgoing.operation.map { $0.credits(for: outgoing.body?.asObject ?? Object()) } ?? 0
  }
}

extension Session {
  /// Those around the whole run.
  var runBrackets: [Bracket] { [runBudget, rehearsal].compactMap(\.self) }

  /// The keys of the journal that the fiber has.
  var heldKeys: Set<Turns.Name> { brackets.reduce(into: []) { $0.formUnion($1.holds) } }

  /// The innermost bracket that has a key of the journal.
  var guardian: Bracket? { brackets.last { !$0.holds.isEmpty } }

  /// Does something that may find an earlier run in doubt: what the brackets around do is not known then either, also
  /// where a `try` catches it.
  func tellingDoubt<T>(_ body: () async throws(Failure) -> T) async throws(Failure) -> T {
    do throws(Failure) { return try await body() } catch {
      if error.kind == .inDoubt { for bracket in brackets { bracket.doubt(error) } }
      throw error
    }
  }

  /// Sends a write, if every bracket around it allows it, and tells them what came of it.
  func bracketed(
    _ write: Write, _ send: () async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    var write = write
    lastWrite += 1
    write.number = lastWrite
    let around = runBrackets + brackets
    write.guardian = guardian
    if around.allSatisfy(\.holds.isEmpty) {
      let answer = try await sent(write, within: around, send)
      noteFree(answer)
      return answer
    }
    return try await journal.traffic.writing { () async throws(Failure) in
      try await sent(write, within: around, send)
    }
  }

  private func sent(
    _ write: Write, within around: [Bracket], _ send: () async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
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
    // Each is told, also where another one fails to note it.
    var fault: Failure?
    for bracket in around.reversed() {
      do throws(Failure) { try await bracket.end(write, result) } catch { fault = fault ?? error }
    }
    if let fault { throw fault }
    return try result.get()
  }
}
