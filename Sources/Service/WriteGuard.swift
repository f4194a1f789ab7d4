import Catalog
import Commands
import JSON
import Machine

/// A request that may change something.
package struct Write {
  /// Nil where it is none of the Catalog's.
  package var operation: Operation?
  package var body: Value?
  /// What it costs at most.
  package var credits: Int
  /// Its number in the run, from 1.
  package fileprivate(set) var number = 0
  /// The innermost guard around it that has a key: that key answers for it.
  package fileprivate(set) weak var guardian: (any WriteGuard)?

  package init(_ outgoing: OutgoingCall) {
    (operation, body) = (outgoing.operation, outgoing.body)
    credits = outgoing.credits
  }
}

/// Is told of each write of the API while it stands around the run, or around a block: a budget, `once`, the question
/// before many messages, a rehearsal.
package protocol WriteGuard: AnyObject {
  /// Whether a key of the ledger answers for what is sent within.
  var isKeyed: Bool { get }

  /// Before anything is told of a write: throws where it must not be. It may ask.
  func admit(_ write: Write) async throws(Failure)

  /// A write is about to be sent. Throws where it must not be.
  func begin(_ write: Write) async throws(Failure)

  /// A write's turn has come, and it leaves now, for the first time or again. Throws where it must not.
  func leaves(_ write: Write) async throws(Failure)

  /// A write that was begun was not sent after all.
  func drop(_ write: Write) async

  /// What came of it.
  func end(_ write: Write, _ result: Result<Value, Failure>) async throws(Failure)

  /// A write within was only shown: `--dry-run`, `--code`.
  func show()

  /// What follows is sent in so many calls.
  func foresee(_ calls: Int)

  /// Something within failed, since nobody knows what it did in an earlier run.
  func doubt(_ failure: Failure)

  /// These rows of an answer tell of messages that were not taken, though others were.
  func leaveOut(_ rows: [Value])
}

extension WriteGuard {
  package var isKeyed: Bool { false }
  package func admit(_ write: Write) async throws(Failure) {}
  package func begin(_ write: Write) async throws(Failure) {}
  package func leaves(_ write: Write) async throws(Failure) {}
  package func drop(_ write: Write) async {}
  package func end(_ write: Write, _ result: Result<Value, Failure>) async throws(Failure) {}
  package func show() {}
  package func foresee(_ calls: Int) {}
  package func doubt(_ failure: Failure) {}
  package func leaveOut(_ rows: [Value]) {}
}

/// Asks the guards around a write right before it leaves, behind the wait for its turn.
///
/// Used by one thread, as the session.
package final class Departure {
  private let write: Write
  private let guards: [any WriteGuard]
  /// Why it was held back, where it was.
  private(set) var refusal: Failure?

  fileprivate init(_ write: Write, _ guards: [any WriteGuard]) { (self.write, self.guards) = (write, guards) }

  /// Whether it may leave now.
  func isFree() async -> Bool {
    do throws(Failure) {
      for guardian in guards { try await guardian.leaves(write) }
      return true
    } catch {
      refusal = error
      return false
    }
  }
}

/// Lets writes out.
package protocol WriteTraffic: AnyObject {
  /// - Parameters:
  ///   - isKeyed: whether a key of the ledger answers for it.
  ///   - send: tells the guards, and sends it.
  func letOut(
    isKeyed: Bool, _ send: () async throws(Failure) -> Value
  ) async throws(Failure) -> Value
}

extension Service {
  /// Sends a write, if every guard around it allows it, and tells them what came of it.
  package func write(
    _ outgoing: OutgoingCall, _ send: (Departure) async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    var write = Write(outgoing)
    for guardian in guards { try await guardian.admit(write) }
    lastWrite += 1
    write.number = lastWrite
    let lane = lane
    write.guardian = lane.guardian
    let around = guards + lane.guards
    guard let traffic else { return try await Self.sent(write, within: around, send) }
    return try await traffic.letOut(isKeyed: around.contains { $0.isKeyed }) { () async throws(Failure) in
      try await Self.sent(write, within: around, send)
    }
  }

  private static func sent(
    _ write: Write, within around: [any WriteGuard], _ send: (Departure) async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    var begun: [any WriteGuard] = []
    do throws(Failure) {
      for guardian in around {
        try await guardian.begin(write)
        begun.append(guardian)
      }
    } catch {
      for guardian in begun { await guardian.drop(write) }
      throw error
    }
    let result: Result<Value, Failure>
    do throws(Failure) { result = .success(try await send(Departure(write, around))) } catch {
      result = .failure(error)
    }
    // Each guard is told, even where another one fails.
    var fault: Failure?
    for guardian in around.reversed() {
      do throws(Failure) { try await guardian.end(write, result) } catch { fault = fault ?? error }
    }
    if let fault { throw fault }
    return try result.get()
  }

  /// A write was shown and not sent: no key may take it as done.
  package func noteShown() { for guardian in lane.guards { guardian.show() } }

  /// Does something that may find an earlier run in doubt. Then nobody knows what the guards around do either, even
  /// where a `try` catches the failure.
  package func tellingDoubt<T>(_ body: () async throws(Failure) -> T) async throws(Failure) -> T {
    do throws(Failure) { return try await body() } catch {
      if error.kind == .inDoubt { for guardian in lane.guards { guardian.doubt(error) } }
      throw error
    }
  }
}
