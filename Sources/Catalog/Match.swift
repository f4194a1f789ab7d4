import JSON
import Verbs

/// The result of a search by a request's method and path.
public enum Match: Sendable {
  /// The operation, and the decoded texts of its path parameters.
  case found(Operation, parameters: [String: String])
  /// The path exists, but only for these methods.
  case wrongMethod(allowed: [Method])
  case unknown
}

extension Catalog {
  /// The operation for a method (`GET`) and a percent-encoded path below the base (`/messages/12/status`). A
  /// path without parameters comes before one with them.
  public func match(method: String, path: String) -> Match {
    if let operation = routes.plain[path]?.first(where: { $0.method.rawValue == method }) {
      return .found(operation, parameters: [:])
    }
    var allowed: [Method] = []
    var best: (operation: Operation, parameters: [String: String])?
    let segments = PathTemplate.segments(path)
    for template in routes.templates where template.count == segments.count {
      guard let parameters = template.captures(segments) else { continue }
      allowed.append(template.operation.method)
      if template.operation.method.rawValue == method, parameters.count < best?.parameters.count ?? .max {
        best = (template.operation, parameters)
      }
    }
    if let best { return .found(best.operation, parameters: best.parameters) }
    return allowed.isEmpty ? .unknown : .wrongMethod(allowed: allowed)
  }
}

/// The paths of a Catalog's operations, made ready once: every call of the API asks for its operation.
struct Routes: Sendable {
  /// The operations of each path that has no parameters: the most frequent ones, found at once.
  let plain: [String: [Operation]]
  let templates: [PathTemplate]

  init(of operations: [Operation]) {
    plain = Dictionary(grouping: operations.filter(\.pathParameters.isEmpty), by: \.path)
    templates = operations.map(PathTemplate.init)
  }
}

/// The segments of an operation's path.
struct PathTemplate: Sendable {
  private enum Step {
    case word([UInt8])
    case parameter(name: String, isDigits: Bool)
  }

  let operation: Operation
  private let steps: [Step]
  var count: Int { steps.count }

  init(_ operation: Operation) {
    self.operation = operation
    steps = Self.segments(operation.path).map { segment in
      guard segment.first == UInt8(ascii: "{") else { return .word(Array(segment)) }
      let name = String(Substring(segment.dropFirst().dropLast()))
      return .parameter(name: name, isDigits: operation.parameter(name)?.isDigits == true)
    }
  }

  /// One slash at the end has no meaning, as in the routers of most services.
  static func segments(_ path: String) -> ArraySlice<Substring.UTF8View> {
    let segments = path[...].utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return segments.last?.isEmpty == true ? segments.dropFirst().dropLast() : segments.dropFirst()
  }

  /// The decoded path parameters where a path of as many segments is the operation's, else nil.
  func captures(_ segments: ArraySlice<Substring.UTF8View>) -> [String: String]? {
    var captures: [String: String]?
    for (step, segment) in zip(steps, segments) {
      switch step {
      case .word(let word):
        guard word.elementsEqual(segment) || Self.decodes(segment, to: word) else { return nil }
      case .parameter(let name, let isDigits):
        guard !segment.isEmpty, let text = PercentEncoding.decode(Substring(segment)) else { return nil }
        if isDigits, !Pattern.digits.matches(text) { return nil }
        captures = captures ?? [:]
        captures?[name] = text
      }
    }
    return captures ?? [:]
  }

  private static func decodes(_ segment: Substring.UTF8View, to word: [UInt8]) -> Bool {
    segment.contains(UInt8(ascii: "%"))
      && PercentEncoding.decode(Substring(segment))?.utf8.elementsEqual(word) == true
  }
}
