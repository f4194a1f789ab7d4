import JSON

/// A language in which `--code` writes calls. `code(for:)` returns the program of a `CodeCall`. The program
/// runs as it stands, takes the key from the environment, prints the body of the answer, and fails where the
/// API refuses.
package enum CodeLanguage: String, CaseIterable {
  case curl, python, php, javascript

  /// The program that makes a call.
  package func code(for call: CodeCall) -> String {
    switch self {
    case .curl: curlCode(call)
    case .python: pythonCode(call)
    case .php: phpCode(call)
    case .javascript: javascriptCode(call)
    }
  }
}

/// The parts of a call that its program needs.
package struct CodeCall {
  package var method: String
  /// Absolute and percent-encoded.
  package var url: String
  /// The bodies that are sent: several where one list takes several calls, none where a call has no body.
  package var bodies: [Value]
  /// The variable of the environment that holds the key.
  package var keyVariable = "WESSAAL_API_KEY"

  package init(method: String, url: String, bodies: [Value]) {
    (self.method, self.url, self.bodies) = (method, url, bodies)
  }

  /// The body, where there is exactly one.
  package var body: Value? { bodies.count == 1 ? bodies[0] : nil }
}

extension [String] {
  /// The lines, moved to the right by so many columns.
  func indented(by columns: Int) -> [String] {
    let margin = String(repeating: " ", count: columns)
    return map { line in
      line.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
    }
  }
}
