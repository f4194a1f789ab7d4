import JSON
import Journal
import Machine
import Stage
import Syntax

extension Flag {
  static let inDoubt = Flag(
    "in-doubt", .required, type: .enumeration(InDoubtRule.allCases.map(\.rawValue)),
    meaning: "where nobody knows whether it was done before")
}

extension WorldBuiltins {
  static let ledger = [
    WorldBuiltin(
      Signature("budget", operands: [Operand("N", type: .integer), Operand("BLOCK", .block)]),
      "run a block that may spend so many credits at most",
      examples: [
        Builtin.Example(
          """
          let e = fails budget {
            budget 1 {
              for n in 1..2 {
                messages send instance=my-instance contact_id=11 content="no. $n"
              }
            }
          }
          $e.kind
          """, shows: "\"budget\"")
      ], .bracket
    ) { (call, _) async throws(Failure) in
      guard let limit = call.operand(0)?.asInt.flatMap(Int.init(exactly:)), limit >= 0 else {
        throw .argument("budget", "a number of credits from 0 on", call.operand(0) ?? .null)
      }
      return .group(Budget("budget \(limit)", limit: limit))
    },
    WorldBuiltin(
      Signature(
        "once", operands: [Operand("KEY", type: .string), Operand("BLOCK", .block)],
        flags: [
          Flag("for", .required, type: .duration, meaning: "forget it after so long: 1h, 30d"),
          .inDoubt,
        ]),
      "run a block that must run once only, also when the script is run again",
      examples: [
        Builtin.Example(
          """
          for to in ["+966501234567", "+966501234567"] {
            once "welcome:$to" {
              messages send instance=my-instance recipient=$to content=Welcome
            }
          }
          messages list | count
          """, shows: "1")
      ], .bracket
    ) { (call, session) async throws(Failure) in
      try await session.tellingDoubt { () async throws(Failure) in try await Once.open(call, in: session) }
    },
    WorldBuiltin(
      Signature("journal", operands: [Operand("what", type: .enumeration(["compact"]), required: false)]),
      "what 'once' has done, a row a key; compact leaves a line a key in its file",
      examples: [Builtin.Example("journal | where @.state == \"in_doubt\" | count", shows: "0")]
    ) { (call, session) async throws(Failure) in
      if call.operand(0) == nil { return .value(.array(try session.journal.view.rows())) }
      try session.journal.compact()
      return .value(.null)
    },
  ]
}
