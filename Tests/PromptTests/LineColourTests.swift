import Testing

/// The colours of the line.
@Suite(.atTerminals) struct LineColourTests {
  /// The styles of a part of the line, once it is drawn.
  private func styles(of part: String, in line: String, _ shell: ShellSession) -> [String]? {
    shell.terminal.type("\u{15}\u{B}" + line)
    let end = line.trimmedAtEnd
    // Where a line is longer than a row, the last row has only its end.
    shell.terminal.waitUntil {
      $0.cursorLine.hasSuffix(end) || $0.cursor.row > 0 && $0.lines.joined().hasSuffix(end)
    }
    return shell.terminal.screen.styles(of: part)
  }

  /// A line, a part of it, and the styles of that part.
  private static let coloured = [
    ("messages list", "messages", ["1"]), ("messages list", "list", ["1"]), ("print 1", "print", ["1"]),
    ("messages send instance=a", "instance", ["36"]), ("messages list --raw", "--raw", ["36"]),
    ("mesages list", "mesages", ["4;31"]), ("messages lst ", "lst", ["4;31"]), ("messages lst", "lst", [""]),
    ("messages send contnet=a", "contnet", ["4;31"]), ("mesag", "mesag", [""]), ("me", "me", ["1"]),
    ("[1] | cuont | x", "cuont", ["4;31"]), ("print \"a b\"", "\"a b\"", ["32"]),
    ("print 'a'", "'a'", ["32"]),
    ("print 12", "12", ["33"]), ("sleep 2s", "2s", ["33"]), ("[1] | where @.id == 1", "@.id", ["35"]),
    ("print $args", "$args", ["94"]), ("print \"a $args b\"", "$args", ["94"]),
    ("print 1 # note", "# note", ["2"]), ("print 1)", ")", ["4;31"]), ("print (1", "(", ["4;31"]),
    ("print (1)", "(", [""]), ("print [1)", "[", ["4;31"]), ("if true { print 1 }", "if", ["1"]),
    ("if true { print 1 }", "print", ["1"]), ("for x in [1] { prnt $x }", "prnt", ["4;31"]),
    ("def greet(n) { print $n }; greet 1", "greet 1", ["1", "", "33"]),
    ("print \"$(prnt 1)\"", "prnt", ["4;31"]),
    ("1 + 2", "1 + 2", ["33", "", "33"]), ("print true", "true", [""]),
  ]

  @Test func theLineIsColouredAsItIsTyped() throws {
    let shell = try ShellSession(columns: 120)
    for (line, part, expected) in Self.coloured {
      _ = styles(of: part, in: line, shell)
      // The colours of the older text follow a moment later.
      shell.terminal.waitUntil { $0.styles(of: part) == expected }
      #expect(shell.terminal.screen.styles(of: part) == expected, "\(part) in \(line)")
    }
  }

  @Test func ownCommandsAreKnown() throws {
    let shell = try ShellSession()
    _ = shell.answer("def greet(name, mark = \"!\") { print $name }")
    #expect(styles(of: "greet", in: "greet name=a", shell) == ["1"])
    #expect(styles(of: "name", in: "greet name=a", shell) == ["36"])
    #expect(styles(of: "nmae", in: "greet nmae=a", shell) == ["4;31"])
  }

  @Test(arguments: [
    (["NO_COLOR": "1"], ["--sandbox"], ""), (["TERM": "dumb"], ["--sandbox"], ""),
    ([:], ["--sandbox", "--color", "never"], ""), ([:], ["--sandbox"], "highlight = false"),
  ]) func whereNoColourIsWantedThereIsNone(environment: [String: String], arguments: [String], config: String)
    throws
  {
    let shell = try ShellSession(arguments, environment: environment, config: config)
    #expect(styles(of: "mesages list \"x\"", in: "mesages list \"x\"", shell) == [""])
  }

  @Test func aTextOfAFilesLengthIsLeftPlain() throws {
    let shell = try ShellSession(columns: 200, rows: 40)
    #expect(styles(of: "print", in: "print \"\(String(repeating: "x", count: 5000))\"", shell) == [""])
  }
}
