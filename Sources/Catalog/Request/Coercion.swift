import JSON

extension Parameter {
  /// The value that a bare word means for the declared type.
  public func coerce(_ word: String) -> Value { type.coerce(word) }
}

extension ParameterType {
  /// The value that a bare word means. A word that does not fit the type stays a text, and the validation
  /// reports it.
  public func coerce(_ word: String) -> Value {
    switch self {
    case .string, .enumeration, .textMap, .array, .object: Value(word)
    case .integer: Self.number(word).flatMap { $0.asInt.map { .int($0) } } ?? Value(word)
    case .number: Self.number(word) ?? Value(word)
    case .boolean: word == "true" ? true : word == "false" ? false : Value(word)
    case .identifier: Self.id(word) ?? Value(word)
    }
  }

  /// Digits are an id. With a leading zero or a sign they are a name.
  private static func id(_ word: String) -> Value? {
    guard Pattern.digits.matches(word), word.first != "0" else { return nil }
    return Int64(word).map { .int($0) }
  }

  /// A number in the form of RFC 8259 §6.
  private static func number(_ word: String) -> Value? {
    guard isNumber(word) else { return nil }
    if let integer = Int64(word) { return .int(integer) }
    return Double(word).flatMap { $0.isFinite ? .double($0) : nil }
  }

  /// Whether it is a number in JSON. Swift also accepts `Double("0x10")`, `Double("nan")` and `Int64("+1")`.
  private static func isNumber(_ word: String) -> Bool {
    let start = word.hasPrefix("-") ? word.dropFirst() : word[...]
    guard let first = start.utf8.first, first.isDigit, start.utf8.last?.isDigit == true else { return false }
    if first == UInt8(ascii: "0"), start.utf8.dropFirst().first?.isDigit == true { return false }
    return start.utf8.allSatisfy { $0.isDigit || "+-.eE".utf8.contains($0) } && !start.contains(".e")
      && !start.contains(".E")
  }
}
