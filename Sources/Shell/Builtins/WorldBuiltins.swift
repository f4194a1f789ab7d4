import HTTP
import JSON
import Library
import Machine
import Stage
import Syntax

/// The builtins that need the world.
enum WorldBuiltins {
  static let all: [WorldBuiltin] =
    showing + files + time + api + session + history + ledger + settings + support + code + recording
}

// MARK: Showing

extension WorldBuiltins {
  static let showing = [
    WorldBuiltin(
      Signature(
        "print", input: .whole,
        flags: [Flag("error", meaning: "to standard error"), .page]),
      "print text as it is, anything else as JSON, on a line of its own",
      examples: [
        Builtin.Example("print \"Hello\"", shows: "Hello"), Builtin.Example("print [1, 2]", shows: "[1,2]"),
      ]
    ) { (call, session) async throws(Failure) in
      let value = call.input ?? ""
      if call.has("page") {
        if try !session.page(session.display.printed(value)) { try session.display.print(value) }
      } else if call.has("error") {
        session.printError(value)
      } else {
        try session.display.print(value)
      }
      return .value(.null)
    },
    WorldBuiltin(
      Signature("table", input: .whole, flags: [.page]), "show a list as a table, whatever the output is",
      examples: [Builtin.Example("[{id: 1, status: sent}] | table")]
    ) { (call, session) async throws(Failure) in
      if call.has("page") {
        let value = call.input ?? .null
        if try !session.page(session.display.tableBytes(value)) { try session.display.table(value) }
      } else {
        try session.display.table(call.input ?? .null)
      }
      return .value(.null)
    },
    WorldBuiltin(
      Signature("bar", input: .whole), "show counts as bars",
      examples: [Builtin.Example("{sent: 3, failed: 1} | bar")]
    ) { (call, session) async throws(Failure) in
      try session.display.bars(call.input ?? .null)
      return .value(.null)
    },
  ]
}

// MARK: Time

extension WorldBuiltins {
  static let time = [
    WorldBuiltin(
      Signature("now"), "the time in seconds since 1970",
      examples: [Builtin.Example("now() > 1700000000", shows: "true")]
    ) { _, session in .value(.int(Int64(session.world.surroundings.date()))) },
    WorldBuiltin(
      Signature("today"), "the beginning of today, UTC, in seconds since 1970",
      examples: [Builtin.Example("today() % 86400", shows: "0")]
    ) { _, session in .value(.int(session.midnight)) },
    WorldBuiltin(
      Signature("yesterday"), "the beginning of yesterday, UTC, in seconds since 1970",
      examples: [Builtin.Example("today() - yesterday()", shows: "86400")]
    ) { _, session in .value(.int(session.midnight - 86400)) },
    WorldBuiltin(
      Signature("sleep", operands: [Operand("duration", type: .duration)]), "wait: 500ms, 2s, 5m",
      examples: [Builtin.Example("sleep 10ms")]
    ) { (call, session) async throws(Failure) in
      guard let seconds = call.operand(0)?.asDouble, (0..<WorldCall.longest).contains(seconds) else {
        throw .argument("sleep", "a duration such as 2s", call.operand(0) ?? .null)
      }
      try await session.pause(seconds)
      return .value(.null)
    },
  ]
}

extension Flag {
  fileprivate static let page = Flag("page", meaning: "with $PAGER, at a prompt")
}

extension Session {
  /// Shows bytes with the user's pager, where there is a prompt; false where there is none.
  fileprivate func page(_ bytes: [UInt8]) throws(Failure) -> Bool {
    try flush()
    return face?.page(bytes) == true
  }

  fileprivate var midnight: Int64 { Int64(world.surroundings.date() / 86400) * 86400 }
}
