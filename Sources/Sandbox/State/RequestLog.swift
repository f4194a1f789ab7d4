import JSON

/// The last requests: at most 10,000, and at most 8 MiB of bodies and answers.
struct RequestLog: Sendable {
  struct Entry: Sendable {
    let method: String
    /// The path with its query, as it was sent.
    let path: String
    let body: [UInt8]
    /// The answer, where the request could change something.
    var answer: Answer?
    /// The indices of the messages that it queued.
    var messages = 0..<0
  }

  struct Answer: Sendable {
    let status: Int
    let body: [UInt8]
  }

  private static let mostEntries = 10_000
  private static let mostBytes = 8 << 20

  private var entries: [Entry] = []
  private var start = 0
  private var bytes = 0

  /// Adds a request, and drops the oldest ones where there are too many. Amortised O(1).
  mutating func add(_ entry: Entry) {
    entries.append(entry)
    bytes += entry.body.count
    forget()
  }

  /// Adds the answer and the queued messages to the last request.
  mutating func answered(_ answer: Answer, queuing messages: Range<Int>) {
    guard entries.count > start else { return }
    entries[entries.count - 1].answer = answer
    entries[entries.count - 1].messages = messages
    bytes += answer.body.count
    forget()
  }

  /// The request that queued the message with this index; nil where it is no longer kept.
  func entry(ofMessageAt place: Int) -> Entry? { kept.last { $0.messages.contains(place) } }

  private mutating func forget() {
    while entries.count - start > Self.mostEntries || bytes > Self.mostBytes {
      bytes -= entries[start].body.count + (entries[start].answer?.body.count ?? 0)
      entries[start] = Entry(method: "", path: "", body: [])
      start += 1
    }
    if start > Self.mostEntries {
      entries.removeFirst(start)
      start = 0
    }
  }

  var kept: ArraySlice<Entry> { entries[start...] }
}
