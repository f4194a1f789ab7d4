import JSON
import Verbs

extension Operation {
  static let instances = [listInstances, getInstance, instanceStatus]

  public static let listInstances = Operation(
    "instances", "list", .get, "/instances", scope: .manageInstances,
    summary: "list the account's WhatsApp instances", listing: .whole,
    answers: .list(of: .instance),
    response: [
      "success": true,
      "data": [
        [
          "id": 124, "name": "my-instance", "status": "open",
          "workspace": ["id": 22, "name": "Main Workspace"],
          "created_at": "2025-01-01T00:00:00.000000Z",
        ]
      ],
    ],
    lines: [
      Line("instances list | where @.status == \"open\" | map @.name", shows: "\"my-instance\"")
    ])

  public static let getInstance = Operation(
    "instances", "get", .get, "/instances/{instanceId}", pathParameters: [.instancePath],
    scope: .manageInstances, summary: "show one instance",
    examples: [Example("By name", ["instanceId": "my-instance"]), Example("By id", ["instanceId": 124])],
    answers: .data(.instance), lines: [Line("(instances get my-instance).id", shows: "124")])

  public static let instanceStatus = Operation(
    "instances", "status", .get, "/instances/{instanceId}/status", pathParameters: [.instancePath],
    scope: .manageInstances, summary: "ask the gateway whether an instance is connected right now",
    examples: [Example("By name", ["instanceId": "my-instance"]), Example("By id", ["instanceId": 124])],
    answers: .data(.instanceStatus),
    response: [
      "success": true,
      "data": [
        "instance_id": 124, "name": "my-instance", "connection_status": "open",
        "phone_number": "+966501234567", "battery": 85, "plugged": true,
      ],
    ],
    lines: [
      Line("(instances status my-instance).connection_status", shows: "\"open\"")
    ])
}
