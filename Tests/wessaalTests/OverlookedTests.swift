import Testing

/// A filter that leaves out messages which it seems to ask for says so.
@Suite struct OverlookedTests {
  private static let warning = "status=failed leaves out what is refunded by now"
  private static let hint = "messages list --since yesterday | where @.status in [failed, refunded]"

  @Test func whatFailedIsRefundedAndTheFilterSaysSo() throws {
    let run = try wessaal(["--sandbox", "--messages", "300", "-c", "messages list status=failed | length"])
    #expect(run.output == "0\n" && run.errors.ranges(of: Self.warning).count == 1, "\(run)")
    #expect(run.errors.contains(Self.hint))
    let all = try wessaal([
      "--sandbox", "--messages", "300", "-c",
      "\(Self.hint.replacing("--since yesterday ", with: "")) | length",
    ])
    #expect(all.output != "0\n" && all.errors == "", "\(all)")
  }

  @Test(arguments: [
    "messages list status=failed", "messages list ...{status: failed}",
    "let s = \"failed\"\nmessages list status=$s", "request GET /messages status=failed",
    "request GET '/messages?page=1&status=failed'", "messages list status=failed page=1",
    "defaults status=failed\nmessages list",
  ]) func whatIsWrittenIsWarnedOfByTheCheck(code: String) throws {
    let file = Folder()
    let path = file.write("s.wsl", code)
    let check = try wessaal(["check", path], key: nil)
    #expect(check.status == 0 && check.errors.contains(Self.warning), "\(check)")
    let run = try wessaal(["--sandbox", path], folder: file.path)
    #expect(run.status == 0 && run.errors.ranges(of: Self.warning).count == 1, "\(run)")
  }

  @Test(arguments: [
    "for s in ([\"failed\"] | map @) { for i in 1..3 { messages list status=$s | ignore } }",
    "for p in ([\"/messages?status=failed\"] | map @) { for i in 1..3 { request GET $p | ignore } }",
    "[1, 2, 3] | each --parallel 3 { messages list status=(\"FAILED\" | lower) | count } | ignore",
  ]) func whatIsComputedIsWarnedOfOnce(code: String) throws {
    let run = try wessaal(["--sandbox", "-c", code])
    #expect(run.status == 0 && run.errors.ranges(of: Self.warning).count == 1, "\(run)")
  }

  @Test(arguments: [
    "messages list status=delivered", "messages list", "messages list status=pending",
    "messages list | where @.status in [failed, refunded]", "request GET /contacts status=failed",
    "messages list status=failed --no-check",
  ]) func nothingElseIsWarnedOf(code: String) throws {
    let run = try wessaal(["--sandbox", "-c", "\(code) | ignore"])
    #expect(run.status == 0 && run.errors == "", "\(run)")
  }

  /// A test of the rows leaves out as much as the filter does.
  @Test(arguments: [
    "messages list | where @.status == \"failed\" | ignore",
    "messages list | where 'failed' == @.status | ignore",
    "messages list | where @.status != \"failed\" | ignore",
    "messages list | where @.status in [failed] | ignore",
    "messages list | where @.status in [failed, pending] | ignore",
    "messages list | where @.status matches '^fail' | ignore",
    "messages list page=1 | any @.status == \"failed\"",
    "let l = messages list\nprint (length($l[?@.status == 'failed']))",
    "let l = messages list\nprint (length($l[?search(@.status, 'fail')]))",
    "for m in (messages list) { if $m.status == \"failed\" { print $m.id } }",
    "let s = \"failed\"\nmessages list | where @.status == $s | ignore",
    "messages list | first 5 | where @.status == \"failed\" && @.id > 3 | ignore",
    "def lost() { messages list | where @.status == \"failed\" | count }\nprint (lost())",
    "messages list | where @.status == \"failed\" | ignore\nmessages list status=failed | ignore",
  ]) func aTestOfRowsIsWarnedOfOnce(code: String) throws {
    let file = Folder()
    let path = file.write("s.wsl", code)
    let check = try wessaal(["check", path], key: nil)
    #expect(check.status == 0 && check.errors.ranges(of: Self.warning).count == 1, "\(check)")
    #expect(check.errors.contains(Self.hint))
    let run = try wessaal(["--sandbox", path], folder: file.path)
    #expect(run.status == 0 && run.errors.ranges(of: Self.warning).count == 1, "\(run)")
  }

  /// A message that has failed is refunded soon after.
  @Test(arguments: [
    "let m = (messages status $id)\nif $m.status == \"failed\" { print failed }",
    "if (messages status $id).status == \"failed\" { print failed }",
    "while (messages status $id).status != \"failed\" { break }",
    "messages list | each { messages status @.id } | where @.status == \"failed\" | ignore",
  ]) func aTestOfOneMessageIsWarnedOfToo(code: String) throws {
    let file = Folder()
    let send = "let id = (messages send instance=my-instance contact_id=11 content=x).message_id\n"
    let path = file.write("s.wsl", send + code)
    let run = try wessaal(["--sandbox", path], folder: file.path)
    #expect(run.status == 0 && run.errors.ranges(of: Self.warning).count == 1, "\(run)")
    #expect(run.errors.contains("in [failed, refunded]"))
    let both = file.write("t.wsl", send + code.replacing("== \"failed\"", with: "in [failed, refunded]"))
    let check = try wessaal(["check", both], key: nil)
    #expect(code.contains("!=") || !check.errors.contains("leaves out"), "\(check)")
  }

  @Test(arguments: [
    "messages list | where @.status == \"failed\" || @.status == \"refunded\"",
    "messages list | where @.status != \"failed\" && @.status != \"refunded\"",
    "messages list | where @.status matches 'failed|refunded'",
    "messages list | where @.status == \"delivered\"",
    "for m in (messages list) { if $m.status == \"failed\" { } else if $m.status == \"refunded\" { } }",
    "let l = messages list; print (length($l[?@.status == 'failed' || @.status == 'refunded']))",
    "contacts list | where @.label == \"failed\"", "[{status: failed}] | where @.status == \"failed\"",
    "messages list | where @.type == \"failed\"", "messages list | tally @.status",
  ]) func aTestThatLeavesNothingOutIsNotWarnedOf(code: String) throws {
    let run = try wessaal(["--sandbox", "-c", code])
    #expect(run.status == 0 && !run.errors.contains("leaves out"), "\(run)")
  }

  @Test func theDirectFormWarnsToo() throws {
    let run = try wessaal(["--sandbox", "messages", "list", "status=failed"])
    #expect(run.status == 0 && run.errors.ranges(of: Self.warning).count == 1, "\(run)")
  }

  @Test(arguments: ["refunded", "processing"]) func aStatusThatIsNoFilterIsFoundAnotherWay(word: String)
    throws
  {
    let hint = "messages list --since yesterday | where @.status == \"\(word)\""
    let run = try wessaal(["--sandbox", "-c", "messages list status=\(word)"])
    expect(run, status: 2, says: "status must be pending or sent or delivered or failed", hint)
    let computed = try wessaal(["--sandbox", "-c", "let s = \"\(word)\" | lower; messages list status=$s"])
    #expect(computed.status == 3 && computed.errors.contains(hint), "\(computed)")
    #expect(try wessaal(["--sandbox", "-c", hint]).status == 0)
  }

  @Test func theHelpTeachesNoneOfIt() throws {
    for words in [["help", "messages list"], ["help", "lists"], ["man"]] {
      let run = try wessaal(words, key: nil)
      #expect(!run.output.contains("messages list status=failed"), "\(words)")
    }
    #expect(try wessaal(["help", "messages list"], key: nil).output.contains("in [failed, refunded]"))
  }
}
