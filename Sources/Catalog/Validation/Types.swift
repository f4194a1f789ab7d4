import JSON

extension ParameterType {
  /// What is wrong with the value's type, for a type without members.
  func fault(of value: Value) -> Violation.Fault? {
    switch self {
    case .string: value.asText == nil ? .type(.string, found: value) : nil
    case .integer: value.asInt == nil ? .type(.integer, found: value) : nil
    case .number: value.asDouble?.isFinite == true ? nil : .type(.number, found: value)
    case .boolean: value.asBool == nil ? .type(.boolean, found: value) : nil
    case .enumeration(let words): value.isOne(of: words) ? nil : .notAmong(words, found: value)
    case .identifier: value.isIdentifier ? nil : .type(.identifier, found: value)
    case .array, .object, .textMap: nil
    }
  }
}

extension Limit {
  /// Whether the value is within the limit. A value of another type always is.
  func holds(for value: Value) -> Bool {
    switch self {
    case .length(let most): (value.asText?.scalarCount ?? 0) <= most
    case .atLeast(let least): value.asDouble.map { $0 >= Double(least) } ?? true
    case .between(let least, let most):
      value.asDouble.map { Double(least) <= $0 && $0 <= Double(most) } ?? true
    case .count(let range): value.asArray.map { range.contains($0.count) } ?? true
    case .pattern(let pattern): value.asString.map(pattern.matches) ?? true
    }
  }
}

extension Value {
  /// Null, or text of nothing that is seen: to the server it is not given. A service in Laravel takes white space and
  /// invisible characters off the ends of each text, and null for what is empty then (documentation of Laravel,
  /// "Input Trimming and Normalization").
  public var isBlank: Bool {
    switch self {
    case .null: true
    case .string(let text): text.isBlank
    case .bool, .int, .double, .decimal, .array, .object: false
    }
  }

  var isEmptyCollection: Bool { asArray?.isEmpty ?? asObject?.isEmpty ?? false }

  fileprivate var isIdentifier: Bool { asText != nil || (asInt ?? 0) > 0 }

  var isScalar: Bool {
    switch self {
    case .null, .array, .object: false
    case .bool, .int, .double, .decimal, .string: true
    }
  }

  fileprivate func isOne(of words: [String]) -> Bool { asString.map(words.contains) ?? false }
}

extension Text {
  /// In most texts the first byte decides. Only the others are read completely.
  fileprivate var isBlank: Bool {
    let isPlain = utf8.first { $0 != 0x20 && $0 != 0 && !(0x09...0x0D).contains($0) }.map { $0 < 0x80 }
    if let isPlain { return !isPlain && string.unicodeScalars.allSatisfy(Self.isUnseen) }
    return true
  }

  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
      // A pattern of Braille without a dot, which many use as a space.
      || scalar == "\u{2800}" || scalar == "\0"
  }
}

extension Object {
  /// The value with this name; nil where it is null or blank, which counts as not given.
  public func given(_ name: String) -> Value? { self[name].flatMap { $0.isBlank ? nil : $0 } }

  /// The text with this name; nil where there is none, or it is blank.
  public func text(_ name: String) -> Text? { given(name)?.asText }
}
