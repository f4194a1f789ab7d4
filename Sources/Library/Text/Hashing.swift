import JSON
import Machine
import Syntax

extension Builtin {
  static let hash = Builtin(
    Signature("hash", input: .whole, operands: [Operand("N", type: .integer, required: false)]),
    "the SHA-256 of a value in hexadecimal, or a number from 0 to N - 1 that is always the same for it",
    in: .text, also: ["sha256"],
    examples: [
      Example(
        #"hash("abc")"#, shows: #""ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad""#),
      Example("[13, 14, 15] | where hash(@, 2) == 0", shows: "13\n15"),
    ],
    gives: .from { given, _ in .types(given.operands.isEmpty ? .text : .number) },
    faults: ArgumentFault.count(of: "hash", atLeast: 1),
    .function { call throws(Failure) in
      let value = call.value(0)
      if value.isNull { throw .argument("hash", "a value", value) }
      // Equal numbers have the same hash, in whatever form they are written.
      let text = value.memberName ?? Text(value.json)
      let digest = Array(text.utf8).sha256
      if call[1] == nil { return Value(digest) }
      let count = try call.count(1, "hash", least: 1)
      let start = UInt64(digest.prefix(16), radix: 16) ?? 0
      return .int(Int64(start % UInt64(count)))
    })
}
