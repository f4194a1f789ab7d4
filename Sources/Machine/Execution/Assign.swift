import JSON

/// What an assignment does with the old value: an operator of `AssignmentOperator`, by number.
enum Assignment: UInt8, Sendable {
  case set, add, subtract, multiply, divide, remainder

  func apply(_ new: Value, to target: inout Value) throws(Failure) {
    switch self {
    case .set: target = new
    case .add: try Arithmetic.add(new, to: &target)
    case .subtract: target = try Arithmetic.subtract(target, new)
    case .multiply: target = try Arithmetic.multiply(target, new)
    case .divide: target = try Arithmetic.divide(target, new)
    case .remainder: target = try Arithmetic.remainder(target, new)
    }
  }
}

extension Value {
  /// Sets what stands at the end of these steps, names and indices; the last one may be new in an object.
  /// Throws where an earlier one finds nothing; then nothing has changed.
  public mutating func set(_ new: Value, at steps: [Value]) throws(Failure) {
    try Assignment.set.assign(new, at: steps[...], of: &self)
  }
}

extension Fiber {
  @inline(never) func assign(_ i: Instruction, _ r: UnsafeMutablePointer<Value>) throws(Failure) {
    let first = Int(i.b)
    let count = Int(i.c)
    let steps = (0..<count).map { r[first + $0] }
    let new = r[first + count]
    for register in first...first + count { r[register] = .null }
    let operation = Assignment(rawValue: i.flag >> 1) ?? .set
    if i.flag & 1 == 0 {
      try operation.assign(new, at: steps[...], of: &r[Int(i.a)])
      return
    }
    guard var value = globals.values[Int(i.a)] else { throw .notSet(code.globals[Int(i.a)]) }
    globals.values[Int(i.a)] = .null
    defer { globals.values[Int(i.a)] = value }
    try operation.assign(new, at: steps[...], of: &value)
  }
}

extension Assignment {
  /// Changes what stands at `steps`, in place where nobody else holds it. On an error nothing changed.
  fileprivate func assign(
    _ new: Value, at steps: ArraySlice<Value>, of target: inout Value
  ) throws(Failure) {
    guard let step = steps.first else { return try apply(new, to: &target) }
    let rest = steps.dropFirst()
    switch target {
    case .object(var object):
      guard case .string(let name) = step else { throw .notKey(step, target) }
      let mayBeNew = rest.isEmpty && self == .set
      guard mayBeNew || object[name] != nil else { throw .noMember(step, of: target) }
      target = .null
      defer { target = .object(object) }
      if mayBeNew {
        object[name] = new
      } else if let index = object.index(of: name) {
        var member = Value.null
        swap(&member, &object[index: index])
        defer { object[index: index] = member }
        try assign(new, at: rest, of: &member)
      }
    case .array(var items):
      guard let index = step.asInt else { throw .notKey(step, target) }
      let place = index < 0 ? Int(index) + items.count : Int(index)
      guard items.indices.contains(place) else { throw .noItem(step, items.count) }
      target = .null
      defer { target = .array(items) }
      try assign(new, at: rest, of: &items[place])
    default: throw .notKey(step, target)
    }
  }
}
