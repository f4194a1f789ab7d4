import JSON
import Machine
import Profiles
import Rendering
import Stage
import Syntax

extension WorldBuiltins {
  static let support = [
    WorldBuiltin(
      Signature("explain", operands: [Operand("WHAT", type: .string)]),
      "why a message did not arrive; what a status, an error or a code means",
      examples: [
        Builtin.Example("(explain 402).reason", shows: "\"Payment Required\""),
        Builtin.Example("(explain in_doubt).exit_status", shows: "9"),
        Builtin.Example(
          """
          let sent = messages send instance=my-instance \\
            recipient=+966501230000 content=Hi
          sleep 1m
          let why = explain $sent.message_id
          $why.status
          """, shows: "\"refunded\""),
      ]
    ) { (call, session) async throws(Failure) in
      let word = call.operand(0).map { $0.asString ?? $0.json } ?? ""
      return .value(try session.tell(try await session.explanation(of: word), call))
    },
    WorldBuiltin(
      Signature(
        "doctor",
        flags: [
          Flag(
            "output", .required, type: .enumeration(["json"]),
            meaning: "its findings as data, also on a terminal")
        ]), "look whether name, connection, TLS, key, credits and instances are well",
      examples: [Builtin.Example("(doctor).checks | map @.name | first", shows: "\"name\"")]
    ) { (call, session) async throws(Failure) in
      let report = try await Doctor(session).report()
      guard let failure = report.failure, !call.isNeeded else {
        return .value(try session.tell(report.explanation, call))
      }
      // What was found is shown, and then how the run ends.
      let value = try session.tell(report.explanation, call)
      if !value.isNull { try session.display.show(value) }
      throw failure
    },
  ]
}

extension Session {
  /// Shows a screen of text where a person looks, and gives the value to whoever goes on with it. At the prompt it
  /// is `$` too.
  func tell(_ explanation: Explanation, _ call: WorldCall) throws(Failure) -> Value {
    guard settings.output == .auto, world.outputScreen.isTerminal, !call.isNeeded, !call.has("output") else {
      return explanation.value
    }
    try display.write(Array(Escaping.lines(explanation.text(columns: world.outputScreen.columns)).utf8))
    set(Compiler.last, explanation.value)
    return .null
  }
}
