import Catalog
import JSON

/// What a request asks for: a path, and a query.
struct Target {
  let path: String
  private let query: Substring

  init(_ target: String) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = String(parts.first ?? "")
    query = parts.count == 2 ? parts[1] : ""
  }

  /// The path below the API's base; nil where it is not there.
  var api: Substring? {
    guard path.utf8.starts(with: Catalog.basePath.utf8) else { return nil }
    let rest = path.dropFirst(Catalog.basePath.count)
    return rest.first == "/" ? rest : nil
  }

  /// The name of a control route; nil where this is not one.
  var control: Substring? {
    let base = "/sandbox/"
    return path.utf8.starts(with: base.utf8) ? path.dropFirst(base.count) : nil
  }

  /// The query's value of that name; nil where there is none.
  func value(of name: String) -> String? {
    for pair in query.split(separator: "&").reversed() {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if Form.decode(parts[0]) == name { return parts.count == 2 ? Form.decode(parts[1]) : "" }
    }
    return nil
  }

  /// The query's members, each of the type that the operation declares as far as it can be. Of a name
  /// that comes twice the last one counts, as in PHP.
  func arguments(of operation: Operation) -> Object {
    Form(urlEncoded: Array(query.utf8)).arguments(of: operation.shape)
  }
}
