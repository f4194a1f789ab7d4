import Glibc
import Profiles
import Shell

/// The user's own programs that a prompt starts: an editor and a pager. Both are commands for the shell, as
/// `VISUAL`, `EDITOR` and `PAGER` are everywhere (`code -w`).
struct Programs {
  var environment: [String: String]
  /// The terminal that an editor is shown on.
  var terminal = STDOUT_FILENO

  /// The text as the user's editor leaves it.
  func edited(_ text: String) throws(PromptError) -> String {
    let editor = chosen("VISUAL", "EDITOR") ?? "vi"
    // mkstemps(3) puts a name that is free in the place of these six.
    let free = String(repeating: "X", count: 6)
    var path = Array("\(folder)/wessaal-\(free).wsl".utf8CString)
    let file = mkstemps(&path, 4)
    guard file >= 0 else { throw .noEditorFile(errno: errno) }
    let name = path.withUnsafeBufferPointer { String(cString: $0.baseAddress.unsafelyUnwrapped) }
    defer { unlink(name) }
    let failure = writeAll(Array((text + "\n").utf8), to: file)
    close(file)
    if let failure { throw .noEditorFile(errno: failure) }
    let status = run(editor + " \"$1\"", [name])
    guard status == 0 else { throw .editorFailed(command: editor, status: status) }
    return try content(of: name)
  }

  /// Shows bytes with the user's pager; false where there is none that could be started.
  func paged(_ bytes: [UInt8]) -> Bool {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let pager = chosen("PAGER") ?? "less -R"
    guard let child = start(pager, [], input: ends[0]) else {
      for end in ends { close(end) }
      return false
    }
    close(ends[0])
    // A pager that is left before its end closes the pipe.
    _ = writeAll(bytes, to: ends[1])
    close(ends[1])
    // The shell's own statuses for a command that it does not find or may not run.
    return ![126, 127].contains(wait(for: child))
  }

  private func chosen(_ names: String...) -> String? {
    names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
  }

  private var folder: String { environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp" }

  /// No longer than what may be pasted.
  private func content(of path: String) throws(PromptError) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .noEditorFile(errno: errno) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file, &chunk, chunk.count)
      if count < 0, errno != EINTR { throw .noEditorFile(errno: errno) }
      if count == 0 { break }
      bytes += chunk.prefix(max(count, 0))
      if bytes.count > KeyReader.pasteLimit { throw .editedTooMuch }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .editedNoUTF8 }
    let kept = text.unicodeScalars.filter {
      $0 == "\n" || $0 == "\t" || !$0.isControl
    }
    return String(scalars: kept.reversed().drop { $0 == "\n" }.reversed())
  }
}

// MARK: - Processes

extension Programs {
  private func run(_ command: String, _ arguments: [String]) -> Int32 {
    guard let child = start(command, arguments, input: nil) else { return 127 }
    return wait(for: child)
  }

  /// Starts `sh -c command`, on the terminal and in the foreground as the shell itself is.
  private func start(_ command: String, _ arguments: [String], input: Int32?) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    } else if terminal != STDOUT_FILENO {
      posix_spawn_file_actions_adddup2(&actions, terminal, STDOUT_FILENO)
    }
    var attributes = posix_spawnattr_t.forPrograms()
    defer { posix_spawnattr_destroy(&attributes) }
    let words = (["sh", "-c", command, "sh"] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let status = posix_spawn(&child, "/bin/sh", &actions, &attributes, words + [nil], environ)
    return status == 0 ? child : nil
  }

  private func wait(for child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 { if errno != EINTR { return 127 } }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }
}
