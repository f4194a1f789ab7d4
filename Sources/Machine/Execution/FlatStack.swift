/// Elements one after another in a buffer that only grows: a fiber's registers, frames and loop slots.
///
/// A buffer of our own and not an array: the dispatch loop holds its address and reads and writes without
/// bounds checks or uniqueness checks. The compiler (`FunctionBuilder`) gives every function its count of
/// registers and loop slots, and `reserve` makes room for them before a frame is entered, so that each
/// access lies inside. Unused elements are `blank`.
struct FlatStack<Element>: ~Copyable {
  private(set) var start: UnsafeMutablePointer<Element>
  /// Behind the last element.
  private(set) var end: UnsafeMutablePointer<Element>
  private let blank: Element

  init(of blank: Element, capacity: Int) {
    self.blank = blank
    start = .allocate(capacity: capacity)
    end = start + capacity
    start.initialize(repeating: blank, count: capacity)
  }

  deinit {
    start.deinitialize(count: capacity)
    start.deallocate()
  }

  var capacity: Int { end - start }

  subscript(index: Int) -> Element {
    get { start[index] }
    nonmutating _modify { yield &start[index] }
  }

  /// Makes room for `count` elements; the buffer may move.
  @inline(never) mutating func reserve(_ count: Int) {
    let capacity = capacity
    guard count > capacity else { return }
    let grown = Swift.max(count, capacity * 2)
    let moved = UnsafeMutablePointer<Element>.allocate(capacity: grown)
    moved.moveInitialize(from: start, count: capacity)
    (moved + capacity).initialize(repeating: blank, count: grown - capacity)
    start.deallocate()
    start = moved
    end = moved + grown
  }
}
