import Completion
import Glibc
import Synchronization
import Testing

@testable import InputHistory
@testable import Prompt

@Suite(.serialized, .atTerminals) struct LineEditorTests {
  @Test func enterGivesTheLineThatWasTyped() throws {
    let session = try EditorSession()
    session.type("ping\r")
    #expect(session.inputs() == [.text("ping")])
  }

  @Test(arguments: LineEditorKeys.all)
  func keysByWordsGoByWords(keys: LineEditor.Keys) throws {
    let session = try EditorSession(keys: keys)
    session.type("messages send x\u{1B}[1;5D\u{1B}[1;5D2\u{1B}[1;5C3\u{1B}[H1\u{1B}[F4\r")
    let expected = keys == .vi ? "1messages 2send 3x4" : "1messages 2send3 x4"
    #expect(session.inputs() == [.text(expected)])
  }

  @Test(arguments: LineEditorKeys.all)
  func keysWithoutMeaningDoNoHarm(keys: LineEditor.Keys) throws {
    let session = try EditorSession(keys: keys)
    session.type("\u{0}p\u{90}\u{96}i\u{1B}[24~n\u{1B}[5~\u{1B}OPg\u{1C}\n")
    #expect(session.inputs() == [.text("ping")])
  }

  @Test(arguments: LineEditorKeys.all)
  func backspaceTakesAWholeCharacter(keys: LineEditor.Keys) throws {
    let session = try EditorSession(keys: keys)
    session.type("مرحبا\u{7F}👍🏽\u{7F}مُ\u{7F}e\u{301}\u{7F}👨‍👩‍👧\u{7F}ب x\u{7F}é\r")
    #expect(session.inputs() == [.text("مرحبب é")])
  }

  @Test func cursorGoesByWholeCharacters() throws {
    let session = try EditorSession()
    session.type("a👨‍👩‍👧b\u{1B}[D\u{1B}[DX\u{1B}[C\u{1B}[3~\r")
    #expect(session.inputs() == [.text("aX👨‍👩‍👧")])
  }

  @Test(arguments: LineEditorKeys.all)
  func controlCGivesTheLineUpAndAsksAgain(keys: LineEditor.Keys) throws {
    let session = try EditorSession(keys: keys)
    session.type("messages send\u{3}")
    #expect(session.shows(["wessaal> messages send^C", "wessaal>"]))
    session.type("ping\r")
    #expect(session.inputs() == [.interrupted, .text("ping")])
  }

  @Test func controlDEndsOnAnEmptyLineOnly() throws {
    let session = try EditorSession()
    session.type("pxing\u{1}\u{6}\u{4}\r")
    #expect(session.finish() == [.text("ping"), .interrupted, .endOfFile])
  }

  @Test func controlDAtTheEndListsWhatFits() throws {
    let session = try EditorSession()
    session.type("me\u{4}")
    #expect(session.terminal.waitUntil { $0.lines.contains { $0.contains("messages get") } })
    #expect(session.inputs().isEmpty)
  }

  @Test func unfinishedInputGoesOnUnderAnAlignedPrompt() throws {
    let session = try EditorSession()
    session.type("each {\rping\r}\r")
    #expect(session.shows(["wessaal> each {", "·······>   ping", "·······> }", "wessaal>"]))
    #expect(session.inputs() == [.text("each {\n  ping\n}")])
  }

  @Test(arguments: ["\u{3}", "\u{4}"])
  func anUnfinishedInputCanBeGivenUp(key: String) throws {
    let session = try EditorSession()
    session.type("each {\r" + key)
    #expect(session.inputs() == [.interrupted])
  }

  @Test(arguments: LineEditorKeys.all)
  func upRecallsAWholeInputOfSeveralLines(keys: LineEditor.Keys) throws {
    let session = try EditorSession(keys: keys)
    session.type("first\reach {\rping\r}\r")
    session.type("\u{1B}[A")
    session.type("\r")
    session.type("\u{1B}[A")
    // Up moves to its first line, and then out of it.
    session.type("\u{1B}[A\u{1B}[A\u{1B}[A")
    session.type("\r")
    let block = "each {\n  ping\n}"
    #expect(session.inputs() == [.text("first"), .text(block), .text(block), .text("first")])
  }

  @Test func downComesBackToWhatWasTyped() throws {
    let session = try EditorSession(past: ["first"])
    session.type("half\u{1B}[A")
    session.type("\u{1B}[B")
    session.type(" done\u{1B}[B")
    session.type("\r")
    #expect(session.inputs() == [.text("half done")])
  }

  @Test func aLongLineIsNotLostToTheHistory() throws {
    let session = try EditorSession(past: ["first"])
    let long = String(repeating: "0123456789", count: 120)
    session.type(long)
    session.type("\u{1B}[A")
    session.type("\u{1B}[B")
    session.type("\r")
    #expect(session.inputs() == [.text(long)])
  }

  @Test func upGoesToTheLineAboveInAPastedBlock() throws {
    let session = try EditorSession(past: ["first"])
    session.type("\u{1B}[200~one\ntwo\u{1B}[201~")
    session.type("\u{1B}[A")
    session.type("X\r")
    #expect(session.inputs() == [.text("oneX\ntwo")])
  }

  @Test(arguments: LineEditorKeys.all)
  func controlRFindsAnEarlierInput(keys: LineEditor.Keys) throws {
    let session = try EditorSession(keys: keys, past: ["messages list", "contacts list", "ping"])
    session.type("\u{12}mess")
    session.type("\r")
    session.type("\r")
    #expect(session.inputs() == [.text("messages list")])
  }

  @Test(arguments: LineEditorKeys.all)
  func aPastedBlockWaitsForEnter(keys: LineEditor.Keys) throws {
    let session = try EditorSession(keys: keys)
    session.type("a \u{1B}[200~first\r\nsecond\rthird\u{1B}[31m\n\u{1B}[201~")
    #expect(session.shows(["wessaal> a first", "·······> second", "·······> third[31m"]))
    session.type(" b\r")
    #expect(session.inputs() == [.text("a first\nsecond\nthird[31m b")])
  }

  @Test func aLargeBlockIsTakenWhole() throws {
    let session = try EditorSession()
    let block = (1...400).map { "line \($0) مرحبا" }.joined(separator: "\n")
    session.type("\u{1B}[200~" + block + "\u{1B}[201~")
    session.type("\r")
    #expect(session.inputs() == [.text(block)])
  }

  @Test func tabPutsInWhatFitsAndListsTheRest() throws {
    let session = try EditorSession()
    session.type("p\t")
    #expect(session.terminal.waitUntil { $0.cursorLine == "wessaal> ping" })
    session.type("\r")
    session.type("mes\t")
    #expect(session.terminal.waitUntil { $0.lines.contains { $0.hasPrefix("messages get   does it") } })
    #expect(session.terminal.waitUntil { $0.cursorLine == "wessaal> messages" })
    session.type("g\t\r")
    #expect(session.inputs() == [.text("ping "), .text("messages get ")])
  }

  @Test func theListLeavesALineOfSeveralRowsWhole() throws {
    let session = try EditorSession(columns: 20)
    session.type("me\u{1B}[200~\nsecond line that is longer than twenty\u{1B}[201~")
    session.type("\u{1B}[A\u{1B}[A\u{1}\u{6}\u{6}\t")
    #expect(
      session.terminal.waitUntil {
        $0.lines.suffix(4) == ["wessaal> me", "·······> second line", " that is longer than", " twenty"]
      })
    session.type("!\r")
    #expect(session.inputs() == [.text("me!\nsecond line that is longer than twenty")])
  }

  @Test func colouredPromptsTakeOnlyTheRoomThatIsSeen() throws {
    let session = try EditorSession(columns: 20, prompt: "\u{1B}[1m\u{1B}[32mw\u{1B}[0m> \u{1B}[0m")
    session.type("12345678901234567890\u{1}X\r")
    #expect(session.terminal.waitUntil { $0.lines.prefix(2) == ["w> X1234567890123456", "7890"] })
    #expect(session.inputs() == [.text("X12345678901234567890")])
  }

  @Test func aTerminalWithoutSequencesWorks() throws {
    let terminal = try PTY()
    let editor = try LineEditor(
      settings: .init(
        input: terminal.programSide, output: terminal.programSide, terminalType: "dumb", readsEditrc: false),
      history: History(path: nil),
      completions: { _, cursor in .init(range: cursor..<cursor, candidates: []) },
      prompt: { "> " }, isComplete: { _ in true })
    terminal.type("pinx\u{7F}g\r")
    #expect(editor.readInput() == .text("ping"))
    terminal.settle()
    #expect(!terminal.transcript.contains(0x1B))
  }

  @Test func escapeAloneLeadsToViCommands() throws {
    let session = try EditorSession(keys: .vi, past: ["me"])
    session.type("pingx\u{1B}")
    session.type("xk")
    session.type("j")
    session.type("A!\r")
    #expect(session.inputs() == [.text("ping!")])
  }

  @Test func aResizedWindowShowsTheLineAnew() throws {
    let session = try EditorSession(columns: 40)
    session.type("0123456789012345678901234")
    session.terminal.resize(columns: 20, rows: 24)
    kill(getpid(), SIGWINCH)
    session.terminal.settle()
    session.type("X")
    #expect(
      session.terminal.waitUntil { $0.lines.suffix(2) == ["wessaal> 01234567890", "12345678901234X"] })
    #expect(session.inputs().isEmpty)
  }

  @Test func anInterruptFromOutsideIsAsControlC() throws {
    let session = try EditorSession()
    session.type("ping")
    // Without an editor, the signal would end the tests.
    try #require(session.terminal.waitFor(editing: true))
    kill(getpid(), SIGINT)
    session.terminal.settle()
    #expect(session.shows(["wessaal> ping^C", "wessaal>"]))
    #expect(session.inputs() == [.interrupted])
  }

  @Test func aSignalThatEndsTheProcessIsRaisedWithTheTerminalPutBack() throws {
    // The handler stays: a signal that is raised may arrive late, and would end the tests then.
    signal(SIGHUP) { _ in hangUps.add(1, ordering: .relaxed) }
    let session = try EditorSession()
    session.type("ping")
    try #require(session.terminal.waitFor(editing: true))
    kill(getpid(), SIGHUP)
    #expect(session.terminal.waitFor(editing: false))
    let terminal = session.terminal
    #expect(
      terminal.waitUntil { _ in
        String(decoding: terminal.transcript, as: UTF8.self).hasSuffix("\u{1B}[?2004l\r\n")
      })
    #expect(session.join() == [.endOfFile])
    // The signal that the test sent was the editor's. The one that the editor raised is the handler's.
    let end = PTY.now() + PTY.patience
    while hangUps.load(ordering: .relaxed) == 0, PTY.now() < end { usleep(1000) }
    #expect(hangUps.load(ordering: .relaxed) == 1)
  }

  @Test func theTerminalIsPutBack() throws {
    let terminal = try PTY()
    let before = terminal.modes
    let session = try EditorSession()
    session.type("x")
    #expect(session.terminal.modes.c_lflag & UInt32(ICANON) == 0)
    _ = session.finish()
    #expect(session.terminal.modes.c_lflag == before.c_lflag)
    #expect(session.terminal.modes.c_iflag == before.c_iflag)
  }

  @Test func theEndOfTheInputIsTheEnd() throws {
    let ends = PTY.pipe()
    let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
    close(ends[1])
    defer { for end in [ends[0], nowhere] { close(end) } }
    let editor = try LineEditor(
      settings: .init(input: ends[0], output: nowhere, terminalType: "xterm", readsEditrc: false),
      history: History(path: nil),
      completions: { _, cursor in .init(range: cursor..<cursor, candidates: []) }, prompt: { "> " },
      isComplete: { _ in true })
    #expect(editor.readInput() == .endOfFile)
  }
}

enum LineEditorKeys {
  static let all: [LineEditor.Keys] = [.emacs, .vi]
}

/// How often the process was told that its terminal is gone. A handler of signals cannot reach what a test holds.
private let hangUps = Atomic(0)
