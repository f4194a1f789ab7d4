import JSON

// What the dispatch loop does in more than a few lines.

extension Fiber {
  /// Where the loop slots of the innermost function stand.
  @inline(__always) func slot(_ number: Int) -> Int { frames.top.pointee.loopBase + number }

  @inline(never) func global(_ slot: Int) throws(Failure) -> Value {
    guard let value = globals[slot] else { throw .notSet(code.globals[slot]) }
    return value
  }

  @inline(never) func setGlobal(_ i: InstructionPointer, _ r: Registers) {
    let value = r + i.a
    globals[i.b] = i.flag == 1 ? value.take() : value.pointee
  }

  /// Goes on behind the jump that comes next, or takes it; a jump backwards polls for interruption.
  @inline(__always)
  func skip(_ holds: Bool, _ next: inout InstructionPointer) throws(Failure) {
    if holds {
      next += 1
    } else {
      let distance = next.distance
      if distance < 0, interruption.isSet { throw .interrupted }
      next += distance + 1
    }
  }

  /// What keeps a step of a counted loop from being plain: an interruption, or what its register holds. That goes, and
  /// the step is made again.
  @inline(never) func makePlain(_ step: InstructionPointer, _ r: Registers) throws(Failure) {
    if interruption.isSet { throw .interrupted }
    (r + step.a).clear()
  }

  @inline(__always) func boolean(_ register: Registers) throws(Failure) -> Bool {
    if case .bool(let bool) = register.pointee { return bool }
    throw .notBoolean(register.pointee)
  }

  @inline(__always) func equal(_ left: Registers, _ right: UnsafePointer<Value>) -> Bool {
    if case .int(let x) = left.pointee, case .int(let y) = right.pointee { return x == y }
    return areEqual(left, right)
  }

  @inline(never) private func areEqual(_ left: Registers, _ right: UnsafePointer<Value>) -> Bool {
    left.pointee == right.pointee
  }

  @inline(__always) func less(_ left: Registers, _ right: Registers, _ i: InstructionPointer) throws(Failure)
    -> Bool
  {
    if case .int(let x) = left.pointee, case .int(let y) = right.pointee { return x < y }
    return try compare(left.pointee, right.pointee, i)
  }

  @inline(never) func isLess(_ i: InstructionPointer, _ r: Registers) throws(Failure) -> Bool {
    try compare(r[i.b], .int(i.immediate), i)
  }

  @inline(never) func isGreater(_ i: InstructionPointer, _ r: Registers) throws(Failure) -> Bool {
    try compare(.int(i.immediate), r[i.b], i)
  }

  @inline(never) private func compare(_ left: Value, _ right: Value, _ i: InstructionPointer) throws(Failure)
    -> Bool
  {
    if let isLess = Arithmetic.less(left, right) { return isLess }
    let (sign, isReversed) = i.pointee.comparison
    throw isReversed ? .operands(sign, right, left) : .operands(sign, left, right)
  }

  /// Arithmetic that is not on two small integers.
  @inline(never) func compute(_ i: InstructionPointer, _ r: Registers) throws(Failure) {
    let (target, x, y) = (r + i.a, r + i.b, r + i.c)
    let small = i.immediate
    switch i.opcode {
    case .add: target.pointee = try Arithmetic.add(x.pointee, y.pointee)
    case .addImmediate where i.flag == 0: target.pointee = try Arithmetic.add(x.pointee, .int(small))
    case .addImmediate: target.pointee = try Arithmetic.subtract(x.pointee, .int(-small))
    case .subtract: target.pointee = try Arithmetic.subtract(x.pointee, y.pointee)
    case .multiply: target.pointee = try Arithmetic.multiply(x.pointee, y.pointee)
    case .multiplyImmediate: target.pointee = try Arithmetic.multiply(x.pointee, .int(small))
    case .divide: target.pointee = try Arithmetic.divide(x.pointee, y.pointee)
    case .divideImmediate: target.pointee = try Arithmetic.divide(x.pointee, .int(small))
    case .remainderImmediate: target.pointee = try Arithmetic.remainder(x.pointee, .int(small))
    case .remainder: target.pointee = try Arithmetic.remainder(x.pointee, y.pointee)
    default: preconditionFailure("\(i.opcode) does no arithmetic")
    }
  }

  @inline(never) func isRemainder(_ i: InstructionPointer, _ r: Registers) throws(Failure) -> Bool {
    try Arithmetic.remainder(r[i.b], .int(i.divisor)) == .int(i.immediate)
  }

  /// One item of `sum`.
  @inline(never) func sum(_ i: InstructionPointer, _ r: Registers) throws(Failure) {
    let item = r + i.b
    guard item.pointee.asDouble != nil else { throw .argument("sum", "numbers", item.pointee) }
    r[i.a] = try Arithmetic.add(r[i.a], item.pointee)
  }

  @inline(never) func object(into target: Registers) { target.pointee = .object(Object()) }

  @inline(never) func collect(_ start: Registers, _ count: Int, into target: Registers) {
    let items = [Value](unsafeUninitializedCapacity: count) { buffer, filled in
      for index in 0..<count {
        (buffer.baseAddress.unsafelyUnwrapped + index).initialize(to: (start + index).take())
      }
      filled = count
    }
    target.pointee = .array(items)
  }

  @inline(never) func spread(
    _ r: UnsafeMutablePointer<Value>, into target: Int, from source: Int
  ) throws(Failure) {
    switch (r[target], r[source]) {
    case (.array, .array), (.object, .object): try Arithmetic.add(r[source], to: &r[target])
    case (.array, let found): throw .operand("'...' in an array", "an array", found)
    case (_, let found): throw .operand("'...' in an object", "an object", found)
    }
  }

  @inline(never) func setMember(
    _ r: Registers, _ object: Int, _ name: Value, from value: Int
  ) throws(Failure) {
    guard case .string(let name) = name else { throw .operand("a member's name", "a string", name) }
    guard (r + object).isObject else { return }
    (r + object).object.pointee.set(name, (r + value).take())
  }

  /// A stored range takes 16 bytes an item: 1.6 GB.
  private static let longestRange = 100_000_000

  @inline(never) func range(_ first: Value, _ last: Value) throws(Failure) -> Value {
    guard case .int(let first) = first, case .int(let last) = last else { throw .rangeEnds(first, last) }
    guard first <= last else { return [] }
    let (distance, overflow) = last.subtractingReportingOverflow(first)
    guard !overflow, distance < Self.longestRange else {
      throw .rangeTooLong
    }
    var items: [Value] = []
    for number in first...last {
      if number & 0xFFFF == 0, interruption.isSet { throw .interrupted }
      items.append(.int(number))
    }
    return .array(items)
  }

  @inline(never) func checkRange(_ ends: UnsafeMutablePointer<Value>) throws(Failure) {
    for index in 0..<2 {
      guard let integer = ends[index].asInt else { throw .rangeEnds(ends[0], ends[1]) }
      ends[index] = .int(integer)
    }
    ends[2] = ends[0]
  }

  @inline(never) func count(_ value: Value, _ name: Value) throws(Failure) -> Value {
    guard let count = value.asInt, count >= 0 else {
      throw .argument(name.asString ?? "", "a count from 0 on", value)
    }
    return .int(count)
  }

  @inline(never) func nextPair(_ target: Registers, slot: Int) -> Bool {
    let next = loops[slot].next
    guard next < loops[slot].items.count else {
      loops[slot] = LoopState()
      return false
    }
    target[0] = loops[slot].keys.map { .string($0[next]) } ?? .int(Int64(next))
    target[1] = loops[slot].items[next]
    loops[slot].next = next + 1
    return true
  }

  /// The effect that fetches more items for a loop that has none left at hand; nil where there are no more.
  @inline(never) func exhausted(_ slot: Int) -> Effect? {
    guard let stream = loops[slot].stream, !loops[slot].finished else {
      loops[slot] = LoopState()
      return nil
    }
    loops[slot].items = []
    return .pull(stream)
  }
}
