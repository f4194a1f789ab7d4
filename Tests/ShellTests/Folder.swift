import Dispatch
import Glibc
import Testing

/// Files of the test suite, and folders to work in.
enum Folder {
  /// `Tests`, where this file lies two levels below.
  static let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    .joined(separator: "/")

  static func files(_ name: String, ending: String) -> [String] {
    names(in: "\(tests)/\(name)").filter { $0.hasSuffix(ending) }.sorted()
  }

  static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names
  }

  static func read(_ path: String) throws -> String {
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    var bytes = [UInt8](repeating: 0, count: ftell(file))
    rewind(file)
    #expect(fread(&bytes, 1, bytes.count, file) == bytes.count)
    return String(decoding: bytes, as: UTF8.self)
  }

  static func write(_ path: String, _ text: String) throws {
    let file = try #require(fopen(path, "w"))
    defer { fclose(file) }
    fputs(text, file)
  }

  /// Runs in a new folder, which is the working folder during that. One at a time, because the process
  /// has only one.
  static func temporary<T>(_ body: () throws -> T) throws -> T {
    working.wait()
    defer { working.signal() }
    let old = try #require(getcwd(nil, 0))
    defer { free(old) }
    var template = Array("/tmp/transcript.XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    chdir(template)
    defer {
      chdir(old)
      remove(String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
    return try body()
  }

  private static let working = DispatchSemaphore(value: 1)

  private static func remove(_ folder: String) {
    for name in names(in: folder) { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }
}
