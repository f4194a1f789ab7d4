import Glibc
import Testing

@testable import Prompt

@Suite(.atTerminals) struct PTYTests {
  @Test func aProgramHasTheTerminalAsItsOwn() throws {
    let terminal = try PTY.spawn(
      "/bin/sh", ["-c", "stty size; echo $NAME; tty </dev/tty >/dev/null && read x && echo got $x"],
      environment: ["NAME": "مرحبا", "PATH": "/usr/bin:/bin"], columns: 33, rows: 7)
    #expect(terminal.waitFor("7 33\nمرحبا"))
    terminal.type("word\r")
    #expect(terminal.waitFor("got word"))
    #expect(terminal.waitForExit() == 0)
  }

  @Test func controlCReachesAProgramAsASignal() throws {
    let terminal = try PTY.spawn(
      "/bin/sh", ["-c", "trap 'exit 7' INT; echo ready; while :; do sleep 0.01; done"])
    #expect(terminal.waitFor("ready"))
    terminal.type("\u{3}")
    #expect(terminal.waitForExit() == 7)
  }

  @Test func aResizedWindowIsTold() throws {
    let terminal = try PTY.spawn(
      "/bin/sh", ["-c", "trap 'stty size' WINCH; echo ready; while :; do sleep 0.01; done"],
      environment: ["PATH": "/usr/bin:/bin"])
    #expect(terminal.waitFor("ready"))
    terminal.resize(columns: 40, rows: 10)
    #expect(terminal.waitFor("10 40"))
  }

  @Test(arguments: [
    ("abc\u{8}\u{8}X", ["aXc"]), ("abc\r\nd\u{1B}[A\u{1B}[K!", ["a!", "d"]),
    ("abc\u{1B}[2D\u{1B}[1Pz", ["az"]),
    ("ab\u{1B}[D\u{1B}[@x", ["axb"]), ("a\u{1B}[2J\u{1B}[Hb", ["b"]), ("123456789", ["12345678", "9"]),
    ("👍a\u{1B}[1;3Hb", ["👍b"]), ("\u{1B}[?2004h\u{1B}[31mx\u{1B}[0m\u{1B}(B", ["x"]),
    ("e\u{301}m", ["e\u{301}m"]),
  ]) func theScreenShowsWhatATerminalWould(bytes: String, lines: [String]) {
    var screen = Screen(columns: 8, rows: 3)
    for byte in bytes.utf8 { screen.show([byte]) }
    #expect(screen.lines == lines)
  }

  @Test func whatScrollsOutIsKept() {
    var screen = Screen(columns: 8, rows: 2)
    screen.show("a\r\nb\r\nc".utf8)
    #expect(screen.lines == ["b", "c"])
    #expect(screen.text == "a\nb\nc")
  }

  @Test func aTerminalKnowsItsSize() throws {
    let terminal = try PTY(columns: 91, rows: 17)
    #expect(Terminal(terminal.programSide).size == .init(columns: 91, rows: 17))
    #expect(Terminal(terminal.programSide).isTerminal)
    #expect(Terminal(-1).size == .init(columns: 80, rows: 24))
    #expect(!Terminal(-1).isTerminal)
  }
}
