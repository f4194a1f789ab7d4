import Catalog
import Commands
import JSON
import Machine

/// A request that may change something.
package struct Write {
  /// The operation; nil where the request is not one of the Catalog's.
  package var operation: Operation?
  package var body: Value?
  /// How many credits it may cost at most.
  package var credits: Int
  /// The number of the write in the run, from 1.
  package fileprivate(set) var number = 0
  /// The innermost guard around the write that has a key of the ledger. The outcome of the write is noted under that
  /// key.
  package fileprivate(set) weak var guardian: (any WriteGuard)?

  package init(_ outgoing: OutgoingCall) {
    (operation, body) = (outgoing.operation, outgoing.body)
    credits = outgoing.credits
  }
}

/// Stands around a run or a block and hears of each write in it: a budget, `once`, the question before many messages, a
/// rehearsal.
///
/// For one write, `admit`, `begin`, `leaves` and `end` are called in this order, or `drop` where a guard has refused it
/// after `begin`.
package protocol WriteGuard: AnyObject {
  /// Whether the writes inside are noted under a key of the ledger.
  var isKeyed: Bool { get }

  /// Called first, before any guard hears of the write by `begin`, and of the guards of the run alone, not of those of a
  /// block. The guard may ask the user.
  ///
  /// - Throws: where the write must not be sent.
  func admit(_ write: Write) async throws(Failure)

  /// The write is about to be sent.
  ///
  /// - Throws: where the write must not be sent.
  func begin(_ write: Write) async throws(Failure)

  /// The write leaves now, for the first time or in another attempt.
  ///
  /// - Throws: where the write must not leave.
  func leaves(_ write: Write) async throws(Failure)

  /// The write was begun, and then not sent after all.
  func drop(_ write: Write) async

  /// The write has ended with this result.
  func end(_ write: Write, _ result: Result<Value, Failure>) async throws(Failure)

  /// A write inside was only shown (`--dry-run`, `--code`).
  func show()

  /// The next write is sent in this many calls.
  func foresee(_ calls: Int)

  /// Something inside has failed because nobody knows what it did, in this run or an earlier one.
  func doubt(_ failure: Failure)

  /// An answer reports these messages as refused, while it accepted others.
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

/// Asks the guards around a write just before it leaves, after it has waited for the rate limit.
///
/// Only the thread of the session uses it.
package final class Departure {
  private let write: Write
  private let guards: [any WriteGuard]
  /// Why the write was held back; nil where it was not.
  private(set) var refusal: Failure?

  fileprivate init(_ write: Write, _ guards: [any WriteGuard]) { (self.write, self.guards) = (write, guards) }

  /// Whether the write may leave now.
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

/// Decides when each write may leave.
package protocol WriteTraffic: AnyObject {
  /// Sends a write once it may leave.
  ///
  /// - Parameters:
  ///   - isKeyed: whether the write is noted under a key of the ledger.
  ///   - send: tells the guards and sends the write.
  func letOut(
    isKeyed: Bool, _ send: () async throws(Failure) -> Value
  ) async throws(Failure) -> Value
}

extension Service {
  /// Sends a write, where every guard around it allows that, and tells the guards the result.
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
    // Every guard hears of the end, even where another one fails.
    var fault: Failure?
    for guardian in around.reversed() {
      do throws(Failure) { try await guardian.end(write, result) } catch { fault = fault ?? error }
    }
    if let fault { throw fault }
    return try result.get()
  }

  /// Tells the guards that a write was shown and not sent, so that no key counts as done by it.
  package func noteShown() { for guardian in lane.guards { guardian.show() } }

  /// Runs something that may find an earlier run in doubt. The guards around it are then in doubt as well, even where a
  /// `try` in the program catches the failure.
  package func tellingDoubt<T>(_ body: () async throws(Failure) -> T) async throws(Failure) -> T {
    do throws(Failure) { return try await body() } catch {
      if error.kind == .inDoubt { for guardian in lane.guards { guardian.doubt(error) } }
      throw error
    }
  }
}
