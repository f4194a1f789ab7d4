/// A permission of an API key (documentation, Permissions).
public enum Scope: String, Hashable, Sendable, CaseIterable {
  case sendMessage = "send_message"
  case readMessages = "read_messages"
  case manageInstances = "manage_instances"
  case manageContacts = "manage_contacts"
  case manageTemplates = "manage_templates"
  case manageWorkspaces = "manage_workspaces"

  /// What a key with this permission may do.
  public var meaning: String {
    switch self {
    case .sendMessage: "queue messages of every kind, and ask for a message's status"
    case .readMessages: "list messages, and read whole message records"
    case .manageInstances: "list instances, inspect them, and ask for their live connection"
    case .manageContacts: "list, read, create, change and delete contacts"
    case .manageTemplates: "list and create message templates"
    case .manageWorkspaces: "list and inspect workspaces"
    }
  }
}
