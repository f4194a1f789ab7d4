import JSON

extension Operation {
  @OperationList static var instances: [Operation] {
    Operation(
      "instances", "list", .get, "/instances", scope: .manageInstances,
      summary: "list the account's WhatsApp instances", listing: .whole,
      response: [
        "success": true,
        "data": [
          [
            "id": 124, "name": "my-instance", "status": "open",
            "workspace": ["id": 22, "name": "Main Workspace"],
            "created_at": "2025-01-01T00:00:00.000000Z",
          ]
        ],
      ])

    Operation(
      "instances", "get", .get, "/instances/{instanceId}", pathParameters: [.instancePath],
      scope: .manageInstances, summary: "show one instance",
      examples: [Example("By name", ["instanceId": "my-instance"]), Example("By id", ["instanceId": 124])])

    Operation(
      "instances", "status", .get, "/instances/{instanceId}/status", pathParameters: [.instancePath],
      scope: .manageInstances, summary: "ask the gateway whether an instance is connected right now",
      examples: [Example("By name", ["instanceId": "my-instance"]), Example("By id", ["instanceId": 124])],
      response: [
        "success": true,
        "data": [
          "instance_id": 124, "name": "my-instance", "connection_status": "open",
          "phone_number": "+966501234567", "battery": 85, "plugged": true,
        ],
      ])
  }
}
