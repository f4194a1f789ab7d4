/// One function under way.
struct Frame {
  var entry: UnsafePointer<Loaded.Entry>
  /// The next instruction, while another function runs or the fiber waits.
  var next: UnsafePointer<Instruction>
  var base: Int
  var loopBase: Int
  /// The register of the caller that gets the value, counted from the caller's first.
  var result: Int

  init(_ entry: UnsafePointer<Loaded.Entry>, base: Int, loopBase: Int, result: Int) {
    self.entry = entry
    next = entry.pointee.instructions
    self.base = base
    self.loopBase = loopBase
    self.result = result
  }

  var function: Loaded { entry.pointee.function.takeUnretainedValue() }

  /// The number of the next instruction.
  var pc: Int {
    get { next - entry.pointee.instructions }
    set { next = entry.pointee.instructions + newValue }
  }
}

/// The functions under way, the innermost last.
struct FrameStack: ~Copyable {
  private var stack: FlatStack<Frame>
  private(set) var count = 1

  init(_ first: Frame) { stack = FlatStack(of: first, capacity: 32) }

  var isEmpty: Bool { count == 0 }
  var indices: Range<Int> { 0..<count }
  var last: Frame? { count == 0 ? nil : stack[count - 1] }

  /// The innermost one, which must be there.
  @inline(__always) var top: UnsafeMutablePointer<Frame> { stack.start + (count - 1) }

  subscript(index: Int) -> Frame {
    get { stack[index] }
    nonmutating _modify { yield &stack.start[index] }
  }

  /// The frames may move.
  @inline(__always) mutating func append(_ frame: Frame) {
    if count == stack.capacity { stack.reserve(count + 1) }
    (stack.start + count).initialize(to: frame)
    count += 1
  }

  @inline(__always) mutating func removeLast() { count -= 1 }
}
