import JSON

extension Fiber {
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

  /// The row of a file that the innermost loop is at which goes over such rows; a loop far out, around a def that
  /// calls itself again and again, is not sought. Where rows were read whole, once O(rows).
  var source: Failure.Source? {
    guard interruption.rows.areThere else { return outerSource }
    // Without this, a failure that is caught and raised again at each level would take time in proportion to the square
    // of their number.
    for index in (max(0, frames.count - 100)..<frames.count).reversed() {
      for slot in (frames[index].loopBase..<frames[index].loopEnd).reversed() {
        if let source = row(of: slot) { return source }
      }
    }
    return outerSource
  }

  /// The row that the loop of that slot is at.
  private func row(of slot: Int) -> Failure.Source? {
    if let group = group(aheadIn: slot) { return group.row }
    let loop = loops[slot]
    guard loop.sink == nil, loop.next > 0, loop.next <= loop.items.count else { return nil }
    return loop.stream?.source(of: loop.next - 1) ?? interruption.rows.source(of: loop.items[loop.next - 1])
  }

  /// The group whose results go through the loop of that slot, while the loop itself is at a later row.
  private func group(aheadIn slot: Int) -> OpenGroup? {
    groups.last { $0.loop.map { $0.slot == slot && $0.next == loops[slot].next } ?? false }
  }

  /// Notes the row of an item that a stage or a list is about to hold: the loop that knows the row will be over when
  /// somebody looks at the item again.
  ///
  /// - Parameter isMade: whether the item was made of the row.
  func noteRow(of item: Value, slot: Int, isMade: Bool) {
    let rows = interruption.rows
    if let group = group(aheadIn: slot) {
      if rows.hasRoom, let row = group.row { rows.add(item, from: row) }
    } else if let stream = loops[slot].stream {
      if rows.hasRoom, let row = stream.source(of: loops[slot].next - 1) { rows.add(item, from: row) }
    } else if isMade, rows.hasSome, loops[slot].items.indices.contains(loops[slot].next - 1) {
      rows.add(item, madeOf: loops[slot].items[loops[slot].next - 1])
    }
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
      // No machine counts to the end of a number that does not fit.
      return Loop(taken: Int(next &- first), count: overflow || others == .max ? .max : Int(others) + 1)
    default: return nil
    }
  }
}
