import JSON

/// A change that open pages must learn of.
struct Change: Sendable {
  enum Kind: Sendable {
    /// A message was queued.
    case message
    /// A message came to this status.
    case status(Status)
    /// Its recipient voted, or tapped a button.
    case reply
    /// Anything else changed: the clock, the credits, the faults, a contact.
    case state
    /// Everything was reset to the start.
    case reset
  }

  let kind: Kind
  /// The index of the message among all messages; 0 where the change is of no message.
  var index = 0
}

/// The last changes with their numbers, so that a page that was away for a while can catch up.
struct Changes: Sendable {
  /// Identifies this run. A sandbox that is started again counts from 0, so a number of an earlier
  /// run means nothing.
  let run = String(UInt32.random(in: 0 ... .max), radix: 36)
  /// The number of the first change that is kept.
  private(set) var first = 0
  private var entries: [Change] = []
  private var start = 0

  /// How many changes are kept. A bulk campaign makes some 5,000 in a second.
  private static let most = 1 << 16

  /// How many changes there were.
  var end: Int { first + entries.count - start }

  /// Adds a change, and drops the oldest where there are too many. Amortised O(1).
  mutating func add(_ change: Change) {
    entries.append(change)
    if entries.count - start > Self.most {
      start += 1
      first += 1
    }
    if start > Self.most {
      entries.removeFirst(start)
      start = 0
    }
  }

  /// Drops all changes. Pages cannot catch up on them, because their messages are gone.
  mutating func reset() {
    first = end
    entries = []
    start = 0
    add(Change(kind: .reset))
  }

  /// The change with this number, which must still be kept.
  subscript(number: Int) -> Change { entries[start + number - first] }
}
