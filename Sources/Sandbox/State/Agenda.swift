/// What is due, and when: a binary heap. The earliest entry comes first. Where two are due at the same moment,
/// the earlier message comes first.
struct Agenda: Sendable {
  struct Entry: Comparable, Sendable {
    let at: Timestamp
    /// The index of the message among all messages.
    let index: Int

    static func < (left: Entry, right: Entry) -> Bool {
      left.at == right.at ? left.index < right.index : left.at < right.at
    }
  }

  private var heap: [Entry] = []

  /// When the first entry is due.
  var first: Timestamp? { heap.first?.at }

  /// Adds an entry. O(log n).
  mutating func add(_ entry: Entry) {
    heap.append(entry)
    var child = heap.count - 1
    while child > 0, heap[child] < heap[(child - 1) / 2] {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Removes and returns the first entry that is due by this time; nil where none is. O(log n).
  mutating func next(by time: Timestamp) -> Entry? {
    guard let first = heap.first, first.at <= time else { return nil }
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    sink()
    return first
  }

  private mutating func sink() {
    var parent = 0
    while true {
      let left = 2 * parent + 1
      guard left < heap.count else { return }
      let child = left + 1 < heap.count && heap[left + 1] < heap[left] ? left + 1 : left
      guard heap[child] < heap[parent] else { return }
      heap.swapAt(child, parent)
      parent = child
    }
  }
}
