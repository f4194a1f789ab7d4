import JSON
import Verbs

extension Operation {
  static let workspaces = [listWorkspaces, getWorkspace]

  public static let listWorkspaces = Operation(
    "workspaces", "list", .get, "/workspaces", scope: .manageWorkspaces,
    summary: "list the account's workspaces", listing: .whole,
    answers: .list(of: .workspace), lines: [Line("workspaces list | select id name")])

  public static let getWorkspace = Operation(
    "workspaces", "get", .get, "/workspaces/{workspaceId}", pathParameters: [.workspacePath],
    scope: .manageWorkspaces, summary: "show one workspace",
    examples: [Example("By id", ["workspaceId": 22])],
    answers: .data(.workspace), lines: [Line("(workspaces get 22).name", shows: "\"Main Workspace\"")])
}
