import HTTP
import JSON
import Journal
import Stage

extension Session {
  /// Notes what a write that no key answers for has sent: where keys are in use, in the journal, since one of them may
  /// be under way.
  func noteFree(_ answer: Value) {
    let ids = Journal.ids(in: ["answer": answer])
    let now = world.surroundings.date()
    if ids.isEmpty { return }
    if journal.isOpen {
      // The message is sent, whether it can be noted or not.
      try? journal.add("sent", "", at: now, [("ids", .array(Array(ids)))])
    } else {
      freeSends.note(ids, at: now)
    }
  }

  /// What the line of an intent says of the messages that were sent before it; once.
  func takeSentBefore() -> [(Text, Value)] {
    let ids = freeSends.take(at: world.surroundings.date())
    return ids.isEmpty ? [] : [("ids", .array(ids))]
  }
}
