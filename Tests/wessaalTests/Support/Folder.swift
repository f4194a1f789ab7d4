import Glibc

/// A folder for one test, which is removed after it.
final class Folder {
  let path: String

  init() {
    var template = Array("/tmp/wessaal-test-XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
  }

  deinit { Self.remove(path) }

  private static func remove(_ path: String) {
    if unlink(path) == 0 { return }
    for name in names(in: path) { remove("\(path)/\(name)") }
    rmdir(path)
  }

  /// Writes a file, and returns its path.
  @discardableResult
  func write(_ name: String, _ text: String) -> String { write(name, bytes: Array(text.utf8)) }

  @discardableResult
  func write(_ name: String, bytes: [UInt8], mode: mode_t = 0o644) -> String {
    let file = "\(path)/\(name)"
    let end = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    _ = Glibc.write(end, bytes, bytes.count)
    close(end)
    return file
  }

  func read(_ name: String) -> String? {
    let end = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
    guard end >= 0 else { return nil }
    defer { close(end) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(end, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  /// The names of its entries, sorted.
  var names: [String] { Self.names(in: path) }

  /// Makes a folder in it.
  func makeFolder(_ name: String) { mkdir("\(path)/\(name)", 0o755) }

  static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}

extension Folder {
  /// Runs a script on a sandbox whose state and ledger stay in the folder.
  func run(_ code: String, _ options: String = "", within seconds: Double = 60) throws -> Outcome {
    let script = write("run.wsl", code)
    return try shell(
      "\"$W\" --sandbox --state '\(path)/s' \(options) '\(script)'", folder: path, within: seconds)
  }
}
