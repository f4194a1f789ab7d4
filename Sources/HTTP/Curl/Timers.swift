/// Continuations that wait for a time; the earliest comes first.
struct Timers {
  typealias Continuation = CheckedContinuation<Bool, Never>

  private struct Entry {
    var deadline: Double
    var id: UInt64
  }

  /// A binary heap by deadline. An entry without a continuation was cancelled, and is dropped when it
  /// comes to the top.
  private var heap: [Entry] = []
  private var waiting: [UInt64: Continuation] = [:]

  /// When the next timer is due, in seconds on the monotonic clock. Amortised O(log n).
  mutating func next() -> Double? {
    while let top = heap.first {
      if waiting[top.id] != nil { return top.deadline }
      removeTop()
    }
    return nil
  }

  /// O(log n).
  mutating func add(_ continuation: Continuation, id: UInt64, deadline: Double) {
    waiting[id] = continuation
    heap.append(Entry(deadline: deadline, id: id))
    var child = heap.count - 1
    while child > 0, isEarlier(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func cancel(_ id: UInt64) -> Continuation? { waiting.removeValue(forKey: id) }

  /// Removes and returns the earliest timer that is due. Amortised O(log n).
  mutating func takeDue(now: Double) -> Continuation? {
    guard let deadline = next(), deadline <= now, let top = heap.first else { return nil }
    removeTop()
    return waiting.removeValue(forKey: top.id)
  }

  private mutating func removeTop() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && isEarlier(child, least) {
        least = child
      }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  /// Timers with the same deadline keep the order in which they were set.
  private func isEarlier(_ a: Int, _ b: Int) -> Bool {
    (heap[a].deadline, heap[a].id) < (heap[b].deadline, heap[b].id)
  }
}
