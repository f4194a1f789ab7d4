import Testing

/// A fenced block of README.md, or of a document in `wessaal.docc`.
struct ReadmeBlock: CustomTestStringConvertible, Sendable {
  var document: String
  /// The word after the fence.
  var kind: String
  var lines: [String]

  var testDescription: String { "\(document) \(kind): \(lines.first ?? "")" }
  var isSession: Bool { lines.contains { typed(in: $0) != nil } }

  static let documents =
    ["README.md"]
    + ["Language", "Grammar", "Program", "Sandbox", "Ledger", "House", "Contributing"].map {
      "Sources/wessaal/wessaal.docc/\($0).md"
    }

  static func all(_ kind: String) -> [ReadmeBlock] { documents.flatMap { all(kind, of: $0) } }

  private static func all(_ kind: String, of document: String) -> [ReadmeBlock] {
    var blocks: [ReadmeBlock] = []
    var open: ReadmeBlock?
    for line in Project.read(document).split(separator: "\n", omittingEmptySubsequences: false) {
      if !line.hasPrefix("```") {
        open?.lines.append(String(line))
      } else if let block = open {
        blocks.append(block)
        open = nil
      } else {
        open = ReadmeBlock(
          document: String(document.split(separator: "/").last ?? ""), kind: String(line.dropFirst(3)),
          lines: [])
      }
    }
    return blocks.filter { $0.kind == kind }
  }
}

/// The input in a line of a session; nil where the line is output.
private func typed(in line: String) -> Substring? {
  ["sandbox> ", "replay> "].first { line.hasPrefix($0) }.map { line.dropFirst($0.count) }
}

/// The text with the same words in place of all that differs from run to run.
private func steady(_ text: String) -> [String] {
  text.replacing("\r\n", with: "\n")
    .replacing(/\d{4}-\d\d-\d\dT[\d:.]+Z/, with: "TIME")
    // The number of requests of `--wait` depends on the speed of the machine.
    .replacing(#/(\d+ calls|200 OK) · /#, with: "CALLS · ")
    .replacing(/\d{4}-\d\d-\d\d [\d:]+ UTC, [\d.]+ \w+ ago/, with: "MOMENT")
    .replacing(/127\.0\.0\.1:\d+/, with: "HOST")
    .replacing(/\d+ ms/, with: "N ms")
    .split(separator: "\n", omittingEmptySubsequences: false)
    .map { String($0.reversed().drop { $0 == " " }.reversed()) }
}

/// Runs a line of the shell, with the program on the path.
private func run(_ line: String, in folder: String = Project.folder) throws -> Outcome {
  try shell("cd '\(folder)' && PATH=$(dirname \"$W\"):$PATH && \(line)", within: 30)
}

/// README.md and the documents show what the program does: each `console` block is run, and each `wessaal` block as a script.
@Suite struct ReadmeTests {
  @Test(arguments: ReadmeBlock.all("console").filter(\.isSession))
  func sessionsAreReal(_ block: ReadmeBlock) throws {
    let inputs = block.lines.compactMap { typed(in: $0).map { $0 + "\\n" } }.joined()
    let folder = Folder()
    let program = "stty cols 100 rows 100; wessaal --clock fast --no-history"
    let outcome = try run(
      "printf '%b' '\(inputs)' | TERM=dumb script -q -c '\(program)' /dev/null", in: folder.path)
    var shown = steady(outcome.output)[...]
    for line in steady(block.lines.dropFirst().joined(separator: "\n")) {
      guard let place = shown.firstIndex(of: line) else {
        Issue.record("not shown: \(line)\nin:\n\(shown.joined(separator: "\n"))")
        return
      }
      shown = shown[(place + 1)...]
    }
  }

  @Test(arguments: ReadmeBlock.all("console").filter { !$0.isSession })
  func commandsAnswerAsShown(_ block: ReadmeBlock) throws {
    var rest = block.lines[...]
    while let command = rest.popFirst() {
      try #require(command.hasPrefix("$ "))
      let expected = rest.prefix { !$0.hasPrefix("$ ") }
      rest = rest.dropFirst(expected.count)
      let outcome = try run("{ \(command.dropFirst(2)); } 2>&1")
      let wanted = steady(expected.joined(separator: "\n") + "\n")
      #expect(steady(outcome.output) == wanted)
    }
  }

  @Test(arguments: ReadmeBlock.all("wessaal")) func scriptsRun(_ block: ReadmeBlock) throws {
    let folder = Folder()
    let script = folder.write("script.wsl", block.lines.joined(separator: "\n"))
    // The files that it writes stay in its folder.
    let line = "ln -s '\(Project.folder)/examples' examples && wessaal --sandbox --clock fast --messages 20"
    let outcome = try run("\(line) --allow '\(Project.folder)' '\(script)'", in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(!outcome.output.isEmpty)
  }

  @Test func thereAreSessionsCommandsAndScripts() {
    let sessions = ReadmeBlock.all("console").filter(\.isSession)
    #expect(sessions.count > 0)
    #expect(ReadmeBlock.all("console").count > sessions.count)
    #expect(ReadmeBlock.all("wessaal").count > 0)
    // A document that was moved would have no examples.
    #expect(ReadmeBlock.documents.allSatisfy { !Project.read($0).isEmpty })
  }
}
