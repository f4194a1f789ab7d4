import Testing

/// `wessaal test`.
@Suite struct TestCommandTests {
  private let folder = Folder()

  private func test(_ text: String, options: [String] = []) throws -> Outcome {
    folder.write("t.wsl", text)
    return try wessaal(["test"] + options + ["t.wsl"], key: nil, folder: folder.path)
  }

  @Test func resultsAreTAP() throws {
    let run = try test(
      """
      print "top"
      fail "never"
      param n: int = 2
      def twice(n) { $n * 2 }
      test "twice" { assert twice($n) == 4, "4" }
      test "a # sign" {
        print "seen"
        assert twice(3) == 5, "not \\"five\\""
      }
      """)
    #expect(run.status == 1)
    #expect(
      run.output == """
        TAP version 13
        1..2
        ok 1 - t.wsl: twice
        # seen
        not ok 2 - t.wsl: a \\# sign
          ---
          message: "not \\"five\\""
          kind: script
          file: "t.wsl"
          line: 8
          column: 10
          source: "  assert twice(3) == 5, \\"not \\\\\\"five\\\\\\"\\""
          ...
        # 1 passed, 1 failed

        """, "\(run.output)")
  }

  /// The sandbox's dates and the times of its messages are of one clock, also where the test moves it.
  @Test func lostAnswersAreSettledInATest() throws {
    let run = try test(
      """
      def greet(to) { messages send instance=my-instance recipient=$to content=Hi }
      test "lost" {
        for n in 1..3 {
          let to = "+96650123${n}0007"
          try { once "k$n" { greet $to } | ignore } catch e { assert $e.kind == "in_doubt" }
          sleep 1h
          let found = once "k$n" { greet $to }
          assert $found.recipient == $to
        }
        assert length((sandbox messages)) == 3
      }
      """)
    #expect(run.status == 0, "\(run)")
  }

  @Test func theFilesDefaultsHold() throws {
    let run = try test(
      """
      defaults instance=my-instance
      def greet(to) { messages send recipient=$to content=Hi }
      test "itself" { assert (messages send recipient=+966501234567 content=Hi).status == "pending" }
      test "in a def" { assert (greet +966501234567).status == "pending" }
      """)
    #expect(run.status == 0, "\(run)")
  }

  @Test func eachTestHasASandboxOfItsOwnAndTheClockMovesOn() throws {
    let send = "messages send instance=my-instance recipient=+966501234567 content=Hi"
    let run = try test(
      """
      def balance() { (me).pockets.whatsapp.balance }
      test "sends and waits" {
        let start = now()
        let sent = \(send) --wait
        assert $sent.status == "delivered"
        assert now() > $start && now() < $start + 60
        assert balance() == 999
        assert length((sandbox messages)) == 1
      }
      test "is alone" {
        assert balance() == 1000
        assert length((sandbox messages)) == 0
        assert today() == time("2025-01-15")
      }
      test "sleeps a day" {
        let start = now()
        sleep 1d
        assert now() == $start + 86400
        assert today() == time("2025-01-16")
        sandbox advance 1d
        assert today() == time("2025-01-17")
      }
      test "a refund" {
        let e = fails undelivered { messages send instance=my-instance recipient=+966500000000 content=Hi --wait }
        assert $e.message matches "must be delivered, but is failed"
        sleep 1m
        assert balance() == 1000
      }
      test "it would wait for a minute" {
        let e = fails timeout { messages send instance=my-instance recipient=+966500000003 content=Hi --wait }
        assert $e.kind == "timeout"
      }
      """)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.hasSuffix("ok 5 - t.wsl: it would wait for a minute\n# 5 passed, 0 failed\n"))
    #expect(!run.isLate)
  }

  @Test(arguments: [
    ("fails { 1 }", "the block must fail, but it did not"),
    (
      "fails validation { fail \\\"no\\\" }",
      "the block must fail with 'validation', but failed with 'script': no"
    ),
    ("exit 0", "a test must run to its end, but 'exit 0' ended it"),
    ("assert false", "the assertion must hold, but does not"),
    ("late()", "$late must be set before it is read: its 'let' has not run yet"),
  ]) func aTestFails(_ code: String, _ message: String) throws {
    let code = code.replacing("\\\"", with: "\"")
    let run = try test("let late = 1\ndef late() { $late }\ntest \"t\" {\n  \(code)\n}")
    #expect(run.status == 1)
    #expect(run.output.contains("  message: \"\(message)"), "\(run.output)\(run.errors)")
    #expect(run.output.contains("  line: "), "\(run.output)")
  }

  @Test func whatIsKeptBeginsAnew() throws {
    folder.write("t.wsl", "keep n = 5\n$n = 7\ntest \"n\" { assert $n == 5 }")
    let state = ["XDG_STATE_HOME": folder.path + "/state"]
    for arguments in [["t.wsl"], ["test", "t.wsl"]] {
      let run = try wessaal(
        arguments, base: "http://127.0.0.1:1", environment: state, folder: folder.path)
      #expect(run.status == 0, "\(run.output)\(run.errors)")
    }
  }

  @Test(arguments: [
    ("test \"t\" { nope }", "t.wsl:1:12: error: no command 'nope'"),
    ("let x = 1\nprint $x\ntest \"t\" { assert $x == 1 }", "a test runs only defs and defaults"),
    ("test \"t\" { return 1 }", "'return' does not leave the block of 'test'"),
    ("if true { test \"t\" { 1 } }", "'test' must stand at the top level"),
  ]) func whatDoesNotCheckIsNotRun(_ text: String, _ message: String) throws {
    folder.write("good.wsl", "test \"good\" { print 1 }")
    let run = try test(text, options: ["good.wsl"])
    #expect(run.status == 2 && run.output == "", "\(run.output)")
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test func aPlainRunPassesOverTests() throws {
    folder.write("t.wsl", "print 1\ntest \"t\" { fail \"no\" }\nprint 2")
    #expect(try wessaal(["t.wsl"], folder: folder.path).output == "1\n2\n")
  }

  @Test func aFileWithoutTestsIsWell() throws {
    let run = try test("print 1")
    #expect(run.status == 0)
    #expect(run.output == "TAP version 13\n1..0 # SKIP there are no tests\n# 0 passed, 0 failed\n")
  }

  @Test func resultsAreJUnitsXMLToo() throws {
    let run = try test(
      "test \"a<b\" { print \"x\\u0001\" }\ntest 'q\"' { fail \"1 < 2 & 3\" }",
      options: ["--report", "junit", "r.xml"])
    #expect(run.status == 1 && run.output.hasPrefix("TAP version 13\n1..2\n"), "\(run.output)")
    let report = folder.read("r.xml") ?? ""
    #expect(
      matches(
        report,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites tests="2" failures="1" errors="0" time="0.…">
          <testsuite name="t.wsl" tests="2" failures="1" errors="0" time="0.…">
            <testcase classname="t.wsl" name="a&lt;b" time="0.…">
              <system-out>x\u{FFFD}&#10;</system-out>
            </testcase>
            <testcase classname="t.wsl" name="q&quot;" time="0.…">
              <failure message="1 &lt; 2 &amp; 3" type="script">t.wsl:2:13: test …</failure>
            </testcase>
          </testsuite>
        </testsuites>

        """), "\(report)")
  }

  @Test(arguments: [
    (["test"], "Missing expected argument"), (["test", "none.wsl"], "there is no such file"),
    (["test", "--report", "xml", "r", "t.wsl"], "--report must be followed by junit and a file"),
    (["test", "t.wsl", "--report", "junit"], "--report must be followed by junit and a file"),
  ]) func itIsCalledWithFiles(_ arguments: [String], _ message: String) throws {
    folder.write("t.wsl", "")
    let run = try wessaal(arguments, folder: folder.path)
    #expect(run.status == 2 && run.output == "")
    #expect(run.errors.lowercased().contains(message.lowercased()), "\(run.errors)")
  }
}
