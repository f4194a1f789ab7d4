import Glibc

/// The tested program.
enum Binary {
  /// `WESSAAL_BINARY`; else the program that was built with these tests, or in this package.
  static let path: String = {
    if let named = getenv("WESSAAL_BINARY") { return String(cString: named) }
    let package = folder(of: #filePath, up: 4)
    let built = [folder(of: executable, up: 1), package + "/.build/debug", package + "/.build/release"]
    return built.map { $0 + "/wessaal" }.first { access($0, X_OK) == 0 } ?? "wessaal"
  }()

  private static var executable: String {
    realpath("/proc/self/exe", nil).map { path in
      defer { free(path) }
      return String(cString: path)
    } ?? ""
  }

  private static func folder(of path: String, up levels: Int) -> String {
    path.split(separator: "/").dropLast(levels).map { "/" + $0 }.joined()
  }

  /// The key of every run that has one. It must never be shown.
  static let key = "sk_test_0123456789_never_shown"
}

/// Runs the program once. The environment holds only the given variables.
///
/// - Parameter base: the base URL. With it, the key is set too.
func wessaal(
  _ arguments: [String], base: String? = nil, key: String? = Binary.key,
  environment: [String: String] = [:], input: String = "", folder: String = "/",
  within seconds: Double = 20
) throws -> Outcome {
  try start(
    arguments, base: base, key: key, environment: environment, input: Array(input.utf8), folder: folder
  ).finish(within: seconds)
}

func start(
  _ arguments: [String], base: String? = nil, key: String? = Binary.key,
  environment: [String: String] = [:], input: [UInt8]? = [], folder: String = "/"
) throws -> Child {
  try Child(
    Binary.path, arguments, environment: variables(base: base, key: key).merging(environment) { $1 },
    folder: folder, input: input)
}

/// Runs a line of the system's shell, in which `$W` is the program.
func shell(
  _ line: String, base: String? = nil, environment: [String: String] = [:], folder: String = "/",
  within seconds: Double = 20
) throws -> Outcome {
  var variables = variables(base: base, key: base == nil ? nil : Binary.key)
  variables["W"] = Binary.path
  return try Child(
    "/bin/sh", ["-c", line], environment: variables.merging(environment) { $1 }, folder: folder
  ).finish(within: seconds)
}

private func variables(base: String?, key: String?) -> [String: String] {
  var variables = ["PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": "/nonexistent"]
  if let base {
    variables["WESSAAL_BASE_URL"] = base
    variables["WESSAAL_API_KEY"] = key
  }
  return variables
}
