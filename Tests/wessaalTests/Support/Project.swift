import Glibc

/// The folder of the package, and its files.
enum Project {
  static let folder = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()

  /// The names of the scripts in `examples/`, sorted.
  static var examples: [String] {
    guard let folder = opendir("\(folder)/examples") else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".wsl") { names.append(name) }
    }
    return names.sorted()
  }

  /// A file's text; empty where it cannot be read.
  static func read(_ path: String) -> String {
    let file = open("\(folder)/\(path)", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 18)
    let count = Glibc.read(file, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}

/// Whether a text is the expected one, line by line. `…` means anything within a line.
func matches(_ text: String, _ expected: String) -> Bool {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  let patterns = expected.split(separator: "\n", omittingEmptySubsequences: false)
  return lines.count == patterns.count && zip(lines, patterns).allSatisfy { isLine($0, like: $1) }
}

private func isLine(_ line: Substring, like pattern: Substring) -> Bool {
  var parts = pattern.split(separator: "…", omittingEmptySubsequences: false)
  guard parts.count > 1 else { return line == pattern }
  let first = parts.removeFirst()
  let last = parts.removeLast()
  guard line.hasPrefix(first) else { return false }
  var rest = line.dropFirst(first.count)
  for part in parts where !part.isEmpty {
    guard let range = rest.firstRange(of: part) else { return false }
    rest = rest[range.upperBound...]
  }
  return rest.hasSuffix(last)
}

/// Whether a text contains all of these parts, one after another.
func holds(_ text: String, inOrder parts: [String]) -> Bool {
  var rest = text[...]
  for part in parts {
    guard let range = rest.firstRange(of: part) else { return false }
    rest = rest[range.upperBound...]
  }
  return true
}
