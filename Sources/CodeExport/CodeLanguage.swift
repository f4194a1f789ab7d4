import JSON

/// A language that `--code` writes calls in: `code(for:)` gives the program of a `CodeCall`. Each program runs as it stands, takes the key from the
/// environment, prints the answer's body, and fails where the API refuses.
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

/// What a call is made of, as code says it.
package struct CodeCall {
  package var method: String
  /// Absolute and percent-encoded.
  package var url: String
  /// What is sent; several where one list takes several calls, none where a call has no body.
  package var bodies: [Value]
  /// The variable of the environment that holds the key.
  package var keyVariable = "WESSAAL_API_KEY"

  package init(method: String, url: String, bodies: [Value]) {
    (self.method, self.url, self.bodies) = (method, url, bodies)
  }

  /// What is sent, where that is one thing.
  package var body: Value? { bodies.count == 1 ? bodies[0] : nil }
}

extension [String] {
  /// The lines so many columns further to the right.
  func indented(by columns: Int) -> [String] {
    let margin = String(repeating: " ", count: columns)
    return map { line in
      line.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
    }
  }
}
