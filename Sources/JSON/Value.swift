/// A JSON value: the only data type of the whole program (RFC 8259 §3). `Value(parsing:)` makes it, the `as…`
/// members and subscripts read it, and `json` writes it.
///
/// Values are copied, never shared; the payloads are copy-on-write. The stride is 16 bytes, on which the
/// speed of the machine's registers depends (a test checks it); so every payload takes one word.
public enum Value: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  /// A number that would not print with the digits of its text as `int` or `double`. It keeps its digits
  /// until the program computes with it.
  case decimal(Decimal)
  case string(Text)
  case array([Value])
  case object(Object)
}

extension Value {
  /// The word for the value's type, for `type` and error messages.
  public var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .int, .double, .decimal: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  public var isNull: Bool { if case .null = self { true } else { false } }

  public var asBool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The text of a string, else nil. Copies the bytes into a `String`.
  public var asString: String? { if case .string(let text) = self { text.string } else { nil } }

  public var asText: Text? { if case .string(let text) = self { text } else { nil } }

  public var asArray: [Value]? { if case .array(let array) = self { array } else { nil } }

  public var asObject: Object? { if case .object(let object) = self { object } else { nil } }

  /// The number as floating point; nil for any other value.
  public var asDouble: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    case .decimal(let decimal): decimal.value
    case .null, .bool, .string, .array, .object: nil
    }
  }

  /// The number as an integer, where it is exactly one of 64 bits; else nil.
  public var asInt: Int64? {
    switch self {
    case .int(let value): value
    case .double(let value): Int64(exactly: value)
    case .decimal(let decimal): decimal.exactInt
    case .null, .bool, .string, .array, .object: nil
    }
  }

  public init(_ string: String) { self = .string(Text(string)) }

  /// The member of an object with this name; nil where it has none, or this is not an object.
  public subscript(name: String) -> Value? {
    if case .object(let object) = self { object[name] } else { nil }
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(Text(value)) }
  public init(integerLiteral value: Int64) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: Value...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, Value)...) {
    self = .object(Object(elements.map { (Text($0.0), $0.1) }))
  }
}

extension Value: Equatable {
  /// Deep equality as in RFC 9535 §2.3.5.2.2: numbers are compared by value, strings by code points, and
  /// objects without regard to the order of their members.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    default: order(left, right) == 0
    }
  }

  /// The order of two numbers by their exact values: below 0 where the left one is less, 0 where they are
  /// equal, above 0 where it is greater; nil where one is not a number. The exact value of a floating-point
  /// number is the one that it prints as.
  public static func order(_ left: Value, _ right: Value) -> Int? {
    if case .int(let a) = left, case .int(let b) = right { return a < b ? -1 : a == b ? 0 : 1 }
    guard let a = left.asDouble, let b = right.asDouble else { return nil }
    // Rounding keeps the order. So the digits are compared only where two numbers round to the same one.
    if a != b { return a < b ? -1 : 1 }
    return orderOfAlike(left, right)
  }

  /// The order of two numbers with the same floating-point value.
  private static func orderOfAlike(_ left: Value, _ right: Value) -> Int {
    switch (left, right) {
    case (.double, .double): return 0
    case (.int(let a), .double(let b)): return order(a, b)
    case (.double(let a), .int(let b)): return -order(b, a)
    case (.decimal(let a), .decimal(let b)) where a === b || a.text == b.text || a.isShort && b.isShort:
      return 0
    case (.decimal(let a), .double(let b)), (.double(let b), .decimal(let a)):
      if a.isShort, b.magnitude < 0x1p53 { return 0 }
    default: break
    }
    guard let a = ExactNumber(left), let b = ExactNumber(right) else { return 0 }
    return a < b ? -1 : a == b ? 0 : 1
  }

  private static func order(_ integer: Int64, _ double: Double) -> Int {
    guard let other = Int64(exactly: double) else { return double > 0 ? -1 : 1 }
    return integer < other ? -1 : integer == other ? 0 : 1
  }
}

extension Value: Hashable {
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .int(let integer): hasher.combine(integer)
    case .double(let double):
      if let integer = Int64(exactly: double) { hasher.combine(integer) } else { hasher.combine(double) }
    case .decimal(let decimal): decimal.hash(into: &hasher)
    case .string(let text): hasher.combine(text)
    case .array(let array): hasher.combine(array)
    case .object(let object): hasher.combine(object)
    }
  }
}

extension Decimal {
  /// Equal numbers have the same hash, in whatever form they are. Floating point prints at most 17 digits, so
  /// a number with more digits equals only another number with more digits. Ids of 20 digits must not all
  /// share one hash.
  fileprivate func hash(into hasher: inout Hasher) {
    if let integer = exactInt { return hasher.combine(integer) }
    if text.utf8Count > 17 {
      let exact = ExactNumber(text)
      if exact.significant > 17 { return hasher.combine(exact) }
    }
    hasher.combine(value)
  }
}
