import JSON

extension Parameter {
  /// The value that a bare word stands for, of the type that is declared.
  public func coerce(_ word: String) -> Value { type.coerce(word) }
}

extension ParameterType {
  /// The value that a bare word stands for. A word that is not of this type stays text, and the validation tells of it.
  public func coerce(_ word: String) -> Value {
    switch self {
    case .string, .enumeration, .textMap, .array, .object: Value(word)
    case .integer: Self.number(word).flatMap { $0.asInt.map { .int($0) } } ?? Value(word)
    case .number: Self.number(word) ?? Value(word)
    case .boolean: word == "true" ? true : word == "false" ? false : Value(word)
    case .identifier: Self.id(word) ?? Value(word)
    }
  }

  /// Digits are an id; with a leading zero or a sign they are a name.
  private static func id(_ word: String) -> Value? {
    guard Pattern.digits.matches(word), word.first != "0" else { return nil }
    return Int64(word).map { .int($0) }
  }

  /// A number as RFC 8259 §6 spells it.
  private static func number(_ word: String) -> Value? {
    guard isNumber(word) else { return nil }
    if let integer = Int64(word) { return .int(integer) }
    return Double(word).flatMap { $0.isFinite ? .double($0) : nil }
  }

  /// `Double("0x10")`, `Double("nan")` and `Int64("+1")` are values, but not JSON's.
  private static func isNumber(_ word: String) -> Bool {
    let start = word.hasPrefix("-") ? word.dropFirst() : word[...]
    guard let first = start.utf8.first, first.isDigit, start.utf8.last?.isDigit == true else { return false }
    if first == UInt8(ascii: "0"), start.utf8.dropFirst().first?.isDigit == true { return false }
    return start.utf8.allSatisfy { $0.isDigit || "+-.eE".utf8.contains($0) } && !start.contains(".e")
      && !start.contains(".E")
  }
}
