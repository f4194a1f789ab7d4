/// A JSON value: the one data type of the whole program (RFC 8259 §3).
///
/// Values are copied, never shared: the payloads are copy-on-write. The stride is 16 bytes, which
/// the machine's registers rely on for speed (a test holds it there); so every payload is one word.
public enum Value: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  /// A number whose text is not what printing it as `int` or `double` would give: kept to the digit
  /// until the program computes with it.
  case decimal(Decimal)
  case string(Text)
  case array([Value])
  case object(Object)
}

extension Value {
  /// The word for the value's type, as `type` and error messages say it.
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

  /// The number as floating point, else nil.
  public var asDouble: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    case .decimal(let decimal): decimal.value
    default: nil
    }
  }

  /// The number as an integer where it is exactly one within 64 bits, else nil. Of a number kept as it
  /// was written that is known up to 2^53, where floating point is exact.
  public var asInt: Int64? {
    switch self {
    case .int(let value): value
    case .double(let value): Int64(exactly: value)
    case .decimal(let decimal): decimal.value.magnitude <= 0x1p53 ? Int64(exactly: decimal.value) : nil
    default: nil
    }
  }

  public init(_ string: String) { self = .string(Text(string)) }

  /// The member of an object, or nil where this is no object or has none of that name.
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
  /// Deep equality as RFC 9535 §2.3.5.2.2 has it: numbers by value, strings by code points,
  /// objects whatever their order.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    case (.int(let a), .double(let b)), (.double(let b), .int(let a)): equal(a, b)
    case (.int(let a), .decimal(let b)), (.decimal(let b), .int(let a)): equal(a, b.value)
    default:
      if let a = left.asDouble, let b = right.asDouble { a == b } else { false }
    }
  }

  /// An integer and a floating point number are equal only where no rounding made them so.
  private static func equal(_ integer: Int64, _ double: Double) -> Bool {
    Int64(exactly: double) == integer
  }
}

extension Value: Hashable {
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .int, .double, .decimal: hasher.combine(asDouble ?? 0)
    case .string(let text): hasher.combine(text)
    case .array(let array): hasher.combine(array)
    case .object(let object): hasher.combine(object)
    }
  }
}

/// A number kept as it was written, with its floating point value beside it.
public final class Decimal: Sendable {
  /// The number's text, as RFC 8259 §6 has numbers.
  public let text: Text
  public let value: Double

  public init(text: Text, value: Double) {
    self.text = text
    self.value = value
  }
}
