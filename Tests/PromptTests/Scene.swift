import Glibc
import SystemCalls
import Testing

/// A few keys at a prompt of the real program, and the screens that a person then sees, one for each kind of
/// terminal. `Tests/Screens/README.md` says how they are written.
struct Scene {
  /// The kinds of terminals, each by its name in the files.
  enum Kind: String, CaseIterable {
    case narrow = "40"
    case usual = "80"
    case wide = "200"
    case dumb
    case noColor = "NO_COLOR"

    var columns: Int { Int(rawValue) ?? 80 }

    var environment: [String: String] {
      switch self {
      case .dumb: ["TERM": "dumb"]
      case .noColor: ["NO_COLOR": "1"]
      case .narrow, .usual, .wide: [:]
      }
    }
  }

  var name: String
  /// What is done, line by line: a word for what, and its text.
  var steps: [(what: String, text: String)] = []
  var screens: [Kind: String] = [:]

  /// The scenes of a file. What stands before the first one is a remark.
  static func parse(_ text: String) -> (remark: String, scenes: [Scene]) {
    var (remark, scenes, kinds) = ("", [Scene](), [Kind]())
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("== ") {
        scenes.append(Scene(name: String(line.dropFirst(3))))
        kinds = []
      } else if scenes.isEmpty {
        remark += line + "\n"
      } else if line.hasPrefix("-- ") {
        kinds = line.split(separator: " ").compactMap { Kind(rawValue: String($0)) }
      } else if kinds.isEmpty, !line.isEmpty {
        let parts = line.split(separator: " ", maxSplits: 1)
        scenes[scenes.count - 1].steps.append((String(parts[0]), parts.count > 1 ? String(parts[1]) : ""))
      } else {
        for kind in kinds { scenes[scenes.count - 1].screens[kind, default: ""] += line.dropFirst(2) + "\n" }
      }
    }
    for index in scenes.indices { scenes[index].screens = scenes[index].screens.mapValues(\.trimmedAtEnd) }
    return (remark, scenes)
  }

  /// The scene as it is written. A screen that several kinds have in common is written once.
  var text: String {
    var text = "== \(name)\n" + steps.map { "\($0.what) \($0.text)".trimmedAtEnd + "\n" }.joined()
    var kinds = Kind.allCases[...]
    while let kind = kinds.popFirst() {
      let same = [kind] + kinds.filter { screens[$0] == screens[kind] }
      kinds.removeAll { same.contains($0) }
      text += "-- " + same.map(\.rawValue).joined(separator: " ") + "\n"
      for line in (screens[kind] ?? "").split(separator: "\n", omittingEmptySubsequences: false) {
        text += line.isEmpty ? "\n" : "  \(line)\n"
      }
    }
    return text
  }
}

extension Scene {
  /// Does the steps at a terminal, and waits until it shows what is expected; without an expectation, until
  /// nothing changes any more. Returns the screen.
  func play(at kind: Kind, expecting expected: String?) throws -> String {
    let shell = try session(at: kind)
    defer { for name in told("file") { unlink(shell.home + "/" + name) } }
    let terminal = shell.terminal
    var start = 0
    for step in steps {
      switch step.what {
      case "type":
        terminal.type(Self.keys(step.text))
        terminal.settle()
      case "before":
        _ = shell.answer(step.text)
        start = terminal.screen.height
      case "pause": terminal.watch(seconds: 1)
      case "wait":
        // A dumb terminal does not show what a run waits for.
        if kind == .dumb { terminal.settle() } else { terminal.waitFor(step.text) }
      default: break
      }
    }
    if let expected {
      _ = terminal.becomes(within: PTY.patience) { Self.shown($0, from: start) == expected }
    } else {
      terminal.settle(milliseconds: 500)
    }
    return Self.shown(terminal.screen, from: start)
  }

  private func told(_ what: String) -> [String] { steps.filter { $0.what == what }.map(\.text) }

  private func session(at kind: Kind) throws -> ShellSession {
    let arguments = told("arguments").flatMap { $0.split(separator: " ").map(String.init) }
    return try ShellSession(
      ["--sandbox"] + arguments, label: told("label").first ?? "sandbox", environment: kind.environment,
      config: told("config").joined(separator: "\n"), columns: kind.columns,
      rows: Int(told("rows").first ?? "") ?? 40
    ) { home in
      try FileSystem.makeFolders(home + "/.local/state/wessaal", mode: 0o700)
      let past = told("history").map { Self.past($0) }.joined()
      ShellSession.write(past, to: home + "/.local/state/wessaal/history")
      for name in told("file") { ShellSession.write("", to: home + "/" + name) }
    }
  }

  /// A line of the history's file, three hours old: `sandbox ok 1 messages send …` with account, outcome and credits.
  private static func past(_ text: String) -> String {
    let parts = text.split(separator: " ", maxSplits: 3).map(String.init)
    let input = parts[3].replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return """
      {"input":"\(input)","time":\(time(nil) - 3 * 3600 - 60),"account":"\(parts[0])"}
      {"ended":"\(input)","outcome":"\(parts[1])","duration":0.1,"calls":1,"credits":\(parts[2])}

      """
  }

  /// Times of this very run are not compared.
  private static func shown(_ screen: Screen, from start: Int) -> String {
    screen.marked(from: start).map { line in
      line.replacing(/[0-9]+ (d|h|min|s)\b.* ago/, with: "N ago")
        .replacing(/[0-9.]+ (ms|s)\b/) { "N \($0.output.1)" }
        .replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}/, with: "DATE TIME")
    }.joined(separator: "\n").trimmedAtEnd
  }

  private static let named: [String: String] = [
    "Tab": "\t", "S-Tab": "\u{1B}[Z", "Enter": "\r", "Esc": "\u{1B}", "Up": "\u{1B}[A", "Down": "\u{1B}[B",
    "Space": " ", "Right": "\u{1B}[C", "Left": "\u{1B}[D", "Home": "\u{1B}[H", "End": "\u{1B}[F",
    "Backspace": "\u{7F}",
    "Paste": "\u{1B}[200~", "/Paste": "\u{1B}[201~", "C-Right": "\u{1B}[1;5C", "C-Left": "\u{1B}[1;5D",
    "C-Delete": "\u{1B}[3;5~", "S-Left": "\u{1B}[1;2D", "C-_": "\u{1F}", "A-Enter": "\u{1B}\r",
  ]

  /// The characters of keys: `<Tab>` and the other names above, `<C-r>`, `<A-f>`; the rest stands for itself.
  private static func keys(_ text: String) -> String {
    text.replacing(/<([A-Za-z\/][A-Za-z\/_.#-]*)>/) { match in
      let name = String(match.output.1)
      if let keys = named[name] { return keys }
      if name.hasPrefix("C-"), let value = name.utf8.last { return String(UnicodeScalar(value & 0x1F)) }
      if name.hasPrefix("A-") { return "\u{1B}" + name.dropFirst(2) }
      return String(match.output.0)
    }
  }
}
