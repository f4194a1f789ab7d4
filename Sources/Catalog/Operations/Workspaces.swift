import JSON

extension Operation {
  @OperationList static var workspaces: [Operation] {
    Operation(
      "workspaces", "list", .get, "/workspaces", scope: .manageWorkspaces,
      summary: "list the account's workspaces", listing: .whole)

    Operation(
      "workspaces", "get", .get, "/workspaces/{workspaceId}", pathParameters: [.workspacePath],
      scope: .manageWorkspaces, summary: "show one workspace",
      examples: [Example("By id", ["workspaceId": 22])])
  }
}
