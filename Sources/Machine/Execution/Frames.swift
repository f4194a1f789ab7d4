import JSON
import Source

extension Fiber {
  /// Enters a function whose arguments stand at `base`.
  func enter(_ loaded: Loaded, base: Int, result: Int) throws(Failure) {
    let function = loaded.function
    guard base + function.registers <= RegisterStack.limit else { throw .tooDeep }
    registers.reserve(base + function.registers)
    let loopBase = loops.count
    for _ in 0..<function.loops { loops.append(LoopState()) }
    frames.append(Frame(function: loaded, base: base, loopBase: loopBase, pc: 0, result: result))
  }

  /// Leaves the innermost function and says which register gets its value. Its registers become null:
  /// a value that lay there would otherwise count as held and be copied where it is changed.
  func leave() -> Int {
    let frame = frames.removeLast()
    let start = registers.start + frame.base
    for register in 0..<frame.function.function.registers { start[register] = .null }
    loops.removeLast(loops.count - frame.loopBase)
    return frame.result
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
      _ = leave()
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
