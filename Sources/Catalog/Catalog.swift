/// The operations of an API, found by command or by method and path. The program uses `Catalog.standard`. An
/// `Operation` knows what it takes, and what is wrong with its arguments.
public struct Catalog: Sendable {
  public let operations: [Operation]
  let routes: Routes

  public init(operations: [Operation]) {
    self.operations = operations
    routes = Routes(of: operations)
  }

  /// The Integration API v1: 24 operations that work and two that are gone.
  public static let standard = Catalog(
    operations: Operation.account + Operation.sending + Operation.rich + Operation.messages
      + Operation.instances + Operation.contacts + Operation.templates + Operation.workspaces)

  /// The path of the API below its host (documentation, "Base URL").
  public static let basePath = "/integration/v1"
  public static let baseURL = "https://app.wessaal.com/integration/v1"

  /// The operation with this command; nil where there is none.
  public subscript(noun: String?, verb: String) -> Operation? {
    operations.first { $0.noun == noun && $0.verb == verb }
  }

  /// The first words of commands, each once and in order.
  public var nouns: [String] {
    operations.compactMap(\.noun).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The verbs of a noun; for nil, the commands without a noun.
  public func verbs(of noun: String?) -> [String] {
    operations.filter { $0.noun == noun }.map(\.verb)
  }
}
