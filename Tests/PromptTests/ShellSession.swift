import Glibc
import SystemCalls
import Testing

/// The real program at a prompt, on its own terminal. Its home is a folder that is removed with it.
final class ShellSession {
  let terminal: PTY
  let home: String
  private let prompt: String
  private let ownsHome: Bool

  /// - Parameters:
  ///   - label: the text of the prompt before `>`.
  ///   - home: the home of an earlier session, which is not removed.
  ///   - config: the content of the configuration file.
  ///   - prepare: puts more into the home before the program starts.
  init(
    _ arguments: [String] = ["--sandbox"], label: String = "sandbox", environment: [String: String] = [:],
    home: String? = nil, config: String? = nil, columns: Int = 80, rows: Int = 24,
    prepare: (_ home: String) throws -> Void = { _ in }
  ) throws {
    self.home = home ?? ShellSession.folder()
    if let config {
      for folder in ["/.config", "/.config/wessaal"] { mkdir(self.home + folder, 0o700) }
      ShellSession.write(config + "\n", to: self.home + "/.config/wessaal/config.toml")
    }
    ownsHome = home == nil
    try prepare(self.home)
    prompt = label + ">"
    let variables = ["HOME": self.home, "TERM": "xterm-256color", "PATH": "/usr/bin:/bin"]
    terminal = try PTY.spawn(
      ShellSession.binary, arguments, environment: variables.merging(environment) { $1 }, columns: columns,
      rows: rows)
    let prompt = prompt
    terminal.waitUntil { $0.cursorLine == prompt }
  }

  deinit {
    terminal.signal(SIGKILL)
    if ownsHome { ShellSession.remove(home) }
  }

  /// The output between an input and the next prompt, line by line.
  func answer(_ input: String, timeout: Double = PTY.patience) -> [String] {
    let before = count(terminal.screen)
    terminal.type(input + "\r")
    guard waitForPrompt(after: before, timeout: timeout) else { return ["no prompt"] + terminal.screen.lines }
    return lastAnswer(to: input)
  }

  func text(_ input: String) -> String { answer(input).joined(separator: "\n") }

  /// Whether this becomes the typed line. The cursor is in it, or in the last of its rows.
  func shows(_ line: String, at place: SourceLocation = #_sourceLocation) -> Bool {
    let line = line.isEmpty ? prompt : prompt + " " + line
    return terminal.waitUntil(at: place) { $0.cursorLine == line }
  }

  /// Sends a text like a terminal that marks pasted text.
  func paste(_ text: String) { terminal.type("\u{1B}[200~" + text + "\u{1B}[201~") }

  /// Types an input that goes on, waits a moment, and presses Ctrl-C. Returns the seconds until the prompt is
  /// back.
  func timeToStop(_ input: String, after pause: Double = 0.15) -> Double {
    let before = count(terminal.screen)
    terminal.type(input + "\r")
    terminal.waitFor(editing: false)
    // Lines that are shown meanwhile, such as what is waited for, must not lengthen the time.
    terminal.watch(seconds: pause)
    let start = PTY.now()
    terminal.type("\u{3}")
    guard waitForPrompt(after: before, timeout: PTY.patience) else { return .infinity }
    return PTY.now() - start
  }

  /// Types an input that goes on, and presses Ctrl-C when a text was shown. Returns the seconds until the
  /// prompt is back.
  func timeToStop(_ input: String, when text: String) -> Double {
    let (before, shown) = (count(terminal.screen), terminal.transcript.count)
    terminal.type(input + "\r")
    terminal.waitForShown(text, after: shown)
    let start = PTY.now()
    terminal.type("\u{3}")
    guard waitForPrompt(after: before, timeout: PTY.patience) else { return .infinity }
    return PTY.now() - start
  }

  /// The shortest of the times that an input took to stop, because other work on the machine may lengthen
  /// each.
  func quickestStop(_ input: String, within limit: Double) -> Double {
    var quickest = Double.infinity
    for _ in 0..<10 where quickest >= limit { quickest = Swift.min(quickest, timeToStop(input)) }
    return quickest
  }

  /// The text between the last two prompts.
  func lastAnswer(to input: String = "") -> [String] {
    let lines = terminal.screen.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let starts = lines.indices.filter { isPrompt(lines[$0]) }
    guard starts.count > 1 else { return lines }
    let echoed = (prompt.count + 1 + input.count - 1) / terminal.screen.columns + 1
    return Array(lines[starts[starts.count - 2]..<starts[starts.count - 1]].dropFirst(echoed))
  }

  /// The part after a name in a file of the process in `/proc`.
  func status(_ name: String) -> String? {
    guard let pid = terminal.pid else { return nil }
    return ShellSession.read("/proc/\(pid)/status").split(separator: "\n").first { $0.hasPrefix(name + ":") }
      .map { $0.dropFirst(name.count + 1).drop { $0 == " " || $0 == "\t" } }.map(String.init)
  }

  /// The processor time of the process, in clock ticks.
  var ticks: [String] {
    guard let pid = terminal.pid else { return [] }
    return ShellSession.read("/proc/\(pid)/stat").split(separator: " ").dropFirst(13).prefix(2).map(
      String.init)
  }

  private func isPrompt(_ line: String) -> Bool { line == prompt || line.hasPrefix(prompt + " ") }

  private func count(_ screen: Screen) -> Int {
    screen.text.split(separator: "\n").count { isPrompt(String($0)) }
  }

  private func waitForPrompt(after before: Int, timeout: Double) -> Bool {
    terminal.waitUntil(timeout: timeout) { $0.cursorLine == prompt && count($0) > before }
  }
}

extension ShellSession {
  /// `WESSAAL_BINARY`; else the newest program that was built in this package.
  static let binary: String = {
    if let named = getenv("WESSAAL_BINARY") { return String(cString: named) }
    let package = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    let built = ["debug", "release"].map { "\(package)/.build/\($0)/wessaal" }
    return built.first { access($0, X_OK) == 0 } ?? "wessaal"
  }()

  static func folder() -> String {
    var template = Array("/tmp/wessaal-prompt-XXXXXX".utf8CString)
    return mkdtemp(&template).map { String(cString: $0) } ?? "/tmp/wessaal-prompt"
  }

  /// Makes a home with a configuration file.
  static func home(configuration: String) throws -> String {
    let home = folder()
    try FileSystem.makeFolders(home + "/.config/wessaal", mode: 0o700)
    write(configuration, to: home + "/.config/wessaal/config.toml")
    return home
  }

  /// Removes the folders that a session makes, and the files that tests put beside them.
  static func remove(_ home: String) {
    for name in [
      "/.local/state/wessaal/history", "/.editrc", "/kept.json", "/state/wessaal/history",
      "/.config/wessaal/config.toml",
    ] {
      unlink(home + name)
    }
    for folder in [
      "/.local/state/wessaal", "/.local/state", "/.local", "/state/wessaal", "/state", "/.config/wessaal",
      "/.config", "",
    ] {
      rmdir(home + folder)
    }
  }

  static func read(_ path: String) -> String {
    guard let file = fopen(path, "re") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "we") else { return }
    fputs(text, file)
    fclose(file)
  }

}

extension String {
  /// The text without blanks at its end, as a line of a screen is compared.
  var trimmedAtEnd: String { String(reversed().drop(while: \.isWhitespace).reversed()) }
}
