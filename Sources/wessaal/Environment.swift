import Glibc

/// The process's environment.
enum Environment {
  static var all: [String: String] {
    var result: [String: String] = [:]
    var index = 0
    while let entry = environ[index] {
      let parts = String(cString: entry).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { result[String(parts[0])] = String(parts[1]) }
      index += 1
    }
    return result
  }
}
