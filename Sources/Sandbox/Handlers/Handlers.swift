import Catalog
import JSON

/// A request that passed all checks except those that need the state.
struct Visit: Sendable {
  let route: Route
  /// The decoded path parameters, in the path's order.
  let pathArguments: [String]
  /// The query or the body.
  let arguments: Object
  let key: Key

  var operation: Operation { route.operation }
}

/// The behaviour of an operation.
typealias Handler = @Sendable (Visit, inout State) throws(Refusal) -> Reply

/// The behaviour of all operations. No other place distinguishes operations.
func allHandlers() -> [(Operation, Handler)] {
  [
    (.ping, ping),
    (.me, me),
    (.sendMessage, sendMessage),
    (.sendBulk, sendBulk),
    (.sendStatus, sendStory),
    (.sendLocation, sendRich(type: "location", content: "name")),
    (.sendContact, sendRich(type: "contact", content: nil)),
    (.sendPoll, sendRich(type: "poll", content: "name")),
    (.sendButtons, sendRich(type: "buttons", content: "description")),
    (.messageStatus, showMessage),
    (.getMessage, showMessage),
    (.listMessages, listMessages),
    (.listInstances, list(\.instances)),
    (.getInstance, showInstance),
    (.instanceStatus, showInstance),
    (.listContacts, list(\.contacts)),
    (.createContact, create(\.contacts)),
    (.getContact, show(\.contacts, "Contact")),
    (.updateContact, update(\.contacts, "Contact")),
    (.deleteContact, delete(\.contacts, "Contact")),
    (.createTemplate, create(\.templates)),
    (.listTemplates, list(\.templates)),
    (.listWorkspaces, list(\.workspaces)),
    (.getWorkspace, show(\.workspaces, "Workspace")),
  ]
}
