import JSON
import Machine
import Syntax

extension Library {
  static let filters: [Builtin] = [
    .where, .map, .each, .select, .omit, .first, .skip, .until, .flatten, .chunk, .unique,
    .enumerate, .zip,
  ]
}

extension Builtin {
  static let select = Builtin(
    Signature("select", input: .items, operands: [Operand("FIELD", .field, repeated: true)]),
    "keep these members, in this order; `a?` is null where there is none",
    in: .eachItem,
    examples: [
      Example("[{id: 1, name: Ali, age: 30}] | select name id", shows: #"{"name":"Ali","id":1}"#),
      Example(
        "{id: 1, sim: {state: open, code: 7}} | select sim.state note?",
        shows: #"{"sim":{"state":"open"},"note":null}"#),
    ],
    gives: .from { given, input in input.changingMembers { $0.keeping(given.fields) } },
    reads: .fields,
    .filter { call throws(Failure) in
      let fields = try Field.list(call, "select")
      return { item throws(Failure) in
        var result = Object()
        for field in fields { try field.copy(from: item, into: &result) }
        return .object(result)
      }
    })

  static let omit = Builtin(
    Signature("omit", input: .items, operands: [Operand("FIELD", .field, repeated: true)]),
    "leave these members out; `a?` where there may be none",
    in: .eachItem,
    examples: [
      Example("[{id: 1, name: Ali, age: 30}] | omit age note?", shows: #"{"id":1,"name":"Ali"}"#)
    ],
    gives: .from { given, input in input.changingMembers { $0.omitting(given.fields) } },
    .filter { call throws(Failure) in
      let fields = try Field.list(call, "omit")
      return { item throws(Failure) in
        guard case .object(var result) = item else { throw .argument("omit", "objects", item) }
        for field in fields { try field.remove(from: &result) }
        return .object(result)
      }
    })
}
