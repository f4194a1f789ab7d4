import Catalog
import JSON
import Testing
import Verbs

@Suite struct CatalogTests {
  static let documented: [(command: String, method: Method, path: String, scope: Scope?)] = [
    ("ping", .get, "/ping", nil),
    ("me", .get, "/me", nil),
    ("messages send", .post, "/messages/send", .sendMessage),
    ("messages send-bulk", .post, "/messages/send-bulk", .sendMessage),
    ("messages send-status", .post, "/messages/send-status", .sendMessage),
    ("messages send-location", .post, "/messages/send-location", .sendMessage),
    ("messages send-contact", .post, "/messages/send-contact", .sendMessage),
    ("messages send-poll", .post, "/messages/send-poll", .sendMessage),
    ("messages send-buttons", .post, "/messages/send-buttons", .sendMessage),
    ("messages send-reaction", .post, "/messages/send-reaction", .sendMessage),
    ("messages send-list", .post, "/messages/send-list", .sendMessage),
    ("messages status", .get, "/messages/{messageId}/status", .sendMessage),
    ("messages get", .get, "/messages/{messageId}", .readMessages),
    ("messages list", .get, "/messages", .readMessages),
    ("instances list", .get, "/instances", .manageInstances),
    ("instances get", .get, "/instances/{instanceId}", .manageInstances),
    ("instances status", .get, "/instances/{instanceId}/status", .manageInstances),
    ("contacts list", .get, "/contacts", .manageContacts),
    ("contacts create", .post, "/contacts", .manageContacts),
    ("contacts get", .get, "/contacts/{contactId}", .manageContacts),
    ("contacts update", .put, "/contacts/{contactId}", .manageContacts),
    ("contacts delete", .delete, "/contacts/{contactId}", .manageContacts),
    ("templates create", .post, "/templates", .manageTemplates),
    ("templates list", .get, "/templates", .manageTemplates),
    ("workspaces list", .get, "/workspaces", .manageWorkspaces),
    ("workspaces get", .get, "/workspaces/{workspaceId}", .manageWorkspaces),
  ]

  @Test("an operation stands as the documentation has it", arguments: documented)
  func stands(command: String, method: Method, path: String, scope: Scope?) throws {
    let operation = try operation(command)
    #expect(operation.method == method)
    #expect(operation.path == path)
    #expect(operation.scope == scope)
    for parameter in operation.pathParameters { #expect(path.contains("{\(parameter.name)}")) }
    #expect(operation.pathParameters.count == path.count { $0 == "{" })
  }

  @Test func thereAreNoOperationsBeyondTheDocumentation() {
    let catalog = Catalog.standard
    #expect(Set(catalog.operations.map(\.name)) == Set(Self.documented.map(\.command)))
    #expect(catalog.operations.count == 26)
    #expect(catalog.operations.filter { $0.gone == nil }.count == 24)
  }

  @Test func nounsComeOnceAndVerbsByNoun() {
    #expect(Catalog.standard.nouns == ["messages", "instances", "contacts", "templates", "workspaces"])
    #expect(Catalog.standard.verbs(of: nil) == ["ping", "me"])
    #expect(Catalog.standard.verbs(of: "contacts") == ["list", "create", "get", "update", "delete"])
    #expect(Catalog.standard["contacts", "lst"] == nil)
  }

  @Test(
    "kinds and success statuses",
    arguments: [
      ("messages send", Operation.Kind.send, 202), ("messages send-bulk", .send, 200),
      ("contacts create", .write, 201), ("contacts update", .write, 200), ("contacts delete", .write, 200),
      ("templates create", .write, 201), ("messages list", .read, 200), ("ping", .read, 200),
    ])
  func kind(command: String, kind: Operation.Kind, success: Int) throws {
    let operation = try operation(command)
    #expect(operation.kind == kind)
    #expect(operation.success == success)
  }

  @Test func onlyWhatDeletesAsksFirst() {
    #expect(Catalog.standard.operations.filter(\.confirms).map(\.name) == ["contacts delete"])
  }

  @Test func aMessageCostsOneCreditAndABatchOneForEach() throws {
    let send = try operation("messages send")
    let bulk = try operation("messages send-bulk")
    #expect(send.credits(for: send.example) == 1)
    #expect(bulk.credits(for: bulk.example) == 3)
    #expect(bulk.credits(for: Object()) == 0)
    #expect(try operation("messages list").credits(for: Object()) == 0)
    #expect(try operation("messages send-list").credits(for: Object()) == 0)
  }

  @Test(
    "the statuses an operation can answer",
    arguments: [
      ("ping", [200, 401, 429, 500]),
      ("messages send", [202, 400, 401, 402, 403, 404, 422, 429, 500]),
      ("messages get", [200, 401, 403, 404, 429, 500]),
      ("messages list", [200, 401, 403, 422, 429, 500]),
      ("contacts create", [201, 400, 401, 403, 422, 429, 500]),
      ("messages send-list", [401, 410, 429, 500]),
    ])
  func statuses(command: String, statuses: [Int]) throws {
    #expect(try operation(command).statuses == statuses)
  }

  @Test func everyStatusThatCanBeAnsweredIsExplained() {
    for status in Set(Catalog.standard.operations.flatMap(\.statuses)) {
      #expect(StatusMeaning.of(status)?.status == status)
    }
    #expect(StatusMeaning.of(418) == nil)
  }

  @Test func anAnswerHasTheDocumentedMembersAndNoOthers() throws {
    let send = try #require(try operation("messages send").value)
    #expect(send.names.contains("message_id"))
    #expect(send.member("mesage_id") == nil)
    #expect(send.member("instance")?.names == ["id", "name"])
    #expect(try operation("ping").value?.names == ["success", "message", "timestamp"])
    #expect(try operation("instances list").value?.item?.names.first == "id")
    #expect(try operation("messages get").value == nil)
  }

  @Test func theValueOfAPagedListIsItsRows() throws {
    let list = try operation("messages list")
    #expect(list.answer?.names == ["current_page", "data", "per_page", "total"])
    #expect(
      list.value?.item?.names == ["id", "type", "recipient", "content", "status", "created_at"])
  }
}
