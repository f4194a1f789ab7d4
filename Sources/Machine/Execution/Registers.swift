import JSON

/// Where a frame's registers begin.
typealias Registers = UnsafeMutablePointer<Value>

extension Registers {
  /// Whether the register holds nothing that is counted, so that it may be written over as it is. Asking
  /// before each write keeps the release of the old value, a call, off the path of numbers.
  @inline(__always) var isPlain: Bool {
    switch pointee {
    case .null, .bool, .int, .double: true
    case .decimal, .string, .array, .object: false
    }
  }

  @inline(__always) func put(_ new: Int64) {
    if isPlain { initialize(to: .int(new)) } else { replace(with: .int(new)) }
  }

  @inline(__always) func put(_ new: Double) {
    if isPlain { initialize(to: .double(new)) } else { replace(with: .double(new)) }
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
    switch other.pointee {
    case .int(let value): put(value)
    case .double(let value): put(value)
    case .bool(let value): put(value)
    default: assign(other)
    }
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

  // What the register holds, in its place, so that it is held once and changed there. A payload stands at the
  // start of its value (a test holds it there); to bind it in a pattern would be to hold it twice.

  // To `switch` over the register would hold it all the while, too; hence these questions.

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
