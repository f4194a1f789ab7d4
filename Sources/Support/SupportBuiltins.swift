import Catalog
import Commands
import JSON
import Library
import Machine
import Stage
import Syntax

extension Flag {
  fileprivate static let since = Flag(
    "since", .required, meaning: "how far back: 2d, today, yesterday, an ISO time")

  fileprivate static let screen = Flag(
    "output", .required, type: .enumeration(["json", "text"]),
    meaning: "json: data, even on a terminal; text: the screen, even in a file")
}

extension SupportDesk {
  private static func failuresFaults(_ given: KnownArguments) -> [ArgumentFault] {
    do throws(Failure) {
      _ = try keys(given.flagValues["by"])
      return []
    } catch { return [ArgumentFault(flag: "by", message: error.message, hint: error.hint)] }
  }

  package static let builtins: [WorldBuiltin<SupportDesk>] = [
    WorldBuiltin(
      Signature(
        "explain", operands: [Operand("WHAT", repeated: true, collection: Operand.subjects)],
        flags: [.since, .screen]),
      "why a message did not arrive; what a status, an error, a code or a key of 'once' means", in: .account,
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
        Builtin.Example("(explain exit 9).meaning"),
      ], faults: { given, _ in Window.faults(given) }
    ) { (call, desk) async throws(Failure) in
      .value(try desk.tellAll(try await desk.explanation(call), call))
    }.with { $0.isPrivate = true },
    WorldBuiltin(
      Signature(
        "failures",
        flags: [
          .since, Flag("until", .required, meaning: "created before"),
          Flag(
            "by", .required,
            meaning:
              "what they are counted by: some of instance,hour,reason,type; instance,reason unless told"),
          Flag("yes", meaning: "read every record, however many requests that takes"),
        ]), "count the messages that failed, by instance, hour, reason or type", in: .account,
      examples: [
        Builtin.Example(
          """
          messages send instance=my-instance recipient=+966501230000 \\
            content=Hi | ignore
          sleep 1m
          failures --since 1h | map @.reason
          """, shows: "\"Recipient is not on WhatsApp\""),
        Builtin.Example("failures --since yesterday --by hour,instance"),
      ],
      gives: .from { given, _ in
        let isKnown = given.flags.contains("by") == (given.flagValues["by"] != nil)
        guard isKnown, let keys = try? SupportDesk.keys(given.flagValues["by"]) else {
          return .list(of: .unknown)
        }
        return .rows("failures", keys.map(\.rawValue) + ["count", "first", "last", "example"])
      },
      faults: { given, _ in Window.faults(given) + failuresFaults(given) }
    ) { (call, desk) async throws(Failure) in
      .value(try await desk.failures(call))
    }.with {
      $0.isPrivate = true
      $0.permissions = [Scope.readMessages.rawValue]
    },
    WorldBuiltin(
      Signature(
        "doctor",
        flags: [
          .screen
        ]), "look whether name, connection, TLS, key, credits, instances and the ledger are well",
      in: .account,
      examples: [Builtin.Example("(doctor).checks | map @.name | first", shows: "\"name\"")]
    ) { (call, desk) async throws(Failure) in
      let report = try await Doctor(desk.service, desk.ledger).report()
      // A program that takes the report reads in it what failed.
      return .value(
        try call.isNeeded ? desk.tell(report.explanation, call) : desk.tellAll(report.explanation, call))
    }.with { $0.isPrivate = true },
  ]
}
