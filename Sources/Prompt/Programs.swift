import Completion
import Shell
import SystemCalls

/// The user's own programs that a prompt starts: an editor and a pager. Their variables hold commands for a
/// shell, as `VISUAL`, `EDITOR` and `PAGER` do in other programs (`code -w`).
struct Programs {
  var environment: [String: String]
  /// The terminal on which an editor is shown.
  var terminal = Descriptor.standardOutput

  /// Opens a text in the user's editor, and returns the edited text.
  ///
  /// - Throws: `noEditorFile`, `editorFailed`, `editedTooMuch` or `editedNoUTF8`.
  func edited(_ text: String) throws(PromptError) -> String {
    let editor = chosen("VISUAL", "EDITOR") ?? "vi"
    let name = try written(text + "\n")
    defer { FileSystem.remove(name) }
    let status = run(editor + " \"$1\"", [name])
    guard status == 0 else { throw .editorFailed(command: editor, status: status) }
    return try content(of: name)
  }

  /// Makes a temporary file with a text.
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

  /// Shows bytes with the user's pager; false where none could be started.
  ///
  /// - Parameter isTable: whether long lines are to be cut at the edge, so that less shows the rest with the arrow keys.
  func paged(_ bytes: [UInt8], isTable: Bool) -> Bool {
    guard let (readEnd, writeEnd) = try? Descriptor.pipe() else { return false }
    // Where less is not told otherwise, it shows the colours as such.
    let pager = "LESS=${LESS-\(isTable ? "RS" : "R")}; export LESS; " + (chosen("PAGER") ?? "less")
    let child = start(pager, [], input: readEnd)
    readEnd.close()
    // The pipe breaks where the user leaves the pager early. That is not a fault.
    if child != nil { try? writeEnd.writeAll(bytes) }
    writeEnd.close()
    guard let child else { return false }
    // These are the shell's statuses for a command that it does not find or may not run.
    return ![126, 127].contains(wait(for: child))
  }

  private func chosen(_ names: String...) -> String? {
    names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
  }

  private var folder: String { environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp" }

  /// Reads a file. It must not be longer than what may be pasted.
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

  /// Starts `sh -c command` on the terminal, in the foreground like the shell itself.
  private func start(_ command: String, _ arguments: [String], input: Descriptor?) -> ChildProcess? {
    let output = input == nil && terminal != .standardOutput ? terminal : nil
    return try? ChildProcess(
      "/bin/sh", ["sh", "-c", command, "sh"] + arguments, input: input, output: output)
  }

  /// The exit status in a shell's form: 128 and the signal's number where a signal ended the program.
  private func wait(for child: ChildProcess) -> Int32 {
    switch try? child.wait() {
    case .exited(let status): status
    case .signalled(let signal): 128 + signal
    case nil: 127
    }
  }
}
