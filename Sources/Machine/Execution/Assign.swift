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
    guard globals.values[Int(i.a)] != nil else { throw .notSet(code.globals[Int(i.a)]) }
    var value = Value.null
    swap(&value, &globals.values[Int(i.a)]!)  // Not nil: checked above.
    defer { swap(&value, &globals.values[Int(i.a)]!) }
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
    try withUnsafeMutablePointer(to: &target) { target throws(Failure) in
      if target.isObject { return try assign(new, at: step, rest, of: &target.object.pointee) }
      if target.isArray { return try assign(new, at: step, rest, of: &target.array.pointee) }
      throw .notKey(step, target.pointee)
    }
  }

  private func assign(
    _ new: Value, at step: Value, _ rest: ArraySlice<Value>, of items: inout [Value]
  ) throws(Failure) {
    guard let index = step.asInt else { throw .notKey(step, .array(items)) }
    let place = index < 0 ? Int(index) + items.count : Int(index)
    guard items.indices.contains(place) else { throw .noItem(step, items.count) }
    try assign(new, at: rest, of: &items[place])
  }

  private func assign(
    _ new: Value, at step: Value, _ rest: ArraySlice<Value>, of object: inout Object
  ) throws(Failure) {
    guard case .string(let name) = step else { throw .notKey(step, .object(object)) }
    if rest.isEmpty, self == .set { return object.set(name, new) }
    guard let index = object.index(of: name) else { throw .noMember(step, of: .object(object)) }
    var member = Value.null
    swap(&member, &object[index: index])
    defer { swap(&member, &object[index: index]) }
    try assign(new, at: rest, of: &member)
  }
}

extension Fiber {
  /// R[a][R[b]] := R[b + 1], taken, where that is an item of an array that is there, or a member. False
  /// where it is neither, and nothing was done.
  @inline(never) func set(_ target: Registers, at step: Registers) -> Bool {
    if target.isArray, case .int(let place) = step.pointee {
      guard target.array.pointee.indices.contains(Int(place)) else { return false }
      target.array.pointee[Int(place)] = (step + 1).take()
      return true
    }
    guard target.isObject, step.isString else { return false }
    target.object.pointee.set(step.text.pointee, (step + 1).take())
    step.clear()
    return true
  }
}
