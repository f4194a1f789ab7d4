import HTTP
import JSON
import Machine
import Service
import Shell
import Stage
import SystemCalls

/// The account's records for completion. They are fetched while the user waits, but the user does
/// not wait long.
package struct LiveRecords {
  /// How long a key may take, in seconds. An answer that comes later is used for the next Tab.
  static let patience = 0.3

  private let session: Session
  private let loop: EventLoop

  package init(session: Session, loop: EventLoop) {
    self.session = session
    self.loop = loop
  }

  /// The records of a collection. They are fetched where they are not known; where that takes longer than
  /// `patience`, the list is empty.
  package func of(_ collection: String) -> [AccountRecord] {
    if session.records(of: collection) == nil { lookUp(collection) }
    return session.records(of: collection) ?? []
  }

  /// The same records with all their members.
  package func rows(of collection: String) -> [Value] {
    _ = of(collection)
    return session.service.rows(of: collection)
  }

  /// Asks for the permissions of the key, and waits as long as a pressed key may take.
  package func learnPermissions() {
    if !session.service.knowsPermissions { wait(for: Service.permissions) { await $0.lookUpPermissions() } }
  }

  private func lookUp(_ collection: String) { wait(for: collection) { await $0.lookUp(collection) } }

  private func wait(for collection: String, _ lookUp: @escaping (Service) async -> Void) {
    session.console.interruption.clear()
    // The service stays on this thread. A lookup that has not ended goes on when the loop runs
    // next.
    let bound = ThreadBound((service: session.service, lookUp: lookUp))
    let loop = loop
    loop.run { () async -> Void in
      let end = EventLoop.now() + Self.patience
      _ = Task(executorPreference: loop) { await bound.value.lookUp(bound.value.service) }
      repeat {
        try? await loop.sleep(0.002)
      } while bound.value.service.isLookingUp(collection) && EventLoop.now() < end
    }
  }
}
