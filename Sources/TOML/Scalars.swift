import JSON

/// Reads values that do not contain other values: strings, numbers, booleans, dates and times.
extension Scanner {
  mutating func scalar() throws(TOMLError) -> Value {
    if byte == "\"" || byte == "'" { return Value(try string()) }
    var word = self.word
    // A date and a time may be separated by a blank.
    if word.count == 10, Moment(word) != nil, rest.dropFirst(10).first == UInt8(ascii: " ") {
      let longer = rest.prefix(11) + Self.word(of: rest.dropFirst(11))
      if Moment(Array(longer)) != nil { word = Array(longer) }
    }
    guard !word.isEmpty else { throw fault("a value must stand here, but \(found) does") }
    let text = String(decoding: word, as: UTF8.self)
    guard let value = try value(of: text, word) else {
      throw fault("a value must be a string in quotes, a number, true, false or a time, but is another word")
    }
    skip(word.count)
    return value
  }

  /// The bytes up to the end of the value.
  private var word: [UInt8] { Array(Self.word(of: rest)) }

  private static func word(of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.prefix { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: "+-_.:".utf8.contains(byte)
      }
    }
  }

  private func value(of text: String, _ word: [UInt8]) throws(TOMLError) -> Value? {
    switch text {
    case "true": return true
    case "false": return false
    case "inf", "+inf", "-inf", "nan", "+nan", "-nan":
      throw fault("a number must be finite, but is \(text)")
    default: break
    }
    if Moment(word) != nil { return Value(text) }
    return try number(word)
  }

  private func number(_ word: [UInt8]) throws(TOMLError) -> Value? {
    guard let digits = Self.withoutUnderscores(word) else { return nil }
    let radixes: [(prefix: String, radix: Int)] = [("0x", 16), ("0o", 8), ("0b", 2)]
    if let (_, radix) = radixes.first(where: { digits.starts(with: $0.prefix.utf8) }) {
      let digits = digits.dropFirst(2)
      guard !digits.isEmpty, digits.allSatisfy({ Self.isDigit($0, of: radix) }) else { return nil }
      return try integer(digits, radix: radix)
    }
    let signed = digits.first == UInt8(ascii: "+") ? digits.dropFirst() : digits[...]
    let unsigned = signed.first == UInt8(ascii: "-") ? signed.dropFirst() : signed
    guard let first = unsigned.first, Self.isDigit(first, of: 10) else { return nil }
    if unsigned.allSatisfy({ Self.isDigit($0, of: 10) }), first != UInt8(ascii: "0") || unsigned.count == 1 {
      return try integer(signed, radix: 10)
    }
    // A number that is valid JSON is read as such; nil for anything else.
    return try? Value(parsing: Array(signed))
  }

  private func integer(_ digits: ArraySlice<UInt8>, radix: Int) throws(TOMLError) -> Value {
    guard let number = Int64(String(decoding: digits, as: UTF8.self), radix: radix) else {
      throw fault("an integer must have at most 64 bits, but has more")
    }
    return .int(number)
  }

  private static func isDigit(_ byte: UInt8, of radix: Int) -> Bool {
    Character(Unicode.Scalar(byte)).hexDigitValue.map { $0 < radix } ?? false
  }

  /// The word without its underscores; nil where an underscore does not stand between two digits.
  private static func withoutUnderscores(_ word: [UInt8]) -> [UInt8]? {
    let radix = word.starts(with: "0x".utf8) ? 16 : 10
    for (place, byte) in word.enumerated() where byte == UInt8(ascii: "_") {
      guard place > 0, place + 1 < word.count, isDigit(word[place - 1], of: radix),
        isDigit(word[place + 1], of: radix)
      else { return nil }
    }
    return word.filter { $0 != UInt8(ascii: "_") }
  }
}

/// A date, a time, or both, with or without an offset (TOML, "Offset Date-Time" and the sections after it). Whether the
/// month has that day is not checked, because no setting is a date.
struct Moment {
  /// Nil where the bytes are not a date or a time.
  init?(_ word: [UInt8]) {
    var text = Fields(word)
    if text.number(4) != nil, text.skip("-") {
      guard let month = text.number(2), text.skip("-"), let day = text.number(2),
        (1...12).contains(month), (1...31).contains(day)
      else { return nil }
      if text.isAtEnd { return }
      guard text.skip("T") || text.skip("t") || text.skip(" "), text.time() else { return nil }
      if text.isAtEnd { return }
      if text.skip("Z") || text.skip("z") {
        if text.isAtEnd { return } else { return nil }
      }
      guard text.skip("+") || text.skip("-"), let hours = text.number(2), hours < 24, text.skip(":"),
        let minutes = text.number(2), minutes < 60, text.isAtEnd
      else { return nil }
      return
    }
    text = Fields(word)
    guard text.time(), text.isAtEnd else { return nil }
  }
}

/// Reads the parts of a date or time one after another.
private struct Fields {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == scalar.value else { return false }
    rest.removeFirst()
    return true
  }

  /// Reads a number with exactly so many digits.
  mutating func number(_ count: Int) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    rest = rest.dropFirst(count)
    return Int(String(decoding: digits, as: UTF8.self))
  }

  /// Reads a time such as `16:30:00`, which may have a fraction of a second.
  mutating func time() -> Bool {
    guard let hour = number(2), hour < 24, skip(":"), let minute = number(2), minute < 60, skip(":"),
      let second = number(2), second <= 60
    else { return false }
    guard skip(".") else { return true }
    let digits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
    rest = rest.dropFirst(digits.count)
    return !digits.isEmpty
  }
}
