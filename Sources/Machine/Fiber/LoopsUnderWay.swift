import JSON

extension Fiber {
  /// Whether `openGroups` holds any.
  public var hasGroups: Bool { !groups.isEmpty || !outerGroups.isEmpty }

  /// A loop that runs over items: how many it has taken of those at hand, and where more come from.
  public struct Loop {
    public var taken: Int
    public var count: Int
    public var stream: (any ItemStream)? = nil
  }

  /// The items that its loops are at, the innermost last. O(frames).
  public var itemsUnderWay: [Value] {
    var items: [Value] = []
    for index in 0..<frames.count {
      for slot in frames[index].loopBase..<frames[index].loopEnd {
        let loop = loops[slot]
        if loop.sink == nil, loop.next > 0, loop.next <= loop.items.count {
          items.append(loop.items[loop.next - 1])
        }
      }
    }
    return items
  }

  /// The outermost loop that has items left. O(instructions of the frames).
  public var outerLoop: Loop? {
    for index in 0..<frames.count {
      if let loop = outerLoop(in: frames[index]) { return loop }
    }
    return nil
  }

  /// A loop is under way where its jump to the end, behind the instruction that takes an item, leads past what
  /// runs now.
  private func outerLoop(in frame: Frame) -> Loop? {
    let instructions = frame.function.instructions
    // The one before the next may be that which waits for more items.
    for place in 0..<frame.pc {
      let instruction = instructions[place]
      guard let left = left(of: instruction, in: frame), left.count > left.taken || left.stream != nil,
        place + 2 + instructions[place + 1].distance >= frame.pc
      else { continue }
      return left
    }
    return nil
  }

  private func left(of instruction: Instruction, in frame: Frame) -> Loop? {
    switch instruction.opcode {
    case .next, .nextPair:
      let loop = loops[frame.loopBase + Int(instruction.b)]
      return loop.finished ? nil : Loop(taken: loop.next, count: loop.items.count, stream: loop.stream)
    case .rangeNext:
      let ends = frame.start + Int(instruction.b)
      guard let next = ends[0].asInt, let last = ends[1].asInt, let first = ends[2].asInt, next <= last else {
        return nil
      }
      let (others, overflow) = last.subtractingReportingOverflow(first)
      // A greater number than fits no machine counts to its end.
      return Loop(taken: Int(next &- first), count: overflow || others == .max ? .max : Int(others) + 1)
    default: return nil
    }
  }
}
