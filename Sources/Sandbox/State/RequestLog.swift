import JSON

/// The last requests that were seen: at most 10,000, and at most 8 MiB of bodies.
struct RequestLog: Sendable {
  struct Entry: Sendable {
    let method: String
    /// The path with its query, as it came.
    let path: String
    let body: [UInt8]
  }

  private static let mostEntries = 10_000
  private static let mostBytes = 8 << 20

  private var entries: [Entry] = []
  private var start = 0
  private var bytes = 0

  /// Adds a request and forgets the oldest ones that are too many. Amortised O(1).
  mutating func add(_ entry: Entry) {
    entries.append(entry)
    bytes += entry.body.count
    while entries.count - start > Self.mostEntries || bytes > Self.mostBytes {
      bytes -= entries[start].body.count
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
