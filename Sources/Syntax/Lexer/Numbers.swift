import JSON

/// Reads numbers (NUM is a JSON number without its sign), durations and phone numbers.
extension Lexer {
  /// The kind of the token that begins with these digits, and where it ends.
  func number(from offset: Int) -> (Token.Kind, Int) {
    let digits = numberEnd(from: offset)
    let leadingZero = byte(offset) == UInt8(ascii: "0") && digits == offset + 1 && isDigit(byte(digits))
    let end = wordLikeEnd(from: digits)
    if leadingZero { return (.malformedNumber, end) }
    if end == digits { return (.number, end) }
    return DurationUnit(suffix: text(digits..<end)) == nil ? (.malformedNumber, end) : (.duration, end)
  }

  /// The end of a JSON number without a sign.
  func numberEnd(from offset: Int) -> Int {
    var end = byte(offset) == UInt8(ascii: "0") ? offset + 1 : digitsEnd(from: offset)
    if byte(end) == UInt8(ascii: "."), isDigit(byte(end + 1)) { end = digitsEnd(from: end + 1) }
    guard byte(end) | 0x20 == UInt8(ascii: "e") else { return end }
    let sign = byte(end + 1) == UInt8(ascii: "+") || byte(end + 1) == UInt8(ascii: "-") ? 1 : 0
    return isDigit(byte(end + 1 + sign)) ? digitsEnd(from: end + 1 + sign) : end
  }

  func digitsEnd(from offset: Int) -> Int {
    var end = offset
    while isDigit(byte(end)) { end += 1 }
    return end
  }

  private func wordLikeEnd(from offset: Int) -> Int {
    var end = digitsEnd(from: offset)
    while nameEnd(from: end, hyphens: false) > end { end = nameEnd(from: end, hyphens: false) }
    return end
  }

  /// The end of a phone number that begins with this `+`; nil where it does not have 7 to 15 digits, or where a word
  /// follows directly.
  func phoneEnd(from offset: Int) -> Int? {
    let end = digitsEnd(from: offset + 1)
    return (7...15).contains(end - offset - 1) && !isNameStart(at: end) ? end : nil
  }

  /// The value of the number in this range, with all its digits.
  func numberValue(_ range: Range<Int>) -> Value {
    Value(number: text(range))
  }

  /// The duration in this range, in seconds.
  func durationValue(_ range: Range<Int>) -> Value {
    let digits = numberEnd(from: range.lowerBound)
    let unit = DurationUnit(suffix: text(digits..<range.upperBound)) ?? .seconds
    return unit.seconds(Value(number: text(range.lowerBound..<digits)))
  }
}

/// The unit of a duration.
private enum DurationUnit {
  case milliseconds, seconds, minutes, hours, days

  init?(suffix: String) {
    switch suffix {
    case "ms": self = .milliseconds
    case "s": self = .seconds
    case "m": self = .minutes
    case "h": self = .hours
    case "d": self = .days
    default: return nil
    }
  }

  private var factor: Int64 {
    switch self {
    case .milliseconds, .seconds: 1
    case .minutes: 60
    case .hours: 3600
    case .days: 86_400
    }
  }

  /// The amount of this unit in seconds, as an integer where that is possible.
  func seconds(_ amount: Value) -> Value {
    let (whole, overflow) = (amount.asInt ?? 0).multipliedReportingOverflow(by: factor)
    if self != .milliseconds, amount.asInt != nil, !overflow { return .int(whole) }
    let seconds = (amount.asDouble ?? 0) * Double(factor) / (self == .milliseconds ? 1000 : 1)
    return Int64(exactly: seconds).map(Value.int) ?? .double(seconds)
  }
}

extension Value {
  /// The value of a JSON number, with all its digits.
  init(number text: String) {
    // Most numbers are short, and making a parser for them would take longer than reading them.
    if text.utf8.count < 10, text != "-0", let integer = Int64(text) {
      self = .int(integer)
      return
    }
    // The JSON parser accepts everything that the lexer takes for a number.
    self = (try? Value(parsing: text)) ?? .null
  }
}
