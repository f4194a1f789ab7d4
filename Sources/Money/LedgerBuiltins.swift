import Commands
import JSON
import Ledger
import Library
import Machine
import Service
import Stage
import Syntax

extension LedgerDesk {
  /// The builtins that need this desk.
  package static let builtins: [WorldBuiltin<LedgerDesk>] = [
    WorldBuiltin(
      Signature("budget", operands: [Operand("N", type: .integer), Operand("BLOCK", .block)]),
      "run a block that may spend at most N credits", in: .control,
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
      ], gives: .inner, .bracket
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
          Flag("for", .required, type: .duration, meaning: "how long the key counts: 1h, 30d"),
          .inDoubt,
        ]),
      "run a block that must run once only, also when the script is run again", in: .control,
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
      ], gives: .inner, .bracket
    ) { (call, desk) async throws(Failure) in
      try await desk.service.tellingDoubt { () async throws(Failure) in try await Once.open(call, at: desk) }
    }.with { $0.isKeyed = true },
    WorldBuiltin(
      Signature(
        "journal",
        operands: [
          Operand("what", type: .enumeration(["compact", "copy"]), required: false),
          Operand("FROM", .path, type: .string, required: false),
          Operand("TO", .path, type: .string, required: false),
        ]),
      "what 'once' has done, one row for each key; compact shortens its file, copy FROM TO copies a ledger",
      in: .account,
      examples: [Builtin.Example("journal | where @.state == \"in_doubt\" | count", shows: "0")],
      gives: .from { given, _ in given.operands.isEmpty ? .rows("journal", Ledger.rowMembers) : .unknown }
    ) { (call, desk) async throws(Failure) in
      switch call.operand(0)?.asString {
      case nil: return .value(.array(try await desk.ledger.viewed().rows()))
      case "copy": return .value(try await desk.copy(call.operand(1), call.operand(2)))
      default:
        if desk.service.isReadOnly { throw .readOnly("journal compact") }
        try await desk.ledger.compact()
        return .value(.null)
      }
    }.with {
      $0.isForPrompt = true
      $0.isPrivate = true
      $0.rows = .ledger
      $0.effect = { $0.operands.count > 1 ? .writes(.file) : .none }
    },
  ]
}
