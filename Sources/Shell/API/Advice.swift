import Catalog
import HTTP
import JSON

/// What to do next, by the request that failed: more than its status alone tells.
struct Advice {
  private let catalog = Catalog.standard
  /// Nil where the base URL is another than the documented, so that it is not known where the API's path begins.
  private let match: Match?

  init(for request: Request) {
    let path = request.url.prefix { $0 != "?" }
    match = path.firstRange(of: Catalog.basePath).map { [catalog] base in
      catalog.match(method: request.method.rawValue, path: String(path[base.upperBound...]))
    }
  }

  /// The operation that was called, where it is one of the API's.
  private var operation: Operation? { if case .found(let operation, _) = match { operation } else { nil } }

  /// After a refusal.
  ///
  /// - Parameter errors: the fields that the answer finds fault with.
  func refusal(status: Int, errors: Object?) -> String? {
    let general = StatusMeaning.of(status)?.advice
    switch (status, match) {
    case (404, .unknown): return "the API has no such path: 'help' names its operations"
    case (404, _):
      return operation.flatMap { list(of: $0.noun) }.map { "'\($0)' shows those there are" } ?? general
    case (422, _):
      guard let operation else { return general }
      let fields = errors?.names.map(\.string) ?? []
      let named = operation.parameters.first { fields.contains($0.name) && $0.reference != nil }
      if let list = list(of: named?.reference?.noun) { return "'\(list)' shows those there are" }
      return "'help \(operation.name)' tells what each parameter takes"
    default: return general
    }
  }

  /// After a write of which it is not known whether it was done: where that can be seen.
  var doubt: String {
    let list = operation?.noun == "messages" ? nil : list(of: operation?.noun)
    return Self.doubt(lookingAt: list ?? Self.messages)
  }

  static let messages = "messages list | first 5"

  static func doubt(lookingAt list: String) -> String {
    "look whether it was done before you do it again: '\(list)'"
  }

  private func list(of noun: String?) -> String? { noun.flatMap { catalog[$0, "list"] }?.name }
}
