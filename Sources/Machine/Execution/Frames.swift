import JSON
import Source

extension Fiber {
  /// 16 MB: about 100,000 calls deep.
  private static let mostRegisters = 1 << 20

  /// Enters a function whose arguments stand at `base`.
  @inline(__always)
  func enter(_ entry: UnsafePointer<Loaded.Entry>, base: Int, result: Int) throws(Failure) {
    // Member by member: to load the frame whole right after its members were stored would stall.
    let caller = frames.top
    let loopBase = caller.pointee.loopBase + caller.pointee.entry.pointee.loops
    if base + entry.pointee.registers > registers.capacity || loopBase + entry.pointee.loops > loops.capacity
    {
      try makeRoom(for: entry, base: base, loopBase: loopBase)
    }
    frames.append(Frame(entry, base: base, loopBase: loopBase, result: result))
  }

  @inline(never) private func makeRoom(
    for entry: UnsafePointer<Loaded.Entry>, base: Int, loopBase: Int
  ) throws(Failure) {
    guard base + entry.pointee.registers <= Self.mostRegisters else { throw .tooDeep }
    registers.reserve(base + entry.pointee.registers)
    loops.reserve(loopBase + entry.pointee.loops)
  }

  /// Leaves the innermost function. Its registers become null: a value that lay there would otherwise
  /// count as held and be copied where it is changed.
  @inline(__always) func leave() {
    let frame = frames.top
    let entry = frame.pointee.entry
    let start = registers.start + frame.pointee.base
    for register in 0..<entry.pointee.registers { (start + register).clear() }
    for slot in 0..<entry.pointee.loops { loops[frame.pointee.loopBase + slot] = LoopState() }
    frames.removeLast()
  }

  /// Finds who takes a failure, from the innermost function outwards; throws it on where nobody does.
  func handle(_ raised: Failure) throws(Failure) {
    var failure = raised
    if failure.span == nil { failure.span = span }
    while let frame = frames.last {
      if let handler = handler(of: failure, in: frame) {
        caught = failure
        // What was open there is let go: a file that was being written must not stay half written.
        for slot in handler.loops { loops[frame.loopBase + slot] = LoopState() }
        frames[frames.count - 1].pc = handler.target
        return
      }
      leave()
    }
    throw failure
  }

  /// What takes a failure where a frame stands; nothing takes an interruption.
  func handler(of failure: Failure, in frame: Frame) -> Function.Handler? {
    guard failure.kind != .interrupted else { return nil }
    return frame.function.function.handlers.first { $0.range.contains(frame.pc - 1) }
  }

  /// Where the fiber stands: the instruction that ran last in the innermost function.
  var span: Span? {
    guard let frame = frames.last, frame.pc > 0 else { return nil }
    return frame.function.function.spans[frame.pc - 1]
  }
}
