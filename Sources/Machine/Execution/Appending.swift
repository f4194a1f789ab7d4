import JSON

// `+=`: in place where nobody else holds the target, so that building text, arrays and objects is
// amortised constant time a step.

extension Fiber {
  /// Changes a register, or a global in place.
  private func change(
    _ place: Int, isGlobal: Bool, _ r: Registers, _ change: (inout Value) throws(Failure) -> Void
  ) throws(Failure) {
    if !isGlobal { return try change(&r[place]) }
    guard globals[place] != nil else { throw .notSet(code.globals[place]) }
    var value = Value.null
    swap(&value, &globals[place]!)  // Not nil: checked above.
    defer { swap(&value, &globals[place]!) }
    try change(&value)
  }

  @inline(never) func addTo(_ i: InstructionPointer, _ r: Registers) throws(Failure) {
    let added = (r + i.b).take()
    try change(i.a, isGlobal: i.flag == 1, r) { target throws(Failure) in
      try Arithmetic.add(added, to: &target)
    }
  }

  @inline(never)
  func appendTo(_ i: InstructionPointer, _ r: Registers, _ k: UnsafePointer<Value>) throws(Failure) {
    let item = i.flag & 1 == 0 ? UnsafePointer(r + i.b) : k + i.b
    try nest(item)
    let target = r + i.a
    if i.flag & 4 == 0, target.isArray, target.array.pointee.count < Arithmetic.longestList {
      // A value that is taken is moved. To copy it would be to hold it twice for a while.
      if i.flag & 2 == 0 {
        target.array.pointee.append(item.pointee)
      } else {
        target.array.pointee.append((r + i.b).take())
      }
      return
    }
    let added = item.pointee
    if i.flag & 2 != 0 { (r + i.b).clear() }
    try change(i.a, isGlobal: i.flag & 4 != 0, r) { target throws(Failure) in
      try Arithmetic.add([added], to: &target)
    }
  }

  /// Pushes an item, taken, onto an array that is being made.
  @inline(never) func append(_ r: Registers, to array: Int, from item: Int) {
    if (r + array).isArray { (r + array).array.pointee.append((r + item).take()) }
  }
}

extension Arithmetic {
  /// `target += added`. Where it throws, the target stays as it was.
  static func add(_ added: Value, to target: inout Value) throws(Failure) {
    let isDone = try withUnsafeMutablePointer(to: &target) { target throws(Failure) in
      switch added {
      case .string(let more):
        guard target.isString else { return false }
        if target.text.pointee.utf8Count + more.utf8Count > longestText { throw .textTooLong }
        target.text.pointee.append(more)
      case .array(let more):
        guard target.isArray else { return false }
        if target.array.pointee.count + more.count > longestList { throw .listTooLong }
        target.array.pointee.append(contentsOf: more)
      case .object(let more):
        guard target.isObject else { return false }
        for member in more.members { target.object.pointee.set(member.name, member.value) }
      default: return false
      }
      return true
    }
    if !isDone { target = try add(target, added) }
  }
}
