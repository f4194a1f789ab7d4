import Catalog
import HTTP
import JSON

/// `wessaal openapi`: the API as OpenAPI 3.1.
struct OpenAPICommand {
  static let outline = CommandOutline(
    name: "wessaal openapi", summary: "The API as an OpenAPI 3.1 document.",
    usage: [("wessaal openapi [--base-url URL]", "")], options: [baseURL])

  private static let baseURL = ProgramOption(
    name: "base-url", value: "url", meaning: "The server that the document names.")

  func answer(_ words: [String], _ options: GivenOptions) throws -> Answer {
    let typed = try GivenOptions(words, of: Self.outline, behind: .account)
    try options.refuseAllBut(.account, for: "wessaal openapi")
    let base = try (typed[Self.baseURL] ?? options[.baseURL]).map(Connection.base) ?? .documented
    return Answer(text: Catalog.standard.openAPI(server: base.origin + base.path).json(indent: 2))
  }
}
