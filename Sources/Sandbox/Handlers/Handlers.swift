import Catalog
import JSON

/// A request that passed every check but those that need the state.
struct Visit: Sendable {
  let route: Route
  /// The decoded path parameters, in the path's order.
  let pathArguments: [String]
  /// The query or the body.
  let arguments: Object
  let key: Key

  var operation: Operation { route.operation }
}

/// What an operation does.
typealias Handler = @Sendable (Visit, inout State) throws(Refusal) -> Reply

/// The behaviour of every operation, by its name in the Catalog: the one place that knows them apart.
func allHandlers() -> [String: Handler] {
  [
    "ping": ping,
    "me": me,
    "messages send": sendMessage,
    "messages send-bulk": sendBulk,
    "messages send-status": sendStory,
    "messages send-location": sendRich(type: "location", content: "name"),
    "messages send-contact": sendRich(type: "contact", content: nil),
    "messages send-poll": sendRich(type: "poll", content: "name"),
    "messages send-buttons": sendRich(type: "buttons", content: "description"),
    "messages status": showMessage,
    "messages get": showMessage,
    "messages list": listMessages,
    "instances list": list(\.instances),
    "instances get": showInstance,
    "instances status": showInstance,
    "contacts list": list(\.contacts),
    "contacts create": create(\.contacts),
    "contacts get": show(\.contacts, "Contact"),
    "contacts update": update(\.contacts, "Contact"),
    "contacts delete": delete(\.contacts, "Contact"),
    "templates create": create(\.templates),
    "templates list": list(\.templates),
    "workspaces list": list(\.workspaces),
    "workspaces get": show(\.workspaces, "Workspace"),
  ]
}
