import JSON
import Ledger
import Machine
import Service

/// Something done around a block, which is told of each write of the API within: `once`, `budget`.
package class Bracket: FiberGroup, WriteGuard {
  /// The keys of the ledger that it holds.
  let holds: Set<Turns.Name>

  init(holding keys: Set<Turns.Name> = []) { holds = keys }

  /// The block has ended with that value; gives the bracket's own.
  package func leave(_ value: Value) async throws(Failure) -> Value { value }

  package final func disband(raising failure: Failure?) async throws(Failure) { try await abandon(failure) }

  /// A failure leads out of the block, or a jump does.
  package func abandon(_ failure: Failure?) async throws(Failure) {}

  package var isKeyed: Bool { !holds.isEmpty }

  // A class must name them all, so that those of its subclasses count.
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
