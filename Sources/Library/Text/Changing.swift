import JSON
import Machine
import Queries
import Syntax

extension Builtin {
  static let upper = Builtin(
    Signature("upper", input: .whole), "a text in capitals",
    in: .text, examples: [Example(#""Ali" | upper"#, shows: #""ALI""#)],
    takes: .text, gives: .text,
    .function { call throws(Failure) in Value(try call.text(0, "upper").string.uppercased()) })

  static let lower = Builtin(
    Signature("lower", input: .whole), "a text in small letters",
    in: .text, examples: [Example(#""Ali" | lower"#, shows: #""ali""#)],
    takes: .text, gives: .text,
    .function { call throws(Failure) in Value(try call.text(0, "lower").string.lowercased()) })

  static let replace = Builtin(
    Signature(
      "replace", input: .whole, operands: [Operand("A", type: .string), Operand("B", type: .string)],
      flags: [Flag("regexp", meaning: "A is a pattern, and $1 in B its first group")]),
    "a text with B in place of each A",
    in: .text,
    examples: [
      Example(#""a-b-c" | replace "-" "+""#, shows: #""a+b+c""#),
      Example(#""15.01.2025" | replace '(\d+)\.(\d+)\.(\d+)' '$3-$2-$1' --regexp"#, shows: #""2025-01-15""#),
    ],
    takes: .text, gives: .text,
    faults: { given, rules in given.flags.contains("regexp") ? ArgumentFault.pattern(given, rules) : [] },
    .function { call throws(Failure) in
      let text = try call.text(0, "replace")
      let old = try call.text(1, "replace", "text to replace")
      let new = try call.text(2, "replace", "text to put there")
      if call.isSet(3) {
        let pattern = try pattern(call, 1, "replace")
        return .string(
          try Replacement(new, groups: pattern.groupCount).applied(to: text, pattern.matches(in: text)))
      }
      guard !old.isEmpty else {
        throw .argument("replace", "text to replace that is not empty", call.value(1))
      }
      return .string(text.parts(separatedBy: old).joined(by: new))
    })
}

extension [Text] {
  func joined(by separator: Text) -> Text {
    var joined = first ?? .empty
    for part in dropFirst() {
      joined.append(separator)
      joined.append(part)
    }
    return joined
  }
}
