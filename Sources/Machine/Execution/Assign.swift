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
  @inline(never) func assign(_ i: InstructionPointer, _ r: UnsafeMutablePointer<Value>) throws(Failure) {
    let first = i.b
    let count = i.c
    let steps = (0..<count).map { r[first + $0] }
    let new = r[first + count]
    for register in first...first + count { r[register] = .null }
    let operation = Assignment(rawValue: i.flag >> 1) ?? .set
    if i.flag & 1 == 0 {
      try operation.assign(new, at: steps[...], of: &r[i.a])
      return
    }
    guard globals[i.a] != nil else { throw .notSet(code.globals[i.a]) }
    var value = Value.null
    swap(&value, &globals[i.a]!)  // Not nil: checked above.
    defer { swap(&value, &globals[i.a]!) }
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
  /// `setItem`, where the value or what it is put into is more than a number in an array.
  @inline(never) func setItem(
    _ i: InstructionPointer, _ r: Registers, _ k: UnsafePointer<Value>
  ) throws(Failure) {
    let target = r + i.a
    // The key is read in its place, since holding it would take longer than setting the member.
    let key = i.flag & 1 == 0 ? r + i.b : Registers(mutating: k + i.b)
    let new = i.flag & 8 != 0 ? (r + i.c).take() : i.flag & 4 == 0 ? r[i.c] : k[i.c]
    if target.isObject, key.isString {
      target.object.pointee.set(key.text, new)
    } else {
      try Assignment.set.assign(new, at: [key.pointee], of: &target.pointee)
    }
    if i.flag & 2 != 0 { key.clear() }
  }
}
