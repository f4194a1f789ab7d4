import JSON

/// A language that `--code` writes a call in. Each program runs as it stands, takes the key from the
/// environment, prints the answer's body, and fails where the API refuses.
enum CodeLanguage: String, CaseIterable {
  case curl, python, php, javascript

  /// The program that makes a call.
  func code(for call: CodeCall) -> String {
    switch self {
    case .curl: curlCode(call)
    case .python: pythonCode(call)
    case .php: phpCode(call)
    case .javascript: javascriptCode(call)
    }
  }
}

/// What a call is made of, as code says it.
struct CodeCall {
  var method: String
  /// Absolute and percent-encoded.
  var url: String
  var body: Value?
  /// The variable of the environment that holds the key.
  var keyVariable = "WESSAAL_API_KEY"
}
