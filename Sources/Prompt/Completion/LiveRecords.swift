import HTTP
import JSON
import Machine
import Shell

/// The account's records for completion: asked for while the user waits, but not for long.
struct LiveRecords {
  /// How long a key may take, in seconds. An answer that comes later is there for the next Tab.
  static let patience = 0.3

  let session: Session
  let loop: EventLoop

  func of(_ collection: String) -> [Record] {
    if session.records(of: collection) == nil { lookUp(collection) }
    return session.records(of: collection) ?? []
  }

  func rows(of collection: String) -> [Value] {
    _ = of(collection)
    return session.rows(of: collection)
  }

  /// Sees to it that what the key may do is known, as far as it comes in time.
  func learnPermissions() {
    if !session.knowsPermissions { wait(for: Session.permissions) { await $0.lookUpPermissions() } }
  }

  private func lookUp(_ collection: String) { wait(for: collection) { await $0.lookUp(collection) } }

  private func wait(for collection: String, _ lookUp: @escaping (Session) async -> Void) {
    session.interruption.clear()
    // The session stays on this thread: what is left of the lookup goes on when the loop runs next.
    nonisolated(unsafe) let (session, lookUp) = (session, lookUp)
    let loop = loop
    loop.run { () async -> Void in
      let end = EventLoop.now() + Self.patience
      _ = Task(executorPreference: loop) { await lookUp(session) }
      repeat {
        try? await loop.sleep(0.002)
      } while session.isLookingUp(collection) && EventLoop.now() < end
    }
  }
}
