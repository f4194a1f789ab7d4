import Catalog
import JSON

/// The target of a request: a path and a query.
struct Target {
  let path: String
  private let query: Substring

  init(_ target: String) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = String(parts.first ?? "")
    query = parts.count == 2 ? parts[1] : ""
  }

  /// The path below the base of the API; nil where it is not below it.
  var api: Substring? {
    guard path.utf8.starts(with: Catalog.basePath.utf8) else { return nil }
    let rest = path.dropFirst(Catalog.basePath.count)
    return rest.first == "/" ? rest : nil
  }

  /// The name of a control route; nil where the path is not one.
  var control: Substring? {
    let base = "/sandbox/"
    return path.utf8.starts(with: base.utf8) ? path.dropFirst(base.count) : nil
  }

  /// The value with this name in the query; nil where there is none.
  func value(of name: String) -> String? {
    for pair in query.split(separator: "&").reversed() {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if Form.decode(parts[0]) == name { return parts.count == 2 ? Form.decode(parts[1]) : "" }
    }
    return nil
  }

  /// The members of the query, converted to the types that the operation declares where that is
  /// possible. Where a name comes twice, the last one counts, as in PHP.
  func arguments(of operation: Operation) -> Object {
    Form(urlEncoded: Array(query.utf8)).arguments(of: operation.shape)
  }
}
