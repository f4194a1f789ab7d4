import Catalog
import HTTP
import JSON
import Machine
import Stage
import Syntax

extension Service {
  /// The builtins that need the service.
  package static let builtins: [WorldBuiltin<Service>] =
    [
      WorldBuiltin(
        Signature("$response"), "the whole last exchange with the API"
      ) { _, service in .value(service.lane.lastExchange?.value ?? .null) },
      WorldBuiltin(
        Signature(
          "messages wait", operands: [Operand("id", repeated: true, collection: "messages")],
          flags: [
            Flag(
              "until", .required, type: .enumeration(WordMeaning.wayToRecipient),
              meaning: "the status to wait for; delivered unless told"),
            Flag("timeout", .required, type: .duration, meaning: "how long to wait; 60s unless told"),
          ]),
        "wait until messages are delivered, and fail where one will not be", in: .account,
        examples: [
          Builtin.Example(
            """
            let sent = messages send instance=my-instance \\
              recipient=+966501234567 content=Hi
            (messages wait $sent.message_id).status
            """, shows: "\"delivered\"")
        ]
      ) { (call, service) async throws(Failure) in
        let ids = call.operand(0)?.asArray ?? []
        let timeout = try call.duration("timeout") ?? service.waitTimeout
        let deadline = service.console.world.surroundings.now() + timeout
        var records: [Value] = []
        for id in ids.flatMap({ $0.asArray ?? [$0] }) {
          guard id.asInt != nil else { throw .argument("messages wait", "message ids", id) }
          let wanted = call.flag("until")?.asString ?? "delivered"
          records.append(try await service.wait(for: id, until: wanted, deadline: deadline))
        }
        return .value(records.count == 1 ? records[0] : .array(records))
      },
    ] + codeBuiltins
}
