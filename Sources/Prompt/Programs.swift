import Completion
import Shell
import SystemCalls

/// The user's own programs that a prompt starts: an editor and a pager. Both are commands for the shell, as
/// `VISUAL`, `EDITOR` and `PAGER` are everywhere (`code -w`).
struct Programs {
  var environment: [String: String]
  /// The terminal that an editor is shown on.
  var terminal = Descriptor.standardOutput

  /// The text as the user's editor leaves it.
  func edited(_ text: String) throws(PromptError) -> String {
    let editor = chosen("VISUAL", "EDITOR") ?? "vi"
    let name = try written(text + "\n")
    defer { FileSystem.remove(name) }
    let status = run(editor + " \"$1\"", [name])
    guard status == 0 else { throw .editorFailed(command: editor, status: status) }
    return try content(of: name)
  }

  /// A new file with that text.
  private func written(_ text: String) throws(PromptError) -> String {
    do throws(SystemError) {
      let (name, file) = try FileSystem.makeTemporary("\(folder)/wessaal-", ending: ".wsl")
      defer { file.close() }
      do throws(SystemError) { try file.writeAll(Array(text.utf8)) } catch {
        FileSystem.remove(name)
        throw error
      }
      return name
    } catch { throw .noEditorFile(error) }
  }

  /// Shows bytes with the user's pager; false where there is none that could be started.
  func paged(_ bytes: [UInt8]) -> Bool {
    guard let (readEnd, writeEnd) = try? Descriptor.pipe() else { return false }
    let pager = chosen("PAGER") ?? "less -R"
    let child = start(pager, [], input: readEnd)
    readEnd.close()
    // A pager that is left before its end closes the pipe.
    if child != nil { try? writeEnd.writeAll(bytes) }
    writeEnd.close()
    guard let child else { return false }
    // The shell's own statuses for a command that it does not find or may not run.
    return ![126, 127].contains(wait(for: child))
  }

  private func chosen(_ names: String...) -> String? {
    names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
  }

  private var folder: String { environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp" }

  /// No longer than what may be pasted.
  private func content(of path: String) throws(PromptError) -> String {
    let content: [UInt8]?
    do throws(SystemError) {
      let file = try Descriptor.open(path, .reading)
      defer { file.close() }
      content = try file.readAll(most: KeyReader.pasteLimit)
    } catch { throw .noEditorFile(error) }
    guard let bytes = content else { throw .editedTooMuch }
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
  private func start(_ command: String, _ arguments: [String], input: Descriptor?) -> ChildProcess? {
    let output = input == nil && terminal != .standardOutput ? terminal : nil
    return try? ChildProcess(
      "/bin/sh", ["sh", "-c", command, "sh"] + arguments, input: input, output: output)
  }

  /// As a shell has it: 128 and more where a signal ended it.
  private func wait(for child: ChildProcess) -> Int32 {
    switch try? child.wait() {
    case .exited(let status): status
    case .signalled(let signal): 128 + signal
    case nil: 127
    }
  }
}
