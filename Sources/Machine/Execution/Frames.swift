import JSON
import Source

extension Fiber {
  /// 16 MB: about 100,000 calls deep.
  private static let mostRegisters = 1 << 20

  /// Enters a function whose arguments stand at `start`.
  @inline(__always)
  func enter(_ entry: EntryPoint, _ start: Registers) throws(Failure) {
    let loopBase = frames.top.pointee.loopEnd
    var start = start
    if start + entry.pointee.registers > registers.end || loopBase &+ entry.pointee.loops > loops.capacity {
      start = try makeRoom(for: entry, start, loopBase: loopBase)
    }
    frames.append(Frame(entry, start, loopBase: loopBase))
  }

  /// Makes room for a function's registers and loop slots. Gives where its registers begin then.
  @inline(never) private func makeRoom(
    for entry: EntryPoint, _ start: Registers, loopBase: Int
  ) throws(Failure) -> Registers {
    let old = registers.start
    let base = start - old
    guard base + entry.pointee.registers <= Self.mostRegisters else { throw .tooDeep }
    let bases = frames.indices.map { frames[$0].start - old }
    registers.reserve(base + entry.pointee.registers)
    loops.reserve(loopBase + entry.pointee.loops)
    for place in frames.indices { frames[place].start = registers.start + bases[place] }
    return registers.start + base
  }

  /// Leaves the innermost function. Its registers hold nothing then: a value that lay there would count
  /// as held and be copied where it is changed.
  @inline(__always) func leave() {
    let frame = frames.top
    let start = frame.pointee.start
    let count = frame.pointee.entry.pointee.registers
    if !start.arePlain(count) { start.clear(count) }
    if frame.pointee.loopEnd != frame.pointee.loopBase { closeLoops() }
    frames.removeLast()
  }

  @inline(never) private func closeLoops() {
    for slot in frames.top.pointee.loopBase..<frames.top.pointee.loopEnd { loops[slot] = LoopState() }
  }

  /// Finds the handler of a failure, from the innermost function outwards; throws the failure where there is none.
  func handle(_ raised: Failure) throws(Failure) {
    let failure = located(raised)
    while let frame = frames.last {
      if let handler = handler(of: failure, in: frame) {
        caught = failure
        // What was open there is closed: a file that was being written must not stay half written.
        for slot in handler.loops { loops[frame.loopBase + slot] = LoopState() }
        frames[frames.count - 1].pc = handler.target
        return
      }
      leave()
    }
    throw failure
  }

  /// A failure with the place and the row where the fiber stands, if it has none yet.
  func located(_ raised: Failure) -> Failure {
    var failure = raised
    if failure.span == nil { failure.span = span }
    if failure.source == nil, !failure.hasSoughtSource { failure.source = source }
    failure.hasSoughtSource = true
    return failure
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
