/// One function under way.
struct Frame {
  var entry: EntryPoint
  /// The next instruction, while another function runs or the fiber waits.
  var next: InstructionPointer
  /// Its first register. The registers may move: `Fiber.makeRoom` then sets it anew.
  var start: Registers
  var loopBase: Int
  /// Behind its loop slots, where those of a function that it calls begin.
  var loopEnd: Int

  @inline(__always) init(_ entry: EntryPoint, _ start: Registers, loopBase: Int) {
    self.entry = entry
    next = entry.pointee.instructions
    self.start = start
    self.loopBase = loopBase
    loopEnd = loopBase &+ entry.pointee.loops
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
  /// The innermost one. One before the first where all are left.
  var top: UnsafeMutablePointer<Frame>

  init(_ first: Frame, capacity: Int) {
    stack = FlatStack(of: first, capacity: capacity)
    top = stack.start
  }

  var count: Int { top - stack.start + 1 }
  var isEmpty: Bool { top < stack.start }
  var indices: Range<Int> { 0..<count }
  var last: Frame? { isEmpty ? nil : top.pointee }
  /// The outermost one.
  @inline(__always) var first: UnsafeMutablePointer<Frame> { stack.start }
  /// Behind the last one that there is room for.
  @inline(__always) var end: UnsafeMutablePointer<Frame> { stack.end }

  subscript(index: Int) -> Frame {
    get { stack[index] }
    nonmutating _modify { yield &stack.start[index] }
  }

  /// The frames may move.
  @inline(__always) mutating func append(_ frame: Frame) {
    if top + 1 == stack.end { grow() }
    top += 1
    top.initialize(to: frame)
  }

  @inline(never) private mutating func grow() {
    let count = count
    stack.reserve(count + 1)
    top = stack.start + (count - 1)
  }

  @inline(__always) mutating func removeLast() { top -= 1 }
}
