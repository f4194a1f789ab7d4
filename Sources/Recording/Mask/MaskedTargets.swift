import Catalog
import HTTP
import JSON
import Verbs

/// Paths, queries and URLs.
extension Mask {
  /// A path below the base, with its query. Where the method is not known, it is nil.
  package func target(_ target: String, method: String? = nil) -> (text: String, operation: Operation?) {
    let (path, query, rest) = Self.parts(target)
    let match = match(path, method)
    let maskedPath = match.map { self.path(path, of: $0.operation) } ?? unknownPath(path)
    let masked =
      maskedPath + (query.map { "?" + self.query($0, of: match?.operation) } ?? "")
      + (rest.map { "#" + PercentEncoding.encode(hide(String($0))) } ?? "")
    return (masked, match?.operation)
  }

  /// A URL. Below the service's base it is masked as a target; the URL of any other service is masked as a whole.
  package func url(_ url: String) -> String {
    for base in bases.sorted(by: { "\($0)".utf8.count > "\($1)".utf8.count }) where url.hasPrefix("\(base)") {
      let rest = String(url.dropFirst("\(base)".count))
      if rest.isEmpty || rest.hasPrefix("/") || rest.hasPrefix("?") { return "\(base)" + target(rest).text }
    }
    for base in bases where url.hasPrefix(base.origin) {
      let rest = String(url.dropFirst(base.origin.count))
      if rest.isEmpty || rest.hasPrefix("/") || rest.hasPrefix("?") { return base.origin + target(rest).text }
    }
    return extent == .all ? memory.token(url) : text(url)
  }

  /// A path in a text: a path of the API, or the path of a file.
  package func path(_ path: String) -> String {
    let target = target(path)
    if target.operation != nil || path.hasPrefix(Catalog.basePath) { return target.text }
    return Self.parts(path).query == nil && Self.isShort(path) ? target.text : memory.token(path)
  }

  /// Whether it looks like `/ping`, and not like the path of somebody's file.
  private static func isShort(_ path: String) -> Bool {
    path.hasPrefix("/") && !path.contains(".") && path.dropFirst().split(separator: "/").count < 3
  }

  private static func parts(_ target: String) -> (path: String, query: Substring?, rest: Substring?) {
    let halves = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = (halves.first ?? "").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts.first ?? ""), parts.count > 1 ? parts[1] : nil, halves.count > 1 ? halves[1] : nil)
  }

  private func match(_ path: String, _ method: String?) -> (operation: Operation, captures: [String: String])?
  {
    let methods = method.map { [$0] } ?? Method.allCases.map(\.rawValue)
    for method in methods + Method.allCases.map(\.rawValue) {
      if case .found(let operation, let captures) = catalog.match(method: method, path: path) {
        return (operation, captures)
      }
    }
    return nil
  }

  private func hide(_ text: String) -> String { extent == .all ? memory.hide(text) : self.text(text) }

  // MARK: Paths

  private func path(_ path: String, of operation: Operation) -> String {
    let patterns = operation.path.split(separator: "/", omittingEmptySubsequences: false)
    let segments = path.split(separator: "/", omittingEmptySubsequences: false)
    return segments.enumerated().map { place, segment in
      guard place < patterns.count, patterns[place].first == "{" else { return String(segment) }
      let name = String(patterns[place].dropFirst().dropLast())
      let kind = operation.pathParameters.first { $0.name == name }?.kind ?? .personal
      return encoded(segment, Place(kind: kind, isAsked: true))
    }.joined(separator: "/")
  }

  /// Of a path that does not belong to the API, known words stay, and short numbers.
  private func unknownPath(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
      let text = String(segment)
      let isKnown =
        text.isEmpty || ["integration", "v1"].contains(text) || !text.contains(".") && name(text) == text
      return isKnown ? text : encoded(segment, Place(kind: .id, isRecord: false))
    }.joined(separator: "/")
  }

  /// A part of a URL. It is decoded, masked, and encoded again.
  private func encoded(_ part: some StringProtocol, _ place: Place) -> String {
    guard let meant = PercentEncoding.decode(part) else { return PercentEncoding.encode(hide(String(part))) }
    guard case .string(let masked) = scalar(.string(Text(meant)), at: place, inMap: false) else {
      return String(part)
    }
    return masked.string == meant ? String(part) : PercentEncoding.encode(masked.string)
  }

  // MARK: Queries

  private func query(_ query: Substring, of operation: Operation?) -> String {
    query.split(separator: "&", omittingEmptySubsequences: false).map { pair in
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = PercentEncoding.decode(sides[0]) ?? String(sides[0])
      // `a[0]` and `a[b]` belong to the parameter `a`.
      let root = String(name.prefix { $0 != "[" })
      let masked = self.name(name)
      let shown = masked == name ? String(sides[0]) : PercentEncoding.encode(masked)
      guard sides.count > 1 else { return shown }
      let parameter = operation.flatMap { $0.method == .get ? $0.shape[root] : nil }
      let kind = parameter?.kind ?? kinds.kind(ofQuery: root)
      return shown + "=" + encoded(sides[1], Place(kind: kind, isRecord: parameter != nil && kind != .word))
    }.joined(separator: "&")
  }
}

extension MemberKinds {
  /// The kind of a query's parameter where the operation is not known, such as a page.
  fileprivate func kind(ofQuery name: String) -> MemberKind {
    let kind = kind(of: name)
    return kind == .wording || kind == .id ? .personal : kind
  }
}
