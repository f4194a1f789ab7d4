import JSON

/// The operators on values (Language.md, "Expressions"): nothing is converted silently.
public enum Arithmetic {
  // Limits at which an endless loop stops, before it takes the memory of the whole machine: 1 GB, and 1.6 GB.

  /// In bytes.
  static let longestText = 1 << 30
  static let longestList = 100_000_000

  /// Adds numbers, joins strings and arrays, merges objects (right wins).
  public static func add(_ left: Value, _ right: Value) throws(Failure) -> Value {
    switch (left, right) {
    case (.int(let a), .int(let b)):
      let (sum, overflow) = a.addingReportingOverflow(b)
      return overflow ? .double(Double(a) + Double(b)) : .int(sum)
    case (.string(let a), .string(let b)):
      if a.utf8Count + b.utf8Count > longestText { throw .textTooLong }
      return .string(a + b)
    case (.array(let a), .array(let b)):
      if a.count + b.count > longestList { throw .listTooLong }
      return .array(a + b)
    case (.object(var a), .object(let b)):
      for member in b.members { a[member.name] = member.value }
      return .object(a)
    default:
      if let a = left.asDouble, let b = right.asDouble { return try number(a + b, "+") }
      throw .operands("+", left, right)
    }
  }

  public static func subtract(_ left: Value, _ right: Value) throws(Failure) -> Value {
    if case .int(let a) = left, case .int(let b) = right {
      let (difference, overflow) = a.subtractingReportingOverflow(b)
      if !overflow { return .int(difference) }
    }
    let (a, b) = try numbers("-", left, right)
    return try number(a - b, "-")
  }

  public static func multiply(_ left: Value, _ right: Value) throws(Failure) -> Value {
    if case .int(let a) = left, case .int(let b) = right {
      let (product, overflow) = a.multipliedReportingOverflow(by: b)
      if !overflow { return .int(product) }
    }
    let (a, b) = try numbers("*", left, right)
    return try number(a * b, "*")
  }

  /// `7 / 2` is 3.5 and `6 / 2` is 3.
  public static func divide(_ left: Value, _ right: Value) throws(Failure) -> Value {
    let (a, b) = try numbers("/", left, right)
    if b == 0 { throw .divisionByZero("/") }
    if let a = left.exactInt, let b = right.exactInt, b != -1, a % b == 0 { return .int(a / b) }
    return try number(a / b, "/")
  }

  /// Keeps the left operand's sign.
  public static func remainder(_ left: Value, _ right: Value) throws(Failure) -> Value {
    let (a, b) = try numbers("%", left, right)
    if b == 0 { throw .divisionByZero("%") }
    if let a = left.exactInt, let b = right.exactInt { return .int(b == -1 ? 0 : a % b) }
    return try number(a.truncatingRemainder(dividingBy: b), "%")
  }

  public static func negate(_ value: Value) throws(Failure) -> Value {
    if case .int(let integer) = value, integer != .min { return .int(-integer) }
    guard let double = value.asDouble else { throw .operand("'-'", "a number", value) }
    if case .decimal = value, let exact = ExactNumber(value), double != 0 {
      _ = try number(double, "-")
      return exact.negated.value
    }
    return .double(-double)
  }

  /// Whether left is less than right: two numbers or two strings; nil where they are not.
  static func less(_ left: Value, _ right: Value) -> Bool? {
    switch (left, right) {
    case (.int(let a), .int(let b)): return a < b
    case (.string(let a), .string(let b)): return a < b
    default:
      return Value.order(left, right).map { $0 < 0 }
    }
  }

  /// `a in list`, `"key" in object`, `"part" in "text"`.
  public static func contained(_ part: Value, _ whole: Value) throws(Failure) -> Bool {
    switch (part, whole) {
    case (_, .array(let items)): return items.contains(part)
    case (.string(let name), .object(let object)): return object[name] != nil
    case (.string(let part), .string(let text)): return text.contains(part)
    default: throw .operands("in", part, whole)
    }
  }

  private static func numbers(
    _ sign: String, _ left: Value, _ right: Value
  ) throws(Failure) -> (Double, Double) {
    guard let a = left.asDouble, let b = right.asDouble else { throw .operands(sign, left, right) }
    return (a, b)
  }

  /// JSON has no infinity and no NaN (RFC 8259 §6): an operation that leaves the numbers is an error.
  private static func number(_ result: Double, _ sign: String) throws(Failure) -> Value {
    guard result.isFinite else { throw .outOfRange(sign) }
    return .double(result)
  }
}

extension Value {
  /// The integer of an `int`, or of a decimal that is one; not of a floating point result.
  fileprivate var exactInt: Int64? {
    switch self {
    case .int(let value): value
    case .decimal, .double: asInt
    default: nil
    }
  }
}

extension Text {
  /// Whether `part` occurs in this text. O(n·m) at worst, by bytes, which for UTF-8 is by code points.
  public func contains(_ part: Text) -> Bool {
    part.isEmpty || firstRange(of: part, from: 0) != nil
  }

  /// The byte range of the first occurrence of `part` at or after a byte offset.
  public func firstRange(of part: Text, from start: Int) -> Range<Int>? {
    withUTF8 { bytes in
      part.withUTF8 { (wanted: UnsafeBufferPointer<UInt8>) -> Range<Int>? in
        guard let first = wanted.first, bytes.count - start >= wanted.count else { return nil }
        var index = start
        while index <= bytes.count - wanted.count {
          if bytes[index] == first, bytes[index..<index + wanted.count].elementsEqual(wanted) {
            return index..<index + wanted.count
          }
          index += 1
        }
        return nil
      }
    }
  }
}
