import JSON

/// Where a frame's registers begin.
typealias Registers = UnsafeMutablePointer<Value>

/// Where an instruction stands. The dispatch loop reads each field where it is used: to load the whole of
/// the instruction before the switch took so many of the processor's registers that its own locals went
/// to memory.
typealias InstructionPointer = UnsafePointer<Instruction>

extension InstructionPointer {
  @inline(__always) var opcode: Opcode { pointee.opcode }
  @inline(__always) var flag: UInt8 { pointee.flag }
  @inline(__always) var a: Int { Int(pointee.a) }
  @inline(__always) var b: Int { Int(pointee.b) }
  @inline(__always) var c: Int { Int(pointee.c) }
  @inline(__always) var immediate: Int64 { pointee.immediate }
  @inline(__always) var distance: Int { pointee.distance }
  /// The small integer in the place of a.
  @inline(__always) var divisor: Int64 { Int64(pointee.a) }
  /// Whether a comparison skips where it does not hold.
  @inline(__always) var isNegated: Bool { flag & 1 != 0 }
}

extension Registers {
  /// Whether none of so many registers from here on holds anything that is counted: at least four, and a multiple of four.
  @inline(__always) func arePlain(_ count: Int) -> Bool {
    // The cases that are counted have the numbers 3 to 6 (a test holds them there). With 1 added, only these have the
    // third bit set, so that no register needs a branch.
    var mixed: UInt8 = 0
    var register = self
    let end = self + count
    repeat {
      mixed |=
        (register.kind &+ 1) | ((register + 1).kind &+ 1) | ((register + 2).kind &+ 1)
        | ((register + 3).kind &+ 1)
      register += 4
    } while register < end
    return mixed & 4 == 0
  }

  @inline(never) func clear(_ count: Int) {
    for register in 0..<count { (self + register).clear() }
  }

  @inline(__always) func put(_ new: Bool) {
    if isPlain { initialize(to: .bool(new)) } else { replace(with: .bool(new)) }
  }

  /// Puts in a value that nobody else holds.
  @inline(__always) func put(_ new: consuming Value) {
    if !isPlain { deinitialize(count: 1) }
    initialize(to: new)
  }

  @inline(__always) func clear() {
    if !isPlain { deinitialize(count: 1) }
    initialize(to: .null)
  }

  /// Puts in what stands in another register, or in an array.
  @inline(__always) func copy(_ other: UnsafePointer<Value>) {
    if !accept(copyOf: other) { assign(other) }
  }

  /// Takes the value out, and leaves null.
  @inline(__always) func take() -> Value {
    let value = move()
    initialize(to: .null)
    return value
  }

  /// Puts in what stands in another register, and leaves null there.
  @inline(__always) func take(_ other: Registers) {
    if !isPlain { deinitialize(count: 1) }
    moveInitialize(from: other, count: 1)
    other.initialize(to: .null)
  }

  /// Puts a plain value in the place of an array's item. False where this is not an array, or has no such item.
  @inline(__always) func set(_ place: Int, _ new: UnsafePointer<Value>) -> Bool {
    guard isArray, place >= 0, place < array.pointee.count else { return false }
    withUnsafeMutablePointer(to: &array.pointee[place]) { item in
      if !item.isPlain { item.deinitialize(count: 1) }
      item.store(new)
    }
    return true
  }

  // What the register holds, in its place, so that it is held only once and can be changed there. A payload stands at
  // the start of its value (a test holds it there); to bind it in a pattern would be to hold it twice.

  // A `switch` over the register would hold the value too, as long as it runs; therefore these properties.

  @inline(__always) var isArray: Bool { if case .array = pointee { true } else { false } }
  @inline(__always) var isObject: Bool { if case .object = pointee { true } else { false } }
  @inline(__always) var isString: Bool { if case .string = pointee { true } else { false } }

  @inline(__always) var array: UnsafeMutablePointer<[Value]> { payload() }
  @inline(__always) var object: UnsafeMutablePointer<Object> { payload() }
  @inline(__always) var text: UnsafeMutablePointer<Text> { payload() }

  @inline(__always) private func payload<Payload>() -> UnsafeMutablePointer<Payload> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: Payload.self)
  }

  @inline(never) private func assign(_ other: UnsafePointer<Value>) { pointee = other.pointee }

  @inline(never) private func replace(with value: Value) { pointee = value }
}
