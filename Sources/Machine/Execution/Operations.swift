import JSON

// What the dispatch loop does in more than a few lines. Kept out of it, so that its own code stays small
// enough for the compiler to keep its locals in registers.

extension Fiber {
  @inline(never) func global(_ slot: Int) throws(Failure) -> Value {
    guard let value = globals.values[slot] else { throw .notSet(code.globals[slot]) }
    return value
  }

  @inline(__always) func boolean(_ value: Value) throws(Failure) -> Bool {
    if case .bool(let bool) = value { return bool }
    throw .notBoolean(value)
  }

  @inline(__always) func less(_ left: Value, _ right: Value, _ i: Instruction) throws(Failure) -> Bool {
    if case .int(let x) = left, case .int(let y) = right { return x < y }
    return try compare(left, right, i)
  }

  @inline(never) private func compare(_ left: Value, _ right: Value, _ i: Instruction) throws(Failure) -> Bool
  {
    if let isLess = Arithmetic.less(left, right) { return isLess }
    let (sign, isReversed) = i.comparison
    throw isReversed ? .operands(sign, right, left) : .operands(sign, left, right)
  }

  @inline(never) func addTo(_ i: Instruction, _ r: UnsafeMutablePointer<Value>) throws(Failure) {
    let added = r[Int(i.b)]
    r[Int(i.b)] = .null
    if i.flag == 0 {
      try Arithmetic.add(added, to: &r[Int(i.a)])
    } else {
      guard globals.values[Int(i.a)] != nil else { throw .notSet(code.globals[Int(i.a)]) }
      var value = Value.null
      swap(&value, &globals.values[Int(i.a)]!)  // Not nil: checked above.
      defer { globals.values[Int(i.a)] = value }
      try Arithmetic.add(added, to: &value)
    }
  }

  @inline(never) func collect(_ start: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
    let items = Array(UnsafeBufferPointer(start: start, count: count))
    for index in 0..<count { start[index] = .null }
    return .array(items)
  }

  @inline(never) func append(_ r: UnsafeMutablePointer<Value>, to array: Int, from item: Int) {
    guard case .array(var items) = r[array] else { return }
    r[array] = .null
    items.append(r[item])
    r[item] = .null
    r[array] = .array(items)
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
    _ r: UnsafeMutablePointer<Value>, _ object: Int, _ name: Value, from value: Int
  ) throws(Failure) {
    guard case .string(let name) = name else { throw .operand("a member's name", "a string", name) }
    guard case .object(var members) = r[object] else { return }
    r[object] = .null
    members[name] = r[value]
    r[value] = .null
    r[object] = .object(members)
  }

  /// A value as text to be inserted into text.
  @inline(never) func inserted(_ value: Value) throws(Failure) -> Value {
    switch value {
    case .string: value
    case .bool, .int, .double, .decimal: Value(value.json)
    case .null, .array, .object: throw .notText(value)
    }
  }

  @inline(never) func concatenate(_ start: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
    var result = start[0].asText ?? .empty
    start[0] = .null
    for index in 1..<Swift.max(1, count) {
      if case .string(let text) = start[index] { result.append(text) }
      start[index] = .null
    }
    return .string(result)
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
  }

  @inline(never) func count(_ value: Value, _ name: Value) throws(Failure) -> Value {
    guard let count = value.asInt, count >= 0 else {
      throw .argument(name.asString ?? "", "a count from 0 on", value)
    }
    return .int(count)
  }

  @inline(never) func nextPair(_ target: UnsafeMutablePointer<Value>, slot: Int) -> Bool {
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
}

extension Arithmetic {
  /// `target += added`: in place where nobody else holds the target, so that building text, arrays and
  /// objects is amortised constant time a step. Where it throws, the target stays as it was.
  static func add(_ added: Value, to target: inout Value) throws(Failure) {
    switch (target, added) {
    case (.string(var text), .string(let more)):
      target = .null
      text.append(more)
      target = .string(text)
    case (.array(var items), .array(let more)):
      target = .null
      items.append(contentsOf: more)
      target = .array(items)
    case (.object(var object), .object(let more)):
      target = .null
      for member in more.members { object[member.name] = member.value }
      target = .object(object)
    default: target = try add(target, added)
    }
  }
}
