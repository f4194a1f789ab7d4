import SystemCalls

/// The environment of the process. Variables that are not UTF-8 are left out, because their bytes cannot be
/// sent or shown as text.
struct Environment {
  private(set) var variables: [String: String] = [:]
  /// The names of the variables that were left out.
  private var others: [String] = []

  static var all: [String: String] { Environment().variables }

  private init() {
    for entry in CurrentProcess.environment {
      guard let text = String(validating: entry, as: UTF8.self) else {
        others.append(String(String(decoding: entry, as: UTF8.self).prefix { $0 != "=" }))
        continue
      }
      guard let end = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { continue }
      variables[String(text[..<end])] = String(text[text.utf8.index(after: end)...])
    }
  }

  /// - Throws: where a variable that sets up the program is not UTF-8. Without it, other settings would hold.
  static func checked() throws(StartFailure) -> [String: String] {
    let environment = Environment()
    let fault = environment.others.first { $0.hasPrefix("WESSAAL_") || places.contains($0) }
    if let fault { throw StartFailure(message: "\(fault) must be valid UTF-8, but is not") }
    return environment.variables
  }

  private static let places = ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"]
}
