/// A program of at most 64 steps. The bits of one word stand for the set of its live steps, so that it runs without
/// allocation and with a few instructions for each character.
final class BitProgram: Sendable {
  private let program: RegexpProgram
  /// The steps that can be reached from a step without reading a character, for each `Edge`. The place in the array is
  /// `edge * count + step`.
  private let reached: [UInt64]
  /// For each ASCII character, the steps that accept it.
  private let accepting: [UInt64]
  /// The last step, which is `match`.
  private let match: UInt64

  /// Whether a position is at the start or the end of the text, for `^` and `$`.
  private struct Edge {
    let isStart: Bool
    let isEnd: Bool
    var index: Int { (isStart ? 1 : 0) + (isEnd ? 2 : 0) }
  }

  init?(_ program: RegexpProgram) {
    guard program.steps.count <= 64 else { return nil }
    self.program = program
    match = 1 << UInt64(program.steps.count - 1)
    reached = [(false, false), (true, false), (false, true), (true, true)].flatMap { isStart, isEnd in
      program.steps.indices.map { Self.reach($0, program.steps, Edge(isStart: isStart, isEnd: isEnd)) }
    }
    accepting = (UInt8(0)..<128).map { byte in
      program.steps.indices.reduce(0) { word, step in
        program.accepts(Unicode.Scalar(byte), at: step) ? word | 1 << UInt64(step) : word
      }
    }
  }

  private static func reach(_ first: Int, _ steps: [RegexpProgram.Step], _ edge: Edge) -> UInt64 {
    var seen: UInt64 = 0
    var pending = [first]
    while let step = pending.popLast() {
      guard seen >> UInt64(step) & 1 == 0 else { continue }
      seen |= 1 << UInt64(step)
      switch steps[step] {
      case .jump(let target): pending.append(target)
      case .split(let first, let second): pending += [first, second]
      case .save: pending.append(step + 1)
      case .start: if edge.isStart { pending.append(step + 1) }
      case .end: if edge.isEnd { pending.append(step + 1) }
      case .match, .scalar, .set: break
      }
    }
    return seen
  }

  func matches(_ text: UnsafeBufferPointer<UInt8>, whole: Bool) -> Bool {
    var offset = 0
    var live = reached(from: 0, at: 0, of: text.count)
    while true {
      if live & match != 0, !whole || offset == text.count { return true }
      guard offset < text.count, live != 0 else { return false }
      let (scalar, length) = text.scalar(at: offset)
      offset += length
      var next = whole ? 0 : reached(from: 0, at: offset, of: text.count)
      var taken = accepted(scalar, live)
      while taken != 0 {
        next |= reached(from: taken.trailingZeroBitCount + 1, at: offset, of: text.count)
        taken &= taken &- 1
      }
      live = next
    }
  }

  @inline(__always)
  private func reached(from step: Int, at offset: Int, of end: Int) -> UInt64 {
    reached[Edge(isStart: offset == 0, isEnd: offset == end).index * program.steps.count + step]
  }

  /// Those live steps that accept the character.
  @inline(__always)
  private func accepted(_ scalar: Unicode.Scalar, _ live: UInt64) -> UInt64 {
    if scalar.isASCII { return live & accepting[Int(scalar.value)] }
    var taken: UInt64 = 0
    var rest = live
    while rest != 0 {
      let step = rest.trailingZeroBitCount
      if program.accepts(scalar, at: step) { taken |= 1 << UInt64(step) }
      rest &= rest &- 1
    }
    return taken
  }
}
