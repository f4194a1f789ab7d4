import JSON
import Machine
import Syntax

extension Builtin {
  static let slice = Builtin(
    Signature(
      "slice", input: .whole,
      operands: [Operand("FROM", type: .integer), Operand("TO", type: .integer, required: false)]),
    "the characters of a text, or the items of a list, from one place up to before another",
    in: .text,
    examples: [
      Example(#"slice("ORD-9988", 4)"#, shows: #""9988""#),
      Example(#""2025-01-15" | slice 0 4"#, shows: #""2025""#),
      Example("[a, b, c, d] | slice -2", shows: "\"c\"\n\"d\""),
    ],
    takes: Taken([.list, .text], "text or a list"),
    gives: .from { _, input in
      input.types == .list ? input.tested : input.types == .text ? .types(.text) : .unknown
    },
    .function { call throws(Failure) in
      switch call.value(0) {
      case .string(let text):
        let range = try range(call, count: text.scalarCount)
        let scalars = text.string.unicodeScalars
        return Value(
          String(String.UnicodeScalarView(scalars.dropFirst(range.lowerBound).prefix(range.count))))
      case .array(let items): return .array(Array(items[try range(call, count: items.count)]))
      case let found: throw .argument("slice", "text or a list", found)
      }
    })

  static let pad = Builtin(
    Signature(
      "pad", input: .whole, operands: [Operand("N", type: .integer)],
      flags: [Flag("with", .required, type: .string, meaning: "the character in place of spaces")]),
    "a text of N characters at least: spaces follow text and stand before numbers; -N has them before",
    in: .text,
    examples: [
      Example(#""[" + pad("Ali", 5) + "]""#, shows: #""[Ali  ]""#),
      Example("7 | pad 3 --with 0", shows: #""007""#),
    ],
    takes: Taken(.insertable, "text or a number"), gives: .text,
    .function { call throws(Failure) in
      let value = call.value(0)
      guard let text = value.insertable else { throw .argument("pad", "text or a number", value) }
      guard let width = call.value(1).asInt, width.magnitude <= 100_000 else {
        throw .argument("pad", "an integer from -100000 to 100000", call.value(1))
      }
      let filler = call[2] == nil ? " " : try call.text(2, "pad --with", "one character")
      guard filler.scalarCount == 1 else { throw .argument("pad --with", "one character", call.value(2)) }
      let missing = Swift.max(0, Int(width.magnitude) - text.scalarCount)
      let space = Text(String(repeating: filler.string, count: missing))
      return .string(width < 0 || value.asDouble != nil ? space + text : text + space)
    })
}

/// The range from FROM to TO, as in JavaScript's `slice`: places count from 0, negative ones count from the end, and
/// both are limited to the text or list.
private func range(_ call: Arguments, count: Int) throws(Failure) -> Range<Int> {
  let start = try place(call[1] ?? .null, count)
  let end = call[2] == nil || call.value(2).isNull ? count : try place(call.value(2), count)
  return start..<max(start, end)
}

private func place(_ value: Value, _ count: Int) throws(Failure) -> Int {
  guard let place = value.asInt else { throw .argument("slice", "integers", value) }
  let counted = place < 0 ? place.addingReportingOverflow(Int64(count)).partialValue : place
  return Int(min(max(counted, 0), Int64(count)))
}
