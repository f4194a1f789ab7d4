import Catalog
import HTTP
import JSON
import Rendering
import Source
import Verbs

/// Where a foreign call goes, and what is wrong with its URL and method.
struct ImportTarget {
  private(set) var method = Method.get
  /// The path below the base URL, without the query.
  private(set) var path = ""
  private(set) var query: [(name: String, value: String)] = []
  /// Nil where the API has no such path.
  private(set) var operation: Operation?
  private(set) var parameters: [(String, String)] = []
  private(set) var faults: [String] = []

  init(_ call: ForeignCall, _ catalog: Catalog, base: BaseURL?) {
    var url = call.url
    if !url.contains("://") {
      faults.append("the URL has no https://: curl uses http, and everybody on the network can read the key")
      url = "https://" + url
    }
    let scheme = url.prefix { $0 != ":" }.lowercased()
    let rest = url[(url.firstRange(of: "://")?.upperBound ?? url.startIndex)...]
    let host = String(rest.prefix { $0 != "/" && $0 != "?" })
    let isLoopback = ["localhost", "127.0.0.1", "[::1]"].contains { host.hasPrefix($0) }
    if scheme == "http", !isLoopback, call.url.contains("://") {
      faults.append("the URL must be https, but is http: the key would be sent unencrypted")
    }
    checkHost(host, base, isLoopback)
    let target = rest.dropFirst(host.count)
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    query = parts.count == 2 ? URLQuery.pairs(parts[1].prefix { $0 != "#" }.description) : []
    var hasBody = true
    if case .none = call.body { hasBody = false }
    find(parts.first ?? "", call.method ?? "GET", hasBody, catalog)
  }

  private mutating func checkHost(_ host: String, _ base: BaseURL?, _ isLoopback: Bool) {
    let documented = Catalog.baseURL.dropFirst("https://".count).prefix { $0 != "/" }
    let ours = base.map { String($0.origin.split(separator: "/").last ?? "") }
    if host.lowercased() == documented || host.lowercased() == ours || isLoopback { return }
    faults.append("the host is \(Escaping.line(host)), where the API is at \(documented)")
  }

  /// Whether a segment of a path is a placeholder, as documentation writes them: `{id}`, `:id`, `<id>`.
  private static func isPlaceholder(_ segment: String) -> Bool {
    let name = (PercentEncoding.decode(segment) ?? segment).drop { "{:<[".contains($0) }
    return name.count < segment.count && name.first?.isLetter == true
  }

  /// Finds the operation whose path is the end of the URL's path, and compares what stands before it with
  /// the base path.
  private mutating func find(_ whole: String, _ written: String, _ hasBody: Bool, _ catalog: Catalog) {
    let name = written.uppercased()
    if written != name { faults.append("the method must be \(name), but is \(written)") }
    let segments = whole.split(separator: "/").map(String.init)
    let base = Catalog.basePath.split(separator: "/").map(String.init)
    var found: (method: Method, operation: Operation, parameters: [String: String], skipped: Int)?
    var wrong: (allowed: [Method], skipped: Int)?
    for skipped in 0...segments.count {
      let path = "/" + segments.dropFirst(skipped).joined(separator: "/")
      switch catalog.match(method: name, path: path) {
      case .found(let operation, let parameters):
        found = found ?? (operation.method, operation, parameters, skipped)
      case .wrongMethod(let allowed): wrong = wrong ?? (allowed, skipped)
      case .unknown: continue
      }
      if found != nil || wrong != nil { break }
    }
    // The method is wrong, so another one is chosen: one that writes where the call has a body. DELETE is
    // never chosen, because it may only be meant by somebody who wrote it.
    let meant = wrong?.allowed.first { $0 != .delete && ($0 != .get) == (hasBody || name == "PATCH") }
    if found == nil, let wrong, let method = meant ?? wrong.allowed.first(where: { $0 != .delete }) {
      let path = "/" + segments.dropFirst(wrong.skipped).joined(separator: "/")
      if case .found(let operation, let parameters) = catalog.match(method: method.rawValue, path: path) {
        found = (method, operation, parameters, wrong.skipped)
        faults.append("the method must be \(method.rawValue), but is \(name) (405)")
      }
    }
    if let sign = segments.first(where: Self.isPlaceholder) {
      faults.append("\(Escaping.line(sign)) in the path must be replaced by a value, such as an id")
    }
    guard let found else {
      method = Method(word: name) ?? .get
      let isBelow = segments.starts(with: base)
      path = "/" + segments.dropFirst(isBelow ? base.count : 0).joined(separator: "/")
      if segments.contains(where: Self.isPlaceholder) { return }
      let near = nearest(path, among: catalog.operations.filter { $0.pathParameters.isEmpty }.map(\.path))
      faults.append(
        "the API has no path \(Escaping.line(path))" + (near.map { "; did you mean \($0)?" } ?? ""))
      return
    }
    (method, operation) = (found.method, found.operation)
    parameters = found.operation.pathParameters.compactMap { parameter in
      found.parameters[parameter.name].map { (parameter.name, $0) }
    }
    path = "/" + segments.dropFirst(found.skipped).joined(separator: "/")
    if Array(segments.prefix(found.skipped)) != base {
      let before = "/" + segments.prefix(found.skipped).joined(separator: "/")
      faults.append(
        "before \(Escaping.line(path)) must stand \(Catalog.basePath), but stands \(Escaping.line(before))")
    }
  }
}
