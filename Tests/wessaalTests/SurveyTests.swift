import Testing

/// What `wessaal check` lists for a script without faults.
@Suite struct SurveyTests {
  private let folder = Folder()

  private func check(_ text: String) throws -> String {
    folder.write("s.wsl", text)
    folder.write("a.csv", "phone\n")
    folder.write("lib.wsl", "def tell(n) { messages send instance=a recipient=$n content=x }\n")
    let run = try wessaal(["check", "s.wsl"], folder: folder.path)
    #expect(run.status == 0, "\(run.errors)")
    return run.output
  }

  private func sends(_ text: String) throws -> String {
    let shown = try check("use \"lib.wsl\"\nlet n = \"+966501234567\"\n" + text)
    let line = shown.split(separator: "\n").first { $0.hasPrefix("  sends   ") }
    return line.map { String($0.dropFirst(10)) } ?? shown
  }

  @Test func filesAreListed() throws {
    let shown = try check(
      """
      param file: path = "a.csv"
      param out: path
      for c in open($file) { [$c] | save "log-$c.phone.json" }
      def read(f) { open $f --as json }
      [read("x"), open("b.json"), open("b.json"), (open - --as text)] | save $out
      test "t" { open none.json }
      """)
    #expect(
      shown == """
        s.wsl
          reads   a.csv (or what --file names), $f on line 4, b.json, standard input
          writes  "log-$c.phone.json" on line 3, what --out names

        """)
  }

  /// A variable with the same name as a param is another file.
  @Test(arguments: [
    "def read(file) { open $file }\nread(\"b.csv\") | ignore",
    "for file in [\"b.csv\"] { open $file | ignore }",
    "if true { let file = \"b.csv\"; open $file | ignore }",
  ]) func whatHasTheNameOfAParamIsNotTakenForIt(text: String) throws {
    let shown = try check("param file: path = \"a.csv\"\nprint $file\n\(text)")
    #expect(shown.contains("reads   $file on line 3\n") && !shown.contains("a.csv"), "\(shown)")
  }

  @Test func aScriptThatTouchesNothing() throws {
    #expect(try check("print 1") == "s.wsl: reads and writes no file, and sends nothing\n")
    #expect(try sends("print $n").hasPrefix("s.wsl: reads and writes no file"))
  }

  @Test(arguments: [
    ("tell($n)", "1 message"), ("tell($n); print (tell($n)).message_id", "2 messages"),
    ("if length($args) > 0 { tell($n) }", "at most 1 message"),
    ("if length($args) > 0 { tell($n) } else { tell($n) }", "1 message"),
    ("try { tell($n) } catch e { print $e.kind }", "at most 1 message"),
    ("if length($args) > 0 { exit }\ntell($n)", "at most 1 message"),
    (
      "for i in 1..2 {\n  tell($n)\n  for j in 1..2 { tell($n) }\n}",
      "1 message a pass of line 3, 1 message a pass of line 5"
    ),
    ("tell($n)\n$args | each { tell(@) } | ignore", "1 message, 1 message a pass of line 4"),
    ("for i in 1..2 {\n  if $i == 1 { continue }\n  tell($n)\n}", "at most 1 message a pass of line 3"),
    (
      "messages send-bulk instance=a messages=[{recipient: $n, content: x}, {recipient: $n, content: y}]",
      "2 messages"
    ),
    ("messages send-bulk instance=a messages=$args", "a list of messages"),
    ("messages send instance=a recipient=$n content=x --dry-run", ""),
    ("def again(n) { tell($n); if length($args) > 0 { again($n) } }\nagain($n)", "1 message or more"),
  ]) func messagesAreCounted(_ text: String, _ count: String) throws {
    let found = try sends(text)
    #expect(found == count || count.isEmpty && found.contains("sends nothing"), "\(found)")
  }
}
