import JSON
import Machine
import Syntax

extension Library {
  static let numbers: [Builtin] = [.int, .number, .string, .round, .floor, .ceil, .abs]
}

extension Builtin {
  static let int = Builtin(
    Signature("int", input: .whole), "an integer of a number or of text; what follows the point is dropped",
    examples: [Example(#"int("12")"#, shows: "12"), Example("int(-3.7)", shows: "-3")],
    .function { call throws(Failure) in
      let value = call.value(0)
      let number = value.asDouble == nil ? try parsedNumber(value, "int") : value
      if let integer = number.asInt { return .int(integer) }
      return try whole(number, "int") { $0.rounded(.towardZero) }
    })

  static let number = Builtin(
    Signature("number", input: .whole), "a number of text, to the digit; numbers stay as they are",
    examples: [Example(#"number(" 1.5 ")"#, shows: "1.5")],
    .function { call throws(Failure) in
      let value = call.value(0)
      return value.asDouble == nil ? try parsedNumber(value, "number") : value
    })

  static let string = Builtin(
    Signature("string", input: .whole), "a value as text: strings as they are, anything else as JSON",
    examples: [Example("string(12)", shows: #""12""#)],
    .function { call throws(Failure) in
      let value = call.value(0)
      return value.asText == nil ? Value(value.json) : value
    })

  static let round = Builtin(
    Signature("round", input: .whole, operands: [Operand("DIGITS", type: .integer, required: false)]),
    "the nearest number with so many digits after the point, halves away from zero",
    examples: [Example("round(2.345, 2)", shows: "2.35"), Example("round(2.5)", shows: "3")],
    .function { call throws(Failure) in
      let digits = call[1] == nil ? 0 : try call.count(1, "round", least: -400)
      let value = call.value(0)
      if digits <= 0 {
        if let integer = value.asInt, digits == 0 { return .int(integer) }
        return try whole(value, "round") { shifted(shifted($0, by: digits).rounded(), by: -digits) }
      }
      let number = try call.number(0, "round")
      let scaled = shifted(number, by: digits).rounded()
      let rounded = shifted(scaled, by: -digits)
      return Swift.abs(scaled) < 1e17 && rounded.isFinite ? .double(rounded) : value
    })

  static let floor = Builtin(
    Signature("floor", input: .whole), "the greatest integer that is not above a number",
    examples: [Example("floor(-1.5)", shows: "-2")],
    .function { call throws(Failure) in try whole(call.value(0), "floor") { $0.rounded(.down) } })

  static let ceil = Builtin(
    Signature("ceil", input: .whole), "the least integer that is not below a number",
    examples: [Example("ceil(1.2)", shows: "2")],
    .function { call throws(Failure) in try whole(call.value(0), "ceil") { $0.rounded(.up) } })

  static let abs = Builtin(
    Signature("abs", input: .whole), "a number without its sign",
    examples: [Example("abs(-3)", shows: "3")],
    .function { call throws(Failure) in
      let number = try call.number(0, "abs")
      return number.sign == .minus ? try Arithmetic.negate(call.value(0)) : call.value(0)
    })
}

/// An integer where it fits 64 bits, else floating point.
private func whole(
  _ value: Value, _ builtin: String, _ round: (Double) -> Double
) throws(Failure) -> Value {
  if case .int = value, builtin != "round" { return value }
  guard let number = value.asDouble else { throw .argument(builtin, "a number", value) }
  let rounded = round(number)
  return Int64(exactly: rounded).map(Value.int) ?? .double(rounded)
}

/// A number times a power of ten, by its decimal digits: 2.345 shifted by 2 is 234.5, which floating
/// point multiplication misses.
private func shifted(_ number: Double, by digits: Int) -> Double {
  let parts = number.description.split(separator: "e")
  let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
  return Double("\(parts[0])e\(exponent.adding(digits))") ?? number
}

/// Text that is a number as JSON has them, with white space around it or not; a plus or zeros may
/// stand before it.
private func parsedNumber(_ value: Value, _ builtin: String) throws(Failure) -> Value {
  guard let text = value.asText else { throw .argument(builtin, "a number or text", value) }
  if let integer = text.digits { return .int(integer) }
  var digits = text.trimmed.withUTF8 { Array($0) }[...]
  let sign: [UInt8] = digits.first == UInt8(ascii: "-") ? [UInt8(ascii: "-")] : []
  if digits.first == UInt8(ascii: "+") || !sign.isEmpty { digits.removeFirst() }
  while digits.first == UInt8(ascii: "0"), digits.dropFirst().first?.isDigit == true { digits.removeFirst() }
  guard digits.first?.isDigit == true, let number = try? Value(parsing: sign + digits) else {
    throw .argument(builtin, "text that is a number", value)
  }
  return number
}

extension Text {
  /// The integer that it is, where it is nothing but digits and they fit: most cells of a table are.
  fileprivate var digits: Int64? {
    withUTF8 { bytes in
      guard (1...18).contains(bytes.count), bytes.allSatisfy(\.isDigit) else { return nil }
      return bytes.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
