import JSON
import Machine
import Syntax

extension Builtin {
  static let upper = Builtin(
    Signature("upper", input: .whole), "a text in capitals",
    examples: [Example(#""Ali" | upper"#, shows: #""ALI""#)],
    .function { call throws(Failure) in Value(try call.text(0, "upper").string.uppercased()) })

  static let lower = Builtin(
    Signature("lower", input: .whole), "a text in small letters",
    examples: [Example(#""Ali" | lower"#, shows: #""ali""#)],
    .function { call throws(Failure) in Value(try call.text(0, "lower").string.lowercased()) })

  static let replace = Builtin(
    Signature(
      "replace", input: .whole, operands: [Operand("A", type: .string), Operand("B", type: .string)]),
    "a text with B in place of each A",
    examples: [Example(#""a-b-c" | replace "-" "+""#, shows: #""a+b+c""#)],
    .function { call throws(Failure) in
      let text = try call.text(0, "replace")
      let old = try call.text(1, "replace", "text to replace")
      let new = try call.text(2, "replace", "text to put there")
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
