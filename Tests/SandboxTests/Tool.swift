import Glibc
import Synchronization
import TestSupport

/// Another program that tests use where it is installed.
struct Tool {
  let path: String

  /// The program with this name in `.build/python`, where scripts/test puts those of Python, or on the PATH.
  /// Nil where there is none.
  init?(_ name: String) {
    let search = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    let folders = [Self.package + "/.build/python/bin"] + search.split(separator: ":").map(String.init)
    let paths: [String] = folders.map { "\($0)/\(name)" }
    guard let path = paths.first(where: { access($0, X_OK) == 0 }) else {
      return nil
    }
    self.path = path
  }

  /// The folder of the package.
  static let package = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

  /// Runs it to its end.
  func run(_ arguments: [String], in folder: String = "/", environment: [String] = []) -> (
    status: Int32, output: String
  ) {
    let output = temporaryPath() + ".out"
    defer { unlink(output) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    let words: [String] = ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, folder, path] + arguments
    var kept: [String] = []
    for name: String in ["PATH", "HOME"] {
      if let value = getenv(name) { kept.append("\(name)=\(String(cString: value))") }
    }
    let given = words.map { strdup($0) } + [nil]
    let variables = (kept + environment).map { strdup($0) } + [nil]
    defer { for text in given + variables { free(text) } }
    var pid: pid_t = 0
    let code = spawning.withLock { _ in posix_spawn(&pid, "/bin/sh", &actions, nil, given, variables) }
    guard code == 0 else { return (-1, "") }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return ((status >> 8) & 0xFF, (try? readText(output)) ?? "")
  }
}

/// Makes a folder with files for a body, and removes it afterwards.
func withFolder<T>(_ files: [String: String] = [:], _ body: (String) throws -> T) throws -> T {
  var name = Array("/tmp/sandbox-tests-XXXXXX".utf8CString)
  guard mkdtemp(&name) != nil else { throw SpawnFailure() }
  let folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  defer { _ = Tool("rm")?.run(["-rf", folder]) }
  for (file, text) in files { try writeText(text, to: "\(folder)/\(file)") }
  return try body(folder)
}

struct SpawnFailure: Error {}

func writeText(_ text: String, to path: String) throws {
  guard let file = fopen(path, "w") else { throw SpawnFailure() }
  defer { fclose(file) }
  fputs(text, file)
}

func readText(_ path: String) throws -> String {
  guard let file = fopen(path, "r") else { throw SpawnFailure() }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    if count == 0 { return String(decoding: bytes, as: UTF8.self) }
    bytes += chunk[..<count]
  }
}
