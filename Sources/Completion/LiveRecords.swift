import HTTP
import JSON
import Machine
import Service
import Shell
import Stage
import SystemCalls

/// The account's records for completion. They are fetched while the user waits, but a key does not wait long.
package final class LiveRecords {
  /// What became of the lists that a key did not wait for.
  package enum Answer {
    case came
    /// The account does not answer.
    case failed
    /// Something else is to be done first.
    case called
  }

  /// How long a key may take, in seconds.
  static let patience = 0.3

  private let session: Session
  private let loop: EventLoop
  /// When the present key stops waiting. While one types, nothing is waited for.
  private var end = 0.0
  /// The lists that did not come within that time.
  private var late: Set<String> = []
  /// The lists that the last Tab had, which further typing narrows.
  private var shown: [String: (records: [AccountRecord], rows: [Value])] = [:]

  package init(session: Session, loop: EventLoop) {
    self.session = session
    self.loop = loop
  }

  /// Finds something for a key that may wait, such as Tab.
  package func patiently<Found>(_ find: () -> Found) -> Found {
    (end, late, shown) = (EventLoop.now() + Self.patience, [], [:])
    defer { end = 0 }
    return find()
  }

  /// The records of a collection. They are fetched where they are not known; where that takes longer than
  /// `patience`, the list is empty.
  package func of(_ collection: String) -> [AccountRecord] { list(collection).records }

  /// The same records with all their members.
  package func rows(of collection: String) -> [Value] { list(collection).rows }

  /// The rows of a command that costs no call, such as `history`; nil for other commands.
  package func atHand(_ command: [String]) -> [Value]? {
    let bound = ThreadBound((session: session, command: command))
    return loop.run { () async -> [Value]? in await bound.value.session.rows(atHand: bound.value.command) }
  }

  /// The rows of the ledger that are at hand.
  package func keys() -> [Value] {
    let bound = ThreadBound(session)
    return loop.run { () async -> [Value] in await bound.value.ledgerRows() }
  }

  private func list(_ collection: String) -> (records: [AccountRecord], rows: [Value]) {
    if end == 0 { return shown[collection] ?? ([], []) }
    if session.records(of: collection) == nil {
      wait(for: collection) { await $0.lookUp(collection) }
      if session.service.isLookingUp(collection) { late.insert(collection) }
    }
    let list = (session.records(of: collection) ?? [], session.service.rows(of: collection))
    shown[collection] = list
    return list
  }

  /// Asks for the permissions of the key, and waits as long as a pressed key may take.
  package func learnPermissions() {
    if end > 0, !session.service.knowsPermissions {
      wait(for: Service.permissions) { await $0.lookUpPermissions() }
    }
  }

  private func wait(for collection: String, _ lookUp: @escaping (Service) async -> Void) {
    session.console.interruption.clear()
    // The service stays on this thread. A lookup that has not ended goes on when the loop runs
    // next.
    let bound = ThreadBound((service: session.service, lookUp: lookUp))
    let (loop, end) = (loop, end)
    loop.run { () async -> Void in
      _ = Task(executorPreference: loop) { await bound.value.lookUp(bound.value.service) }
      repeat {
        try? await loop.sleep(0.002)
      } while bound.value.service.isLookingUp(collection) && EventLoop.now() < end
    }
  }

  /// Whether the last Tab lacks a list that has not come yet.
  package var isLate: Bool { !late.isEmpty }

  /// Waits on for these lists.
  ///
  /// - Parameter isCalled: whether something else is to be done, as where a key was pressed.
  package func waitOn(_ isCalled: @escaping () -> Bool) -> Answer {
    session.console.interruption.clear()
    let bound = ThreadBound((service: session.service, late: late, isCalled: isCalled))
    let loop = loop
    loop.run { () async -> Void in
      while bound.value.late.contains(where: bound.value.service.isLookingUp), !bound.value.isCalled() {
        try? await loop.sleep(0.002)
      }
    }
    if late.contains(where: session.service.isLookingUp) { return .called }
    return late.allSatisfy { session.records(of: $0) != nil } ? .came : .failed
  }
}
