import Glibc

/// Another program that does the same, for comparisons: Python 3, and packages of PyPI that are
/// installed into `.build/peers` once. Where they cannot be installed, the tests that need them are
/// skipped, and say so.
enum Peer {
  static let hasPython = (try? python("pass"))?.status == 0

  /// Whether Google's libphonenumber for Python is installed.
  static let hasPhonenumbers = has("phonenumbers")

  /// Runs a Python program in a folder.
  static func python(_ code: String, folder: String = "/tmp", within seconds: Double = 60) throws -> Outcome {
    try Child(
      "/usr/bin/env", ["python3", "-c", code], environment: environment, folder: folder
    ).finish(within: seconds)
  }

  private static func has(_ package: String) -> Bool {
    let isThere = { (try? python("import \(package)"))?.status == 0 }
    if isThere() { return true }
    let options = ["--quiet", "--target", packages, "--retries", "0", "--timeout", "20"]
    _ = try? Child(
      "/usr/bin/env", ["python3", "-m", "pip", "install"] + options + [package], environment: environment,
      folder: "/tmp"
    ).finish(within: 120)
    if isThere() { return true }
    print("The package \(package) of PyPI cannot be had here: the tests that compare with it are skipped.")
    return false
  }

  private static let packages = Project.folder + "/.build/peers"

  private static var environment: [String: String] {
    var environment = ["PYTHONPATH": packages, "PYTHONIOENCODING": "utf-8"]
    let passed = [
      "PATH", "HOME", "PIP_INDEX_URL", "PIP_CERT", "PIP_FIND_LINKS", "HTTPS_PROXY", "https_proxy", "NO_PROXY",
    ]
    for name in passed { environment[name] = getenv(name).map { String(cString: $0) } }
    return environment
  }
}
