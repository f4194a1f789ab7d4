import JSON

/// The registers of all frames of a fiber, one after another in one buffer.
///
/// A buffer of our own and not an array: the dispatch loop holds its address and reads and writes
/// without bounds checks or uniqueness checks. The compiler (`FunctionBuilder`) gives every function
/// its count of registers, and `reserve` makes room for them before a frame is entered, so that each
/// access lies inside.
struct RegisterStack: ~Copyable {
  private(set) var start: UnsafeMutablePointer<Value>
  private(set) var capacity: Int

  /// 16 MB: about 100,000 calls deep.
  static let limit = 1 << 20

  init() {
    capacity = 256
    start = .allocate(capacity: capacity)
    start.initialize(repeating: .null, count: capacity)
  }

  deinit {
    start.deinitialize(count: capacity)
    start.deallocate()
  }

  subscript(index: Int) -> Value {
    get { start[index] }
    nonmutating set { start[index] = newValue }
  }

  /// Makes room for `count` registers; the buffer may move.
  mutating func reserve(_ count: Int) {
    guard count > capacity else { return }
    let grown = Swift.max(count, capacity * 2)
    let moved = UnsafeMutablePointer<Value>.allocate(capacity: grown)
    moved.moveInitialize(from: start, count: capacity)
    (moved + capacity).initialize(repeating: .null, count: grown - capacity)
    start.deallocate()
    start = moved
    capacity = grown
  }
}
