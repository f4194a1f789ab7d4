import JSON
import Ledger
import Machine
import Service

/// Something that is done around a block, and that hears of each write within the block: `once` or `budget`.
package class Bracket: FiberGroup, WriteGuard {
  /// The keys of the ledger that the bracket has.
  let holds: Set<Turns.Name>

  init(holding keys: Set<Turns.Name> = []) { holds = keys }

  /// The block has ended with this value.
  ///
  /// - Returns: the value of the whole expression.
  package func leave(_ value: Value) async throws(Failure) -> Value { value }

  package final func disband(raising failure: Failure?) async throws(Failure) { try await abandon(failure) }

  /// The block was left by a failure, or by a jump such as `break`.
  package func abandon(_ failure: Failure?) async throws(Failure) {}

  package var isKeyed: Bool { !holds.isEmpty }

  // A method from a protocol's extension would be called in place of a subclass's, so the class itself must have them
  // all.
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
