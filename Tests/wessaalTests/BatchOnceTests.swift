import JSON
import Testing

/// `messages send-bulk` of any length, and its `--once`, compared with the sandbox's own record.
@Suite struct BatchOnceTests {
  private func campaign(_ count: Int, _ content: String = "no. $(@)") -> String {
    """
    let list = 1..\(count) | map {recipient: "+9665$(1000000 + @)8", content: "\(content)"}
    let r = messages send-bulk instance=my-instance messages=$list --once news
    print "$r.total $r.success_count $r.failure_count $r.results[\(count - 1)].index"
    """
  }

  private static let truth = "sandbox messages | tally @.recipient | map @.count | unique"

  @Test func aListIsSentOnceAlsoWhereItHasGrown() throws {
    let folder = Folder()
    let sandbox = "\"$W\" --sandbox --state '\(folder.path)/s'"
    let (short, long) = (folder.write("a.wsl", campaign(120)), folder.write("b.wsl", campaign(230)))
    for (script, shown) in [
      (short, "120 120 0 119\n"), (short, "120 120 0 119\n"), (long, "230 230 0 229\n"),
    ] {
      let run = try shell("\(sandbox) '\(script)'")
      #expect(run.status == 0 && run.output == shown, "\(run)")
    }
    #expect(try shell("\(sandbox) -c '\(Self.truth); sandbox messages | count'").output == "1\n230\n")
  }

  @Test func otherWordsAreAnotherMessage() throws {
    let folder = Folder()
    let sandbox = "\"$W\" --sandbox --state '\(folder.path)/s'"
    for content in ["a", "b"] {
      _ = try shell("\(sandbox) '\(folder.write("\(content).wsl", campaign(3, content)))'")
    }
    #expect(try shell("\(sandbox) -c 'sandbox messages | count'").output == "6\n")
  }

  @Test func whatCreditsDidNotReachForIsSentWhenThereAreSome() throws {
    let folder = Folder()
    let sandbox = "\"$W\" --sandbox --state '\(folder.path)/s'"
    let script = folder.write("a.wsl", campaign(250))
    let first = try shell("\(sandbox) --credits 120 '\(script)'")
    #expect(first.status == 5 && first.errors.contains("(120 of 250 are known to be sent)"), "\(first)")
    let second = try shell("\(sandbox) --credits 200 '\(script)'")
    #expect(second.status == 0 && second.output == "250 250 0 249\n", "\(second)")
    #expect(try shell("\(sandbox) -c '\(Self.truth); sandbox messages | count'").output == "1\n250\n")
  }

  @Test func aBulkOfWhichAPartWasNotSentNamesItAndEndsWithTen() throws {
    let folder = Folder()
    let script = folder.write(
      "a.wsl",
      """
      let list = 1..3 | map {recipient: "+9665$(1000000 + @)8", content: hi}
      (messages send-bulk instance=my-instance messages=$list).failure_count
      """)
    let run = try shell("\"$W\" --sandbox --credits 2 '\(script)'")
    #expect(run.status == 10 && run.output == "1\n")
    #expect(
      run.errors.contains("not sent: [2] +966510000038: Insufficient credits: not enough balance"), "\(run)")
  }

  private static let two =
    "messages send-bulk instance=my-instance messages=[{recipient: \"+966501234567\", content: a}, "
    + "{recipient: \"+966501234568\", content: b}]"

  /// It was queued and charged, so it is not sent again; and it is not delivered.
  @Test(arguments: ["failed", "refunded"], ["", " --once k"])
  func aRowThatWasQueuedAndCameToNothingIsTold(status: String, once: String) throws {
    let folder = Folder()
    let server = RecordingServer { _, _ in
      .json(
        """
        {"success":true,"data":{"total":2,"success_count":2,"failure_count":0,"results":[
        {"index":0,"recipient":"+966501234567","success":true,"message_id":1,"status":"pending"},
        {"index":1,"recipient":"+966501234568","success":true,"message_id":2,"status":"\(status)"}]}}
        """)
    }
    let line = "(\(Self.two)\(once)).results[1].status"
    let runs = try (0..<2).map { _ in
      try wessaal(["--journal", "\(folder.path)/j", "-c", line], base: server.url, folder: folder.path)
    }
    for run in runs {
      #expect(run.status == 10 && run.output == "\"\(status)\"\n", "\(run)")
      #expect(
        run.errors.contains("not delivered: [1] +966501234568: it was queued and is \(status)\n"), "\(run)")
      #expect(
        !run.errors.contains("not sent") && run.errors.contains("1 message of a bulk not delivered"), "\(run)"
      )
    }
    #expect(server.seen.count { $0.target.hasSuffix("send-bulk") } == (once.isEmpty ? 2 : 1))
  }

  /// A row that says both that a message is refused and that it is on its way says nothing.
  @Test(arguments: ["pending", "sent", "delivered"]) func aRefusedRowThatIsOnItsWayIsInDoubt(status: String)
    throws
  {
    let folder = Folder()
    let server = RecordingServer { seen, _ in
      seen.target.contains("send-bulk")
        ? .json(
          """
          {"success":true,"data":{"total":2,"success_count":1,"failure_count":1,"results":[
          {"index":0,"recipient":"+966501234567","success":true,"message_id":1,"status":"pending"},
          {"index":1,"recipient":"+966501234568","success":false,"status":"\(status)","error":"no"}]}}
          """)
        : .json(#"{"success":true,"data":{"current_page":1,"data":[],"per_page":100,"total":0}}"#)
    }
    for _ in 0..<2 {
      let run = try wessaal(
        ["--journal", "\(folder.path)/j", "-c", "\(Self.two) --once k | ignore"], base: server.url,
        folder: folder.path)
      #expect(run.status == 9, "\(run)")
    }
    #expect(server.seen.count { $0.target.hasSuffix("send-bulk") } == 1)
  }

  @Test func aLostAnswerIsSettledMessageByMessage() throws {
    let folder = Folder()
    let sandbox = "\"$W\" --sandbox --state '\(folder.path)/s'"
    let script = folder.write("a.wsl", campaign(130))
    let lost = try shell("\(sandbox) --fault drop-after#2 '\(script)'")
    #expect(lost.status == 9 && lost.errors.contains("(100 of 130 are known to be sent)"), "\(lost)")
    let again = try shell("\(sandbox) '\(script)'")
    #expect(again.status == 0 && again.output == "130 130 0 129\n", "\(again)")
    #expect(try shell("\(sandbox) -c '\(Self.truth); sandbox messages | count'").output == "1\n130\n")
  }

  @Test func whatNeverArrivedIsToldAndSentWhereSomebodySaysSo() throws {
    let folder = Folder()
    let sandbox = "\"$W\" --sandbox --state '\(folder.path)/s'"
    let script = folder.write("a.wsl", campaign(2))
    #expect(try shell("\(sandbox) --fault drop-before#1 '\(script)'").status == 9)
    let told = try shell("\(sandbox) '\(script)'")
    #expect(
      told.status == 9 && told.errors.contains("2 messages of --once 'news' were begun before"), "\(told)")
    #expect(told.errors.contains("+966510000018, +966510000028"))
    let sent = try shell("\(sandbox) --in-doubt retry '\(script)'", within: 20)
    #expect(sent.status == 0 && sent.output == "2 2 0 1\n", "\(sent)")
  }

  @Test func templatesAndContactsAreLookedUpToo() throws {
    let folder = Folder()
    let sandbox = "\"$W\" --sandbox --state '\(folder.path)/s'"
    let script = folder.write(
      "a.wsl",
      """
      once "t" {
        messages send instance=my-instance contact_id=12 template_id=7 template_variables.name=Sara \\
          template_variables.order_id=O-1
      } | select status
      """)
    #expect(try shell("\(sandbox) --fault drop-after#1 '\(script)'").status == 9)
    let again = try shell("\(sandbox) '\(script)'")
    #expect(again.status == 0 && again.output.contains("\"status\""), "\(again)")
    #expect(try shell("\(sandbox) -c 'sandbox messages | count'").output == "1\n")
  }

  @Test func placesThatTheServerNamesCountInTheWholeList() throws {
    let run = try wessaal([
      "--sandbox", "-c",
      """
      let list = 1..150 | map {recipient: (if @ == 120 { "12" } else { "+9665$(1000000 + @)8" }), content: x}
      let e = fails validation { messages send-bulk instance=my-instance messages=$list --no-check }
      print (keys($e.errors))
      """,
    ])
    #expect(run.output == "[\"messages.119.recipient\"]\n", "\(run)")
  }

  /// A server that refuses the second message of each bulk.
  private func refusing() -> RecordingServer {
    RecordingServer { seen, _ in
      let count = (try? Value(parsing: seen.body))?["messages"]?.asArray?.count ?? 0
      let rows = (0..<count).map {
        $0 == 1
          ? #"{"index":1,"recipient":"+966510000028","success":false,"error":"no credits"}"#
          : #"{"index":\#($0),"success":true,"message_id":\#($0 + 7)}"#
      }
      return .json(#"{"success":true,"data":{"results":[\#(rows.joined(separator: ","))]}}"#)
    }
  }

  @Test(arguments: [
    "once k { BULK | ignore }", "once k { BULK }", "once k { BULK | ignore; \"value\" }",
    "once k { once inner { BULK | ignore } }", "once k { BULK --once camp | ignore }",
    "once k { RAW | ignore }",
    "once k { budget 9 { BULK | ignore; BULK | ignore } }",
  ]) func whatABulkLeftOutIsToldByEachLaterRun(code: String) throws {
    let folder = Folder()
    let server = refusing()
    let list = "(1..3 | map {recipient: \"+9665$(1000000 + @)8\", content: hi})"
    let raw = "request POST /messages/send-bulk instance=a messages=\(list)"
    let script = folder.write(
      "a.wsl",
      code.replacing("BULK", with: "messages send-bulk instance=a messages=\(list)").replacing(
        "RAW", with: raw))
    for number in 1...3 {
      if number == 3 {
        let compact = ["--journal", folder.path + "/j", "-c", "journal compact"]
        #expect(try wessaal(compact, base: server.url).status == 0)
      }
      let calls = server.seen.count
      let run = try wessaal(["--journal", folder.path + "/j", script], base: server.url)
      #expect(run.status == 10, "\(number): \(run)")
      #expect(run.errors.contains("not sent: [1] +966510000028: no credits"), "\(number): \(run)")
      if number > 1 { #expect(server.seen.count == calls) }
    }
  }

  /// The answer to the second part of a list has an id of the first part.
  @Test(arguments: [
    "BULK", "once k { BULK }", "once k { try { BULK } catch e { print $e.kind } }", "BULK --once camp",
    "once k { BULK --once camp }",
  ]) func anIDThatIsToldOfTwoMessagesLeavesTheSecondInDoubt(code: String) throws {
    let folder = Folder()
    let server = RecordingServer { seen, _ in
      if seen.method == "GET" { return .json(#"{"success":true,"data":{"data":[],"total":0}}"#) }
      let count = (try? Value(parsing: seen.body))?["messages"]?.asArray?.count ?? 0
      let rows = (0..<count).map {
        #"{"index":\#($0),"success":true,"message_id":\#(count == 100 ? $0 + 1 : $0 == 3 ? 42 : $0 + 1000)}"#
      }
      return .json(#"{"success":true,"data":{"results":[\#(rows.joined(separator: ","))]}}"#)
    }
    let list = "(1..110 | map {recipient: \"+9665$(1000000 + @)8\", content: hi})"
    let script = folder.write(
      "a.wsl", code.replacing("BULK", with: "messages send-bulk instance=a messages=\(list)"))
    let first = try wessaal(["--journal", folder.path + "/j", script], base: server.url)
    let isCaught = code.contains("try")
    #expect(first.status == (isCaught ? 0 : 9) && server.seen.count == 2, "\(first)")
    #expect(isCaught || first.errors.contains("1 message has one that was told before"), "\(first)")
    if code == "BULK" { return }
    let again = try wessaal(["--journal", folder.path + "/j", script], base: server.url)
    #expect(again.status == 9 && server.seen.count { $0.method == "POST" } == 2, "\(again)")
  }
}
