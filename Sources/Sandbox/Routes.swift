import Catalog
import JSON
import Verbs

/// An operation with what the server needs for it.
struct Route: Sendable {
  let operation: Operation
  /// The members of the answer, or of its rows, in the documentation; empty where it shows none.
  let documented: [Text]
  /// The same for a message.
  let messages: MessageView
  /// Nil where the operation is gone, or has no behaviour yet.
  let handler: Handler?

  init(_ operation: Operation, handler: Handler?) {
    self.operation = operation
    self.handler = handler
    let value = operation.value
    documented = (value?.item ?? value)?.names.map { Text($0) } ?? []
    messages = documented.isEmpty ? .whole : MessageView(documented)
  }

  /// The record with only the documented members; with all where none are documented.
  func view(_ record: Object) -> Value {
    if documented.isEmpty { return .object(record) }
    return .object(Object(documented.map { ($0, record[$0] ?? .null) }))
  }
}

/// The paths of the Catalog as a tree of segments. Finding a path takes as long as it has segments.
struct Routes: Sendable {
  fileprivate enum Step: Hashable {
    case literal(Substring)
    /// An id, which is digits.
    case id
    case name
  }

  private struct Node: Sendable {
    var children: [Step: Node] = [:]
    var routes: [String: Route] = [:]

    mutating func add(_ route: Route, at steps: ArraySlice<Step>) {
      guard let first = steps.first else {
        routes[route.operation.method.rawValue] = route
        return
      }
      children[first, default: Node()].add(route, at: steps.dropFirst())
    }
  }

  private var root = Node()

  init(_ catalog: Catalog, handlers: [(Operation, Handler)]) {
    let handlers = Dictionary(uniqueKeysWithValues: handlers.map { ($0.name, $1) })
    for operation in catalog.operations {
      let route = Route(operation, handler: handlers[operation.name])
      root.add(route, at: Self.segments(operation.path[...]).map { Self.step($0, operation) }[...])
    }
  }

  /// The route for a path below the base, and the encoded texts of its path parameters, in order. Fixed
  /// words come before parameters, where they have the method.
  func find(method: String, path: Substring) throws(Missing) -> (route: Route, captures: [Substring]) {
    var allowed: Set<String> = []
    let segments = Self.segments(path)
    if let found = Self.find(method, segments[...], root, [], &allowed) { return found }
    // HEAD is GET without the body of the answer.
    if allowed.contains("GET") { allowed.insert("HEAD") }
    throw Missing(allowed: allowed.sorted())
  }

  /// There is no such route, or only with these methods.
  struct Missing: Error { let allowed: [String] }

  private static func find(
    _ method: String, _ segments: ArraySlice<Substring>, _ node: Node, _ captures: [Substring],
    _ allowed: inout Set<String>
  ) -> (route: Route, captures: [Substring])? {
    guard let first = segments.first else {
      if let route = node.routes[method] { return (route, captures) }
      allowed.formUnion(node.routes.keys)
      return nil
    }
    let rest = segments.dropFirst()
    if let child = node.children[.literal(first)],
      let found = find(method, rest, child, captures, &allowed)
    {
      return found
    }
    for step in [Step.id, .name] where step.takes(first) {
      guard let child = node.children[step] else { continue }
      if let found = find(method, rest, child, captures + [first], &allowed) { return found }
    }
    return nil
  }

  /// One slash at the end has no meaning, as in the Catalog.
  private static func segments(_ path: Substring) -> [Substring] {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    return Array(segments.last == "" ? segments.dropLast() : segments)
  }

  private static func step(_ segment: Substring, _ operation: Operation) -> Step {
    guard segment.first == "{" else { return .literal(segment) }
    return operation.parameter(String(segment.dropFirst().dropLast()))?.isDigits == true ? .id : .name
  }
}

extension Routes.Step {
  /// Whether a parameter at this place can have this text, which is still percent-encoded.
  fileprivate func takes(_ segment: Substring) -> Bool {
    switch self {
    case .literal: false
    case .name: !segment.isEmpty
    case .id: PercentEncoding.decode(segment).map(Pattern.digits.matches) ?? false
    }
  }
}
