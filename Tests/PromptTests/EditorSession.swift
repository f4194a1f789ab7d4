import Completion
import Glibc
import Testing

@testable import InputHistory
@testable import Prompt

/// A running line editor on its own thread and a pseudo-terminal.
final class EditorSession {
  let terminal: PTY
  private let worker: Worker
  private var thread: pthread_t = 0

  init(
    keys: LineEditor.Keys = .emacs, columns: Int = 80, rows: Int = 24, past: [String] = [],
    prompt: String = "wessaal> "
  ) throws {
    terminal = try PTY(columns: columns, rows: rows)
    worker = Worker(terminal: terminal.programSide, keys: keys, past: past, prompt: prompt)
    let retained = Unmanaged.passRetained(worker).toOpaque()
    pthread_create(
      &thread, nil,
      { argument in
        // It is the pointer to the retained worker from above, on every platform of the tests.
        if let argument { Unmanaged<Worker>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, retained)
    terminal.waitFor(">")
  }

  /// Types Ctrl-C and Ctrl-D, which ends every session. Returns the inputs.
  func finish() -> [LineEditor.Input] {
    type("\u{3}")
    type("\u{4}")
    return join()
  }

  /// The inputs until the session ended by itself.
  func join() -> [LineEditor.Input] {
    if !terminal.waitFor(editing: false) { terminal.hangUp() }
    pthread_join(thread, nil)
    return worker.inputs
  }

  /// The inputs before the Ctrl-C of `finish`.
  func inputs() -> [LineEditor.Input] { Array(finish().dropLast(2)) }

  /// Types when the editor listens, because between two inputs the terminal handles some keys
  /// itself.
  func type(_ keys: String) {
    terminal.waitFor(editing: true)
    terminal.type(keys)
    terminal.settle()
  }

  func shows(_ lines: [String]) -> Bool { terminal.waitUntil { $0.lines == lines } }
}

/// Reads inputs until the end. The test uses it only after its thread has ended.
private final class Worker: @unchecked Sendable {
  let terminal: Int32
  let keys: LineEditor.Keys
  let past: [String]
  let prompt: String
  var inputs: [LineEditor.Input] = []

  init(terminal: Int32, keys: LineEditor.Keys, past: [String], prompt: String) {
    (self.terminal, self.keys, self.past, self.prompt) = (terminal, keys, past, prompt)
  }

  func run() {
    let history = History(path: nil)
    for entry in past { history.add(entry) }
    let names = ["messages get", "messages list", "messages send", "me", "ping"]
    let editor = try? LineEditor(
      settings: .init(
        keys: keys, input: terminal, output: terminal, terminalType: "xterm", readsEditrc: false),
      history: history,
      completions: { text, cursor in
        let word = text.prefix(cursor)
        return Completions(
          range: 0..<cursor,
          candidates: names.filter { $0.hasPrefix(word) }.map { Candidate($0, meaning: "does it") })
      },
      prompt: { [prompt] in prompt },
      isComplete: { $0.filter { $0 == "{" }.count <= $0.filter { $0 == "}" }.count })
    guard let editor else { return }
    while inputs.last != .endOfFile, inputs.count < 100 { inputs.append(editor.readInput()) }
  }
}
