import Testing

/// Keys in an input of several lines.
@Suite(.atTerminals) struct SeveralLinesTests {
  /// A prompt with a block of three lines, and the cursor in the second.
  private func shell(_ configuration: String = "suggest = false") throws -> ShellSession {
    let shell = try ShellSession(config: configuration)
    shell.paste("if true {\n  print 12\n}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "·······> }" })
    shell.terminal.type("\u{1B}[A")
    #expect(shell.terminal.waitUntil { $0.cursor == (1, "·······> }".count) })
    return shell
  }

  /// Home and End, each by its sequence and by its control character.
  @Test(arguments: [("\u{1B}[H", "\u{1B}[F"), ("\u{1}", "\u{5}")])
  func homeAndEndStayInTheLineAndThenLeaveIt(home: String, end: String) throws {
    let shell = try shell()
    let steps = [
      (end, 1, "·······>   print 12"), (end, 2, "·······> }"), (home, 2, "·······> "), (home, 0, "sandbox> "),
      (home, 0, "sandbox> "), (end, 0, "sandbox> if true {"), (end, 2, "·······> }"),
    ]
    for (key, row, before) in steps {
      shell.terminal.type(key)
      #expect(shell.terminal.waitUntil { $0.cursor == (row, before.count) })
    }
  }

  /// At first the cursor is on the bracket in the last line.
  @Test(arguments: [
    ("k0A7", "  print 127"), ("kI7", "7  print 12"), ("kA7", "  print 127"), ("k0i7", "7  print 12"),
    ("kwwD", "  print"), ("kwC7", "  7"), ("k$r3", "  print 13"), ("kwf1rd", "  print d2"),
    ("k10l0i7", "7  print 12"), ("kcc7", "7"), ("kS7", "7"),
  ]) func viStaysInTheLine(keys: String, line: String) throws {
    let shell = try ShellSession(config: "keys = \"vi\"\nsuggest = false")
    shell.paste("if true {\n  print 12\n}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "·······> }" })
    shell.terminal.type("\u{1B}")
    #expect(shell.terminal.waitUntil { $0.cursorShape == 2 })
    shell.terminal.type(keys)
    #expect(
      shell.terminal.waitUntil { $0.lines == ["sandbox> if true {", "·······> " + line, "·······> }"] })
  }

  @Test func controlKCutsToTheEndOfTheLine() throws {
    let shell = try shell()
    shell.terminal.type("\u{1}  print 7\u{B}")
    #expect(
      shell.terminal.waitUntil { $0.lines == ["sandbox> if true {", "·······>   print 7", "·······> }"] })
    // At the end of the line, it removes the line end.
    shell.terminal.type(" \u{B}")
    #expect(shell.terminal.waitUntil { $0.lines == ["sandbox> if true {", "·······>   print 7 }"] })
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("\n7\nsandbox>"))
  }

  /// The key that cuts a whole line by itself.
  @Test func controlUCutsTheLineAndNotTheInput() throws {
    let shell = try shell()
    shell.terminal.type("\u{15}")
    #expect(shell.terminal.waitUntil { $0.lines == ["sandbox> if true {", "·······>", "·······> }"] })
    #expect(shell.terminal.waitUntil { $0.cursor == (1, "·······> ".count) })
    // An empty line goes, and what was cut comes back.
    shell.terminal.type("\u{15}")
    #expect(shell.terminal.waitUntil { $0.lines == ["sandbox> if true {", "·······> }"] })
  }

  @Test func controlUOfViCutsToTheStartOfTheLine() throws {
    let shell = try shell("keys = \"vi\"\nsuggest = false")
    shell.terminal.type("\u{15}")
    #expect(
      shell.terminal.waitUntil { $0.lines == ["sandbox> if true {", "·······>  print 12", "·······> }"] })
  }

  /// At first the cursor is on the bracket in the last line.
  @Test(arguments: [
    ("kdd", ["sandbox> if true {", "·······> }"]), ("dd", ["sandbox> if true {", "·······>   print 12"]),
    ("kkdd", ["sandbox>   print 12", "·······> }"]),
    ("kkyyjp", ["sandbox> if true {", "·······>   print 12", "·······> if true {", "·······> }"]),
    ("kk2dd", ["sandbox> }"]), ("kkd2d", ["sandbox> }"]), ("k9dd", ["sandbox> if true {"]),
    ("kk2ddp", ["sandbox> }", "·······> if true {", "·······>   print 12"]),
    ("kk2ddP", ["sandbox> if true {", "·······>   print 12", "·······> }"]),
    ("kkdd2p", ["sandbox>   print 12", "·······> if true {", "·······> if true {", "·······> }"]),
    ("ddp", ["sandbox> if true {", "·······>   print 12", "·······> }"]),
    ("kk2ccprint 1", ["sandbox> print 1", "·······> }"]), ("kddx", ["sandbox> if true {", "·······>"]),
    ("kkyyxjp", ["sandbox> f true {", "·······>  i print 12", "·······> }"]),
    ("kkoprint 1", ["sandbox> if true {", "·······> print 1", "·······>   print 12", "·······> }"]),
    ("Oprint 1", ["sandbox> if true {", "·······>   print 12", "·······> print 1", "·······> }"]),
    ("oprint 1", ["sandbox> if true {", "·······>   print 12", "·······> }", "·······> print 1"]),
    // What was begun with `d` is given up by Esc.
    ("kkd\u{1B}d\u{1B}x", ["sandbox> f true {", "·······>   print 12", "·······> }"]),
  ]) func viDeletesAndCopiesALine(keys: String, lines: [String]) throws {
    let shell = try ShellSession(config: "keys = \"vi\"\nsuggest = false")
    shell.paste("if true {\n  print 12\n}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "·······> }" })
    shell.terminal.type("\u{1B}")
    #expect(shell.terminal.waitUntil { $0.cursorShape == 2 })
    shell.terminal.type(keys)
    #expect(shell.terminal.waitUntil { $0.lines == lines })
  }
}
