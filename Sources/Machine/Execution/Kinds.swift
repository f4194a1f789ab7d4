import JSON

// A register as its kind and its payload, without a `switch` over the value, which would hold it as long as it runs.
// The payload stands at the start of the value, and the number of its case behind that (a test holds them there).

extension UnsafePointer<Value> {
  /// The number of the value's case.
  @inline(__always) var kind: UInt8 { UnsafeRawPointer(self).load(fromByteOffset: 8, as: UInt8.self) }

  @inline(__always) var isBool: Bool { kind == Kind.bool }
  @inline(__always) var isInt: Bool { kind == Kind.int }
  @inline(__always) var isDouble: Bool { kind == Kind.double }
  /// Whether it is a number of the processor: an integer or floating point.
  @inline(__always) var isNumber: Bool { kind &- Kind.int <= 1 }
  @inline(__always) var isNull: Bool { kind == Kind.null }
  /// Whether it holds nothing that is reference-counted, so that it may be overwritten or copied as it is. Asking this
  /// before each write spares numbers the release of the old value, which is a call.
  @inline(__always) var isPlain: Bool { kind &- Kind.decimal > 3 }

  @inline(__always) var int: Int64 { UnsafeRawPointer(self).load(as: Int64.self) }
  @inline(__always) var double: Double { UnsafeRawPointer(self).load(as: Double.self) }
  @inline(__always) var bool: Bool { UnsafeRawPointer(self).load(as: UInt8.self) & 1 != 0 }
  /// A number as floating point.
  @inline(__always) var float: Double { isInt ? Double(int) : double }
}

/// The numbers of the cases of `Value`.
enum Kind {
  static let bool: UInt8 = 0
  static let int: UInt8 = 1
  static let double: UInt8 = 2
  /// With the three that follow it, what is counted.
  static let decimal: UInt8 = 3
  static let null: UInt8 = 7
  /// Of a `Value?` that is nil.
  static let missing: UInt8 = 255
}

extension Registers {
  @inline(__always) var kind: UInt8 { UnsafePointer(self).kind }
  @inline(__always) var isBool: Bool { UnsafePointer(self).isBool }
  @inline(__always) var isInt: Bool { UnsafePointer(self).isInt }
  @inline(__always) var isDouble: Bool { UnsafePointer(self).isDouble }
  @inline(__always) var isNumber: Bool { UnsafePointer(self).isNumber }
  @inline(__always) var isNull: Bool { UnsafePointer(self).isNull }
  @inline(__always) var isPlain: Bool { UnsafePointer(self).isPlain }
  @inline(__always) var int: Int64 { UnsafePointer(self).int }
  @inline(__always) var double: Double { UnsafePointer(self).double }
  @inline(__always) var bool: Bool { UnsafePointer(self).bool }
  @inline(__always) var float: Double { UnsafePointer(self).float }

  // Each of these puts in a plain value where the old one is plain too; else it gives false, and changes nothing. Most
  // registers get values of one kind again and again, so that the kind is written only where it changes.

  @inline(__always) func accept(_ new: Int64) -> Bool {
    if _slowPath(!isInt) {
      guard isPlain else { return false }
      store(kind: Kind.int)
    }
    UnsafeMutableRawPointer(self).storeBytes(of: new, as: Int64.self)
    return true
  }

  /// Also false where the number is infinite.
  @inline(__always) func accept(finite new: Double) -> Bool {
    new.isFinite && accept(new)
  }

  /// Also false where the quotient may be whole, since it may have to become an integer.
  @inline(__always) func accept(broken new: Double) -> Bool {
    new.magnitude < 0x1p52 && Double(Int64(new)) != new && accept(new)
  }

  @inline(__always) private func accept(_ new: Double) -> Bool {
    if _slowPath(!isDouble) {
      guard isPlain else { return false }
      store(kind: Kind.double)
    }
    UnsafeMutableRawPointer(self).storeBytes(of: new, as: Double.self)
    return true
  }

  @inline(__always) func accept(_ new: Bool) -> Bool {
    guard isPlain else { return false }
    initialize(to: .bool(new))
    return true
  }

  @inline(__always) func acceptNull() -> Bool {
    guard isPlain else { return false }
    initialize(to: .null)
    return true
  }

  /// Also false where the other value is not plain.
  @inline(__always) func accept(copyOf other: UnsafePointer<Value>) -> Bool {
    guard other.isPlain, isPlain else { return false }
    store(other)
    return true
  }

  /// Takes any value, and leaves null in its place.
  @inline(__always) func accept(taking other: Registers) -> Bool {
    guard isPlain else { return false }
    store(other)
    other.initialize(to: .null)
    return true
  }

  /// Also false where there is no such item, or it is not plain.
  @inline(__always) func accept(item place: Int64, of list: Registers) -> Bool {
    guard list.isArray, place >= 0, place < Int64(list.array.pointee.count) else { return false }
    return list.array.pointee.withUnsafeBufferPointer {
      accept(copyOf: $0.baseAddress.unsafelyUnwrapped + Int(place))
    }
  }

  /// Writes a value as its two parts, as they were written: the processor would wait for the parts if it had to read
  /// them as one.
  @inline(__always) func store(_ other: UnsafePointer<Value>) {
    let kind = other.kind
    UnsafeMutableRawPointer(self).storeBytes(of: other.int, as: Int64.self)
    store(kind: kind)
  }

  @inline(__always) private func store(kind: UInt8) {
    UnsafeMutableRawPointer(self).storeBytes(of: kind, toByteOffset: 8, as: UInt8.self)
  }

  /// Pushes a plain item onto an array, which grows in place where nobody else holds it. False where the item is not
  /// plain, or this is no array that may grow.
  @inline(never) func append(plain item: UnsafePointer<Value>) -> Bool {
    guard item.isPlain, isArray, array.pointee.count < Arithmetic.longestList else { return false }
    array.pointee.append(item.pointee)
    return true
  }

  /// Puts in the member of that name; false where there is none, or these are not an object and a name.
  @inline(never) func copy(member name: UnsafePointer<Value>, of object: Registers) -> Bool {
    let name = Registers(mutating: name)
    guard object.isObject, name.isString, let place = Object.place(of: name.text, in: object.object) else {
      return false
    }
    copy(place)
    return true
  }
}
