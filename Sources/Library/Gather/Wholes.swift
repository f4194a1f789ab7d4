import JSON
import Machine
import Syntax

extension Builtin {
  static let length = Builtin(
    Signature("length", input: .whole),
    "how long it is: a list's items, an object's members, a text's characters",
    in: .allItems, also: ["size", "len", "strlen", "sizeof"],
    examples: [Example(#"length("سلام")"#, shows: "4"), Example("{a: 1, b: 2} | length", shows: "2")],
    takes: Taken([.list, .object, .text], "a list, an object or text"), gives: .number,
    .function { call throws(Failure) in
      switch call.value(0) {
      case .string(let text): .int(Int64(text.scalarCount))
      case .array(let items): .int(Int64(items.count))
      case .object(let object): .int(Int64(object.count))
      default: throw .argument("length", "a list, an object or text", call.value(0))
      }
    })

  static let join = Builtin(
    Signature("join", input: .whole, operands: [Operand("SEP", type: .string)]),
    "one text of a list of texts, with a separator between them",
    in: .allItems, examples: [Example(#"[a, b, 3] | join ", ""#, shows: #""a, b, 3""#)],
    takes: Taken(.list, "a list of texts", items: .insertable, "strings, numbers and booleans"), gives: .text,
    .function { call throws(Failure) in
      let separator = try call.text(1, "join", "text as its separator")
      let items = try call.list(0, "join", "a list of texts")
      guard let joined = Text(joining: items, separator: separator) else {
        throw .argument(
          "join", "strings, numbers and booleans", items.first { $0.insertable == nil } ?? .null)
      }
      return .string(joined)
    })
}
