import JSON
import Machine
import Syntax

extension Library {
  static let numbers: [Builtin] = [
    .int, .number, .string, .random, .round, .floor, .ceil, .abs,
  ]
}

extension Builtin {
  static let int = Builtin(
    Signature("int", input: .whole), "an integer of a number or of text; what follows the point is dropped",
    in: .numbers, also: ["parseInt", "parse_int", "to_int"],
    examples: [Example(#"int("12")"#, shows: "12"), Example("int(-3.7)", shows: "-3")],
    takes: Taken([.number, .text], "a number or text"), gives: .number,
    .function { call throws(Failure) in
      let value = call.value(0)
      return try rounded(value.asDouble == nil ? try parsedNumber(value, "int") : value, "int", .towardZero)
    })

  static let number = Builtin(
    Signature("number", input: .whole), "a number of text, to the digit; numbers stay as they are",
    in: .numbers, also: ["float", "parseFloat"],
    examples: [
      Example(#"number(" 1.5 ")"#, shows: "1.5"), Example(#"number("١٢٫٥")"#, shows: "12.5"),
    ],
    takes: Taken([.number, .text], "a number or text"), gives: .number,
    .function { call throws(Failure) in
      let value = call.value(0)
      return value.asDouble == nil ? try parsedNumber(value, "number") : value
    })

  static let string = Builtin(
    Signature("string", input: .whole, operands: [Operand("DECIMALS", type: .integer, required: false)]),
    "a value as text: strings as they are, anything else as JSON; a number with so many decimals",
    in: .numbers, also: ["str", "tostring", "toString", "to_string"],
    examples: [Example("string(12)", shows: #""12""#), Example("string(2.3, 2)", shows: #""2.30""#)],
    gives: .text, faults: ArgumentFault.count(of: "string", atLeast: 0),
    .function { call throws(Failure) in
      let value = call.value(0)
      if call[1] != nil {
        let decimals = try call.count(1, "string", least: 0)
        guard decimals <= 400 else { throw .argument("string", "at most 400 decimals", call.value(1)) }
        _ = try finite(value, "string")
        return Value(ExactNumber(value)?.fixed(decimals) ?? value.json)
      }
      return value.asText == nil ? Value(value.json) : value
    })

  static let random = Builtin(
    Signature("random", operands: [Operand("N", type: .integer, required: false)]),
    "a random number: from 0 to below 1, or an integer from 0 to N - 1",
    in: .numbers, also: ["rand"],
    examples: [Example("random(6) in 0..5", shows: "true"), Example("random() < 1", shows: "true")],
    gives: .number, faults: ArgumentFault.count(of: "random", atLeast: 1),
    .function { call throws(Failure) in
      if call[0] == nil { return .double(Double.random(in: 0..<1)) }
      return .int(Int64.random(in: 0..<Int64(try call.count(0, "random", least: 1))))
    })

  static let round = Builtin(
    Signature("round", input: .whole, operands: [Operand("DIGITS", type: .integer, required: false)]),
    "the nearest number with so many digits after the point, halves away from zero",
    in: .numbers, examples: [Example("round(2.345, 2)", shows: "2.35"), Example("round(2.5)", shows: "3")],
    takes: .number, gives: .number,
    .function { call throws(Failure) in
      let digits = call[1] == nil ? 0 : try call.count(1, "round", least: -400)
      return try rounded(call.value(0), "round", to: digits, .toNearestOrAwayFromZero)
    })

  static let floor = Builtin(
    Signature("floor", input: .whole), "the greatest integer that is not above a number",
    in: .numbers, examples: [Example("floor(-1.5)", shows: "-2")],
    takes: .number, gives: .number,
    .function { call throws(Failure) in try rounded(call.value(0), "floor", .down) })

  static let ceil = Builtin(
    Signature("ceil", input: .whole), "the least integer that is not below a number",
    in: .numbers, examples: [Example("ceil(1.2)", shows: "2")],
    takes: .number, gives: .number,
    .function { call throws(Failure) in try rounded(call.value(0), "ceil", .up) })

  static let abs = Builtin(
    Signature("abs", input: .whole), "a number without its sign",
    in: .numbers, examples: [Example("abs(-3)", shows: "3")],
    takes: .number, gives: .number,
    .function { call throws(Failure) in
      let number = try finite(call.value(0), "abs")
      return number.sign == .minus ? try Arithmetic.negate(call.value(0)) : call.value(0)
    })
}

/// Rounds a number in its decimal form to this many digits after the point. So 2.345 is exactly in the middle, and an
/// integer of 20 digits keeps them all.
private func rounded(
  _ value: Value, _ builtin: String, to digits: Int = 0, _ rule: FloatingPointRoundingRule
) throws(Failure) -> Value {
  let number = try finite(value, builtin)
  switch value {
  case .int where digits >= 0: return value
  case .double where digits == 0:
    let whole = number.rounded(rule)
    return Int64(exactly: whole).map(Value.int) ?? .double(whole)
  default: break
  }
  guard let exact = ExactNumber(value) else { return value }
  let result = exact.rounded(to: digits, rule)
  return result == exact && exact.integer == nil ? value : result.value
}

/// The number in floating point. It throws for numbers such as 1e400, which JSON can write and floating point cannot
/// express.
private func finite(_ value: Value, _ builtin: String) throws(Failure) -> Double {
  guard let number = value.asDouble else { throw .argument(builtin, "a number", value) }
  guard number.isFinite else { throw .beyondNumbers(builtin, value) }
  return number
}

/// Reads a number from text, in the form that JSON has. White space may surround it, and a plus sign or zeros may
/// precede it.
private func parsedNumber(_ value: Value, _ builtin: String) throws(Failure) -> Value {
  guard let text = value.asText else { throw .argument(builtin, "a number or text", value) }
  if let integer = text.digits { return .int(integer) }
  var digits = Array(text.trimmed.withASCIIDigits.utf8)[...]
  let sign: [UInt8] = digits.first == UInt8(ascii: "-") ? [UInt8(ascii: "-")] : []
  if digits.first == UInt8(ascii: "+") || !sign.isEmpty { digits.removeFirst() }
  while digits.first == UInt8(ascii: "0"), digits.dropFirst().first?.isDigit == true { digits.removeFirst() }
  guard digits.first?.isDigit == true, let number = try? Value(parsing: sign + digits) else {
    throw .argument(builtin, "text that is a number", value)
  }
  return number
}

extension Text {
  /// The text with 0 to 9 in place of the digits of other scripts, and with `.` and `-` in place of their point and
  /// minus sign.
  var withASCIIDigits: Text {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    var plain = String.UnicodeScalarView()
    for scalar in string.unicodeScalars {
      if let digit = scalar.decimalDigit {
        plain.append(contentsOf: digit.unicodeScalars)
      } else {
        plain.append(scalar == "\u{66B}" ? "." : scalar == "\u{2212}" ? "-" : scalar)
      }
    }
    return Text(String(plain))
  }

  /// The value of a text that consists of at most 18 digits, as most cells of a table do; nil for other texts.
  fileprivate var digits: Int64? {
    guard (1...18).contains(utf8.count), utf8.allSatisfy(\.isDigit) else { return nil }
    return utf8.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }
}
