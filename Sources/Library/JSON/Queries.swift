import JSON
import Machine
import Queries
import Syntax

extension Builtin {
  static let query = Builtin(
    Signature("query", input: .whole, operands: [Operand("Q", type: .string)]),
    "the nodes that a JSONPath query of RFC 9535 selects",
    in: .json, also: ["jq"], examples: [Example("{a: {id: 1}, b: {id: 2}} | query '$..id'", shows: "1\n2")],
    gives: .list, faults: ArgumentFault.query,
    .function { call throws(Failure) in .array(try jsonPath(call, "query").nodes(of: call.value(0))) })

  static let paths = Builtin(
    Signature("paths", input: .whole, operands: [Operand("Q", type: .string)]),
    "the normalized paths of the nodes that a JSONPath query selects",
    in: .json, examples: [Example("{a: [1, 2]} | paths '$.a[*]'", shows: "\"$['a'][0]\"\n\"$['a'][1]\"")],
    gives: .texts, faults: ArgumentFault.query,
    .function { call throws(Failure) in
      .array(try jsonPath(call, "paths").located(in: call.value(0)).map { .string($0.path) })
    })
}

private func jsonPath(_ call: Arguments, _ builtin: String) throws(Failure) -> PathQuery {
  let text = try call.text(1, builtin, "a query as text")
  do {
    return try PathQuery(parsing: text.string)
  } catch {
    throw .pattern(builtin, "a JSONPath query", text, error.message, at: error.offset)
  }
}
