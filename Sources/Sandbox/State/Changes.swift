import JSON

/// Something that an open page must hear of.
struct Change: Sendable {
  enum Kind: Sendable {
    /// A message was queued.
    case message
    /// A message came to that status.
    case status(Status)
    /// Its recipient voted, or tapped a button.
    case reply
    /// Anything else of the sandbox: the clock, the credits, the faults, a contact.
    case state
    /// All is as it was at the start.
    case reset
  }

  let kind: Kind
  /// The message's place among all messages; 0 where it is of none.
  var index = 0
}

/// The last changes, each with its number, so that a page that was away for a while can catch up.
struct Changes: Sendable {
  /// A sandbox that is started again counts from 0, so a number of an earlier run means nothing.
  let run = String(UInt32.random(in: 0 ... .max), radix: 36)
  /// The number of the first one that is kept.
  private(set) var first = 0
  private var entries: [Change] = []
  private var start = 0

  /// A second of a bulk campaign is some 5,000.
  private static let most = 1 << 16

  /// How many there have been.
  var end: Int { first + entries.count - start }

  /// Adds a change, and forgets the oldest one that is too many. Amortised O(1).
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

  /// Nobody can catch up on earlier changes: their messages are gone.
  mutating func reset() {
    first = end
    entries = []
    start = 0
    add(Change(kind: .reset))
  }

  /// The change of that number, which is kept still.
  subscript(number: Int) -> Change { entries[start + number - first] }
}
