import Glibc
import Testing

/// Keys without a meaning put nothing into the line, whatever they send and in whatever pieces.
@Suite(.atTerminals) struct SequenceSessionTests {
  /// Shift, Ctrl and Alt with arrows and other keys; further keys of kitty and xterm; function keys of
  /// several terminals; the mouse; and answers of a terminal.
  static let sequences = [
    "[1;2D", "[1;2A", "[1;6C", "[3;6~", "[3;2~", "[5;5~", "[2~", "[6~", "[24~", "[24;2~", "[Z", "[E",
    "[97;5u",
    "[27u", "[13;2u", "[127;5u", "[57399u", "[97;5:3u", "[27;5;97~", "[27;2;13~", "[[A", "[[E", "OP", "O5P",
    "O1;2P",
    "[d", "[a", "[3$", "[3^", "[3@", "[11~", "[I", "[O", "[24;80R", "[?1;2c", "[>0;276;0c",
    "[?2026;2$y",
    "[<0;10;5M", "[<0;10;5m", "[M !!", "[201~", "]11;rgb:0000/0000/0000\u{1B}\\",
    "]11;rgb:0000/0000/0000\u{7}",
    "P1$r0m\u{1B}\\", "P>|kitty(0.3)\u{1B}\\", "_Gi=31;OK\u{1B}\\", "[1;1:3A",
  ]

  @Test(arguments: ["emacs", "vi"])
  func aKeyWithoutMeaningPutsNothingIntoTheLine(keys: String) throws {
    let home = try ShellSession.home(configuration: "keys = \"\(keys)\"\n")
    defer { ShellSession.remove(home) }
    let shell = try ShellSession(home: home)
    for sequence in Self.sequences {
      shell.terminal.type("print 1\u{1B}" + sequence + "2")
      let holds = shell.terminal.waitUntil { $0.cursorLine == "sandbox> print 12" }
      #expect(holds, "\(sequence): \(shell.terminal.screen.cursorLine)")
      shell.terminal.type("\u{3}")
      shell.terminal.waitUntil { $0.cursorLine == "sandbox>" }
    }
  }

  @Test func norIntoThePatternOfASearchOrWhatItFinds() throws {
    let shell = try ShellSession(config: "menu = false")
    for input in ["print 12", "print 3"] { _ = shell.answer(input) }
    for sequence in Self.sequences {
      shell.terminal.type("\u{12}print 1\u{1B}" + sequence + "2")
      let holds = shell.terminal.waitUntil { $0.cursorLine == "search \"print 12\": print 12" }
      #expect(holds, "\(sequence): \(shell.terminal.screen.cursorLine)")
      shell.terminal.type("\u{7}")
      shell.terminal.waitUntil { $0.cursorLine == "sandbox>" }
    }
  }

  /// The rest may come at any later time.
  @Test(arguments: ["1;2D", "D", "3~", "97;5u", "200~1\u{1B}[201~\u{7F}", "\u{1B}[D\u{5}", "\u{7F}1"])
  func aSequenceThatComesInPiecesIsOneKey(rest: String) throws {
    for start in ["print 1", "\u{12}print 1"] {
      let shell = try ShellSession(config: "menu = false\nsuggest = false")
      _ = shell.answer("print 1")
      shell.terminal.type(start + "\u{1B}[")
      shell.terminal.settle(milliseconds: 200)
      for byte in rest {
        shell.terminal.type(String(byte))
        shell.terminal.settle(milliseconds: 20)
      }
      // It also ends a search.
      shell.terminal.type("\u{5}")
      #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox> print 1" })
      shell.terminal.type("\r")
      #expect(shell.terminal.waitFor("\n1\nsandbox> print 1\n1\nsandbox>"), "\(shell.terminal.screen.text)")
    }
  }

  /// ESC alone ends a search and gives the line of before. Where the rest of an arrow follows, both are the arrow.
  @Test func theRestOfAnArrowThatComesAfterTheEndOfASearchIsNoText() throws {
    let shell = try ShellSession(config: "menu = false")
    _ = shell.answer("print 19")
    shell.terminal.type("print 12\u{12}print 1")
    #expect(shell.terminal.waitUntil { $0.cursorLine.hasSuffix("print 19") })
    shell.terminal.type("\u{1B}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox> print 12" })
    shell.terminal.type("[D")
    shell.terminal.settle()
    shell.terminal.type("0\r")
    #expect(shell.terminal.waitFor("\n102\nsandbox>"))
  }

  /// A bracket that is typed after ESC is a bracket.
  @Test func aBracketAfterTheEndOfASearchIsText() throws {
    let shell = try ShellSession()
    _ = shell.answer("print ")
    shell.terminal.type("print \u{12}zzz\u{1B}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox> print" })
    shell.terminal.type("[1]\r")
    #expect(shell.terminal.waitFor("[1]\nsandbox>"))
  }

  @Test func anArrowIsNoAnswerToTabsQuestionAndNoText() throws {
    let shell = try ShellSession(config: "menu = false", rows: 5)
    shell.terminal.type("\t")
    #expect(shell.terminal.waitUntil { $0.cursorLine.contains("?") }, "\(shell.terminal.screen.text)")
    shell.terminal.type("\u{1B}[A")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    shell.terminal.type("print 7\r")
    #expect(shell.terminal.waitFor("\n7\nsandbox>"))
  }

  /// A key of two parts, of which the second is an arrow; and a character to be inserted as it is, which an
  /// arrow is not.
  @Test(arguments: ["\u{18}", "\u{16}", "\u{0}"]) func anArrowThatBelongsToTheKeyBeforeIsNoText(key: String)
    throws
  {
    let shell = try ShellSession()
    for arrow in ["\u{1B}[D", "\u{1B}OA", "\u{1B}[1;5C", "\u{1B}[3~", "\u{1B}[200~\u{1B}[201~"] {
      shell.terminal.type("print 12" + key + arrow)
      #expect(
        shell.terminal.waitUntil { $0.cursorLine == "sandbox> print 12" },
        "\(shell.terminal.screen.cursorLine)")
      shell.terminal.type("\u{5}\r")
      #expect(shell.terminal.waitFor("\n12\nsandbox>"))
      shell.terminal.type("clear\r")
      shell.terminal.waitUntil { $0.lines == ["sandbox>"] }
    }
    shell.terminal.type("print \"a\u{16}\tb\"\r")
    #expect(shell.terminal.waitFor("\na       b\nsandbox>"))
  }

  @Test func anAltBeforeAnArrowIsTheArrow() throws {
    let shell = try ShellSession()
    shell.terminal.type("print 12\u{1B}\u{1B}[D0\r")
    #expect(shell.terminal.waitFor("\n102\nsandbox>"))
  }
}
