import JSON
import Machine
import Syntax

extension Builtin {
  static let get = Builtin(
    Signature("get", input: .whole, operands: [Operand("@.path", .item)]),
    "what stands at a path of a value, which is `@`; `@.a?` is null where there is nothing",
    in: .json,
    examples: [
      Example("{sim: {state: open}} | get @.sim.state", shows: #""open""#),
      Example("[5, 6, 7] | get @[-1]", shows: "7"),
      Example("get({a: 1}, @.b?) == null", shows: "true"),
    ],
    gives: .inner,
    .function { call in call.value(1) })

  static let set = Builtin(
    Signature("set", input: .whole, operands: [Operand("@.path", .place), Operand("VALUE")]),
    "a copy of a value with another one at a path; the last step may be new in an object",
    in: .json,
    examples: [
      Example(
        "{id: 1, sim: {state: open}} | set @.sim.state close",
        shows: #"{"id":1,"sim":{"state":"close"}}"#),
      Example("[1, 2] | set @[0] (10 * 10)", shows: "100\n2"),
    ],
    .function { call throws(Failure) in
      var value = call.value(0)
      try value.set(call.value(2), at: call.list(1, "set", "a path"))
      return value
    })
}
