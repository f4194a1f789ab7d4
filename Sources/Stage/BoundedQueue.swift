/// A queue that drops its oldest elements when it grows beyond a count or a size.
package struct BoundedQueue<Element> {
  private var items: [(element: Element, size: Int)?] = []
  /// How many elements at the beginning of `items` were dropped.
  private var start = 0
  private var size = 0
  private let most: (count: Int, size: Int)
  package private(set) var forgotten = 0

  package init(count: Int, size: Int) { most = (count, size) }

  package var elements: [Element] { items[start...].compactMap { $0?.element } }

  /// Adds an element of a size in bytes. The newest element is kept, however large it is. O(1) on average.
  package mutating func append(_ element: Element, size: Int) {
    items.append((element, size))
    self.size += size
    while items.count - start > 1, items.count - start > most.count || self.size > most.size { forget() }
  }

  private mutating func forget() {
    self.size -= items[start]?.size ?? 0
    items[start] = nil
    start += 1
    forgotten += 1
    if start > 64, start * 2 > items.count {
      items.removeFirst(start)
      start = 0
    }
  }
}
