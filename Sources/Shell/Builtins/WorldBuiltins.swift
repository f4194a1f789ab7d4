import Files
import HTTP
import JSON
import Library
import Machine
import Money
import Rendering
import Scripts
import Service
import Stage
import Support
import Syntax

/// All builtins that need the world.
enum WorldBuiltins {
  static let all: [WorldBuiltin<Session>] =
    showing + time + [request] + session + history + outputs + settings + recording
    + FileDesk.builtins.map { $0.on(\.files) } + Service.builtins.map { $0.on(\.service) }
    + LedgerDesk.builtins.map { $0.on(\.ledger) }
    + (SupportDesk.builtins + SupportDesk.imports).map { $0.on(\.support) }
}

// MARK: Showing

extension WorldBuiltins {
  static let showing: [WorldBuiltin<Session>] = [
    WorldBuiltin(
      Signature(
        "print", input: .whole,
        flags: [Flag("error", meaning: "to standard error"), .page]),
      "print text as it is, anything else as JSON, on a line of its own", in: .inAndOut,
      also: ["echo", "puts", "printf", "println", "log"],
      examples: [
        Builtin.Example("print \"Hello\"", shows: "Hello"), Builtin.Example("print [1, 2]", shows: "[1,2]"),
      ], gives: .null
    ) { (call, session) async throws(Failure) in
      let value = call.input ?? ""
      if call.has("page") {
        if try !session.page(session.display.paged(value), isTable: false) {
          try session.display.print(value)
        }
      } else if call.has("error") {
        session.printError(value)
      } else {
        try session.display.print(value)
      }
      return .value(.null)
    },
    WorldBuiltin(
      Signature("table", input: .whole, flags: [.page]), "show a list as a table, whatever the output is",
      in: .inAndOut, examples: [Builtin.Example("[{id: 1, status: sent}] | table")], gives: .null
    ) { (call, session) async throws(Failure) in
      if call.has("page") {
        let value = call.input ?? .null
        if try !session.page(session.display.wholeTable(value), isTable: true) {
          try session.display.table(value)
        }
      } else {
        try session.display.table(call.input ?? .null)
      }
      return .value(.null)
    },
    WorldBuiltin(
      Signature("bar", input: .whole), "show counts as bars", in: .inAndOut,
      examples: [Builtin.Example("{sent: 3, failed: 1} | bar")], gives: .null
    ) { (call, session) async throws(Failure) in
      try session.display.bars(call.input ?? .null)
      return .value(.null)
    },
  ]
}

// MARK: Time

extension WorldBuiltins {
  static let time: [WorldBuiltin<Session>] = [
    WorldBuiltin(
      Signature("now"), "the time in seconds since 1970", in: .numbers,
      examples: [Builtin.Example("now() > 1700000000", shows: "true")], gives: .number
    ) { _, session in .value(.int(Int64(clamping: session.console.world.surroundings.date()))) }
    .with { $0.moment = .named },
    WorldBuiltin(
      Signature("today"), "the beginning of today, in the run's zone, in seconds since 1970", in: .numbers,
      examples: [Builtin.Example("today() % 86400", shows: "0")], gives: .number
    ) { _, session in .value(.int(session.midnight(0))) }
    .with { $0.moment = .named },
    WorldBuiltin(
      Signature("yesterday"), "the beginning of yesterday, in the run's zone, in seconds since 1970",
      in: .numbers,
      examples: [Builtin.Example("today() - yesterday()", shows: "86400")], gives: .number
    ) { _, session in .value(.int(session.midnight(1))) }
    .with { $0.moment = .named },
    WorldBuiltin(
      Signature("sleep", operands: [Operand("duration", type: .duration)]), "wait: 500ms, 2s, 5m",
      in: .control, also: ["delay"], examples: [Builtin.Example("sleep 10ms")], gives: .null
    ) { (call, session) async throws(Failure) in
      guard let seconds = call.operand(0)?.asDouble, (0..<WorldCall.longest).contains(seconds) else {
        throw .argument("sleep", "a duration such as 2s", call.operand(0) ?? .null)
      }
      let progress = session.console.progress
      let wait = progress.begin(waitingFor: "the end of \(Figures.duration(seconds))")
      defer { progress.end(wait) }
      try await session.console.pause(seconds)
      return .value(.null)
    },
  ]
}

extension Flag {
  fileprivate static let page = Flag("page", meaning: "with $PAGER, at a prompt")
}

extension Session {
  /// Shows bytes with the user's pager; false where there is no prompt or no pager.
  fileprivate func page(_ bytes: [UInt8], isTable: Bool) throws(Failure) -> Bool {
    try console.flush()
    return face?.page(bytes, isTable: isTable) == true
  }

  /// When the day began that is this many days ago, in seconds since 1970.
  fileprivate func midnight(_ days: Int) -> Int64 {
    zone.midnight(days, before: console.world.surroundings.date())
  }
}
