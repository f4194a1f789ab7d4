import Testing

/// Every way of running has all limits, and the summary of a script before its run names all that it would
/// change.
@Suite struct WallTests {
  private let folder = Folder()
  private let send = "messages send instance=my-instance recipient=+966501234567 content=Hi"

  // MARK: Ways of running

  @Test func aBudgetHoldsInTests() throws {
    let script = folder.write("s.wsl", "test \"two\" { \(send); \(send) }\ntest \"one\" { \(send) }")
    let run = try wessaal(["--max-credits", "1", "test", script], within: 20)
    #expect(run.status == 1, "\(run)")
    #expect(run.output.contains("not ok 1") && run.output.contains("\nok 2"), "\(run.output)")
    #expect(run.output.contains("--max-credits 1 must hold"))
  }

  @Test func whatOnlyReadsSendsNothingInTests() throws {
    let script = folder.write("s.wsl", "test \"one\" { let c = (instances list | map @.name)\n \(send) }")
    let run = try wessaal(["--read-only", "test", script], within: 20)
    #expect(run.status != 0 && run.errors.contains("read-only") || run.output.contains("read-only"), "\(run)")
  }

  @Test func theRateHoldsOnTheClockOfATest() throws {
    let script = folder.write(
      "s.wsl", "test \"slow\" { let a = now()\n for n in 1..4 { ping | ignore }\n assert now() - $a > 1000 }")
    let run = try wessaal(["--rate", "2/h", "test", script], within: 20)
    #expect(run.status == 0, "\(run)")
  }

  @Test(arguments: [
    ["--profile", "x", "test"], ["--base-url", "http://127.0.0.1:1", "test"], ["--journal", "j", "test"],
    ["--max-credits", "3", "check"], ["--dry-run", "check"], ["--output", "json", "fmt"],
    ["--sandbox", "fmt"],
  ]) func whatASubcommandWouldIgnoreIsRefused(words: [String]) throws {
    let script = folder.write("s.wsl", "print 1\n")
    let run = try wessaal(words + [script])
    #expect(run.status == 2 && run.errors.contains("\(words[0]) must stand"), "\(run)")
  }

  // MARK: What a script would change

  private func check(_ text: String) throws -> String {
    try wessaal(["check", folder.write("s.wsl", text)], folder: folder.path).output
  }

  @Test func whatIsDeletedIsNamedBeforeItIs() throws {
    let shown = try check(
      """
      for c in (contacts list) { contacts delete $c.id --yes }
      contacts create phone=+966501234567 | ignore
      request DELETE /contacts/12 --yes
      request POST /messages/send instance=a
      request DELETE /elsewhere/1 --yes
      contacts delete 3 --dry-run
      request POST /contacts/12 _method=DELETE --yes
      request POST /other?_method=delete --yes
      """)
    #expect(
      shown.hasSuffix(
        """
        s.wsl
          sends   1 message
          changes contacts delete on line 1, 3 (cannot be undone), contacts create on line 2, \
        request DELETE /elsewhere/1 on line 5 (cannot be undone), \
        request POST /contacts/12 on line 7 (cannot be undone), \
        request POST /other?_method=delete on line 8 (cannot be undone)
          needs   a key with send_message, manage_contacts

        """), "\(shown)")
  }

  @Test func whatOnlyReadsNeedsItsScopes() throws {
    #expect(try check("messages list | count").contains("needs   a key with read_messages\n"))
    #expect(try check("request GET /templates").contains("needs   a key with manage_templates\n"))
    #expect(try check("ping").contains("sends nothing"))
  }

  // MARK: What cannot be undone

  @Test(arguments: [
    "request POST /contacts/12 _method=DELETE", "request POST /contacts/12?a=1&%5Fmethod=delete",
    "request DELETE /contacts/12", "request delete /contacts/12", "request DELETE /contacts%2F12",
    "request DELETE /elsewhere",
  ]) func aRequestThatDeletesAsks(code: String) throws {
    let server = RecordingServer(json: #"{"success":true}"#)
    let run = try wessaal(["-c", code], base: server.url)
    #expect(run.status == 2 && server.seen.isEmpty, "\(run)")
    #expect(try wessaal(["-c", "\(code) --yes"], base: server.url).status == 0)
    #expect(try wessaal(["--yes", "-c", code], base: server.url).status == 0)
    #expect(server.seen.count == 2)
  }

  @Test(arguments: ["\"\"", "null", "\"\\u00a0\"", "\" \\u2003\\t\"", "\"\\u200b\"", "\"\\u2800\\u00ad\""])
  func anUpdateErasesNoNumber(blank: String) throws {
    let server = RecordingServer(json: #"{"success":true,"data":{"id":12}}"#)
    let literal = try wessaal(["-c", "contacts update 12 phone=(\(blank))"], base: server.url)
    #expect(literal.status == 2 && literal.errors.contains("phone must not be blank"), "\(literal)")
    let computed = try wessaal(
      ["-c", "let p = ('[\(blank)]' | parse json)\ncontacts update 12 phone=$p[0] label=x"], base: server.url)
    #expect(computed.status == 3 && server.seen.isEmpty, "\(computed)")
    let sandbox = try wessaal(
      ["--sandbox", "-c", "contacts update 11 phone=(\(blank)) --no-check"], key: nil, within: 20)
    #expect(sandbox.status == 3 && sandbox.errors.contains("422"), "\(sandbox)")
    let other = try wessaal(
      ["--sandbox", "-c", "(contacts update 11 label=(\(blank))).label"], key: nil, within: 20)
    #expect(other.status == 0, "\(other)")
  }

  @Test(arguments: ["\"\"", "null", "\" \""]) func noRequestByHandErasesOne(blank: String) throws {
    let server = RecordingServer(json: #"{"success":true}"#)
    for path in ["/contacts/12", "/contacts/12/", "/contacts/%31%32", "/contacts/12?a=b"] {
      let run = try wessaal(["-c", "request PUT \(path) phone=(\(blank))"], base: server.url)
      #expect(run.status == 3 && server.seen.isEmpty, "\(run)")
      // Laravel takes a POST for the method that it names.
      for method in ["PUT", "patch"] {
        let spoofed = "request POST \(path) phone=(\(blank)) _method=\(method)"
        #expect(try wessaal(["-c", spoofed], base: server.url).status == 3 && server.seen.isEmpty)
      }
    }
  }

  /// PHP reads a query beside the body.
  @Test(arguments: [
    "request PUT '/contacts/12?phone='", "request PUT '/contacts/12?label=x&phone' notes=y",
    "request POST '/contacts/12?_method=PUT&phone=%20'", "request POST /contacts/12?_method=PUT phone=\"\"",
  ]) func noQueryErasesOne(code: String) throws {
    let server = RecordingServer(json: #"{"success":true}"#)
    #expect(try wessaal(["-c", code], base: server.url).status == 3 && server.seen.isEmpty)
  }

  @Test(arguments: ["/Messages/Send", "/messages/send;x", "/messages/send%20"])
  func aSendCostsHoweverItsPathIsWritten(path: String) throws {
    let server = RecordingServer(json: #"{"success":true}"#)
    let run = try wessaal(
      ["--max-credits", "0", "-c", "request POST '\(path)' instance=a"], base: server.url)
    #expect(run.status == 5 && server.seen.isEmpty, "\(run)")
  }

  @Test func anEmptyCellErasesNothing() throws {
    let file = folder.write("c.csv", "id,phone\n11,\n")
    let code = "for c in open(\"\(file)\") { contacts update (int($c.id)) phone=$c.phone | ignore }"
    #expect(try folder.run(code).status == 3)
    let script = folder.write("run.wsl", code)
    let rehearsal = try shell("\"$W\" --sandbox rehearse '\(script)'", folder: folder.path, within: 20)
    #expect(rehearsal.status == 10 && rehearsal.output.contains("phone must not be blank"), "\(rehearsal)")
  }

  @Test(arguments: ["\\u00a0", "\\u2003", "\\u3000", " \\u0085\\u2028", "\\u200b", "\\u2060\\ufeff \\u2800"])
  func whatIsBlankIsBlankEverywhere(blank: String) throws {
    let send = "messages send instance=my-instance recipient=+966501234567 content=\"\(blank)\""
    let run = try wessaal(["--sandbox", "-c", send], key: nil, within: 20)
    #expect(run.status == 2 && run.errors.contains("content or template_id is required"), "\(run)")
    let unchecked = try wessaal(["--sandbox", "-c", "\(send) --no-check"], key: nil, within: 20)
    #expect(unchecked.status == 3 && unchecked.errors.contains("422"), "\(unchecked)")
    let bulk =
      "messages send-bulk instance=my-instance template_id=7 template_variables={name: a, order_id: b, tracking_url: c} "
      + "messages=[{recipient: \"+966501234567\", content: \"\(blank)\"}] --once k"
    let templated = try wessaal(
      ["--sandbox", "-c", "\(bulk) | ignore\nsandbox messages | map @.content"], key: nil, within: 20)
    #expect(templated.output.contains("Hi a, your order #b"), "\(templated)")
  }

  // MARK: Hints that double

  @Test func noHintLeadsToAFreshJournal() throws {
    folder.write("j", #"{"key":"a","state":"done","of":"x"}"# + "\nnot a line\n")
    let damaged = try folder.run("once k { \(send) }", "--journal j")
    #expect(damaged.status == 2 && !damaged.errors.contains("--journal FILE"), "\(damaged)")
    #expect(damaged.errors.contains("sed -n 2p") && damaged.errors.contains("is sent again"))
  }

  /// A ledger that is made anew is empty.
  @Test(arguments: [
    "--journal none/j", "--journal etcd:/127.0.0.1:1/x", "--journal ETCD://127.0.0.1:1",
    "--journal http://127.0.0.1:1",
    "--journal ''", "--journal /proc/none/j", "--journal run.wsl/j",
  ]) func noHintLeadsToAnEmptyJournal(option: String) throws {
    let run = try folder.run("once k { \(send) }", option)
    #expect((1...2).contains(run.status), "\(run)")
    for word in ["mkdir", "--journal FILE"] { #expect(!run.errors.contains(word), "\(run)") }
    #expect(try folder.run("sandbox messages | count").output == "0\n")
    #expect(folder.names.sorted() == ["run.wsl", "s"], "\(folder.names)")
  }

  @Test func aRunWithoutAHomeIsNotLedToAnEmptyJournal() throws {
    let server = RecordingServer(json: #"{"success":true,"data":{"message_id":1}}"#)
    let run = try shell("unset HOME XDG_STATE_HOME; \"$W\" -c 'once k { \(send) }'", base: server.url)
    #expect(run.status == 2 && !run.errors.contains("--journal") && run.errors.contains("set HOME"), "\(run)")
  }

  /// The end of another file is not a torn line of the ledger.
  @Test(arguments: ["my notes", #"{"a":1"#, #"[{"key":"a"}"#, "\0\0\0\0", "\u{FEFF}{\"key\":"])
  func anotherFileIsNoTornJournal(text: String) throws {
    folder.write("notes", text)
    for code in ["once k { \(send) }", send, "journal compact"] {
      let run = try folder.run(code, "--journal notes")
      #expect(folder.read("notes") == text, "\(code): \(run)")
      if code != send { #expect(run.status != 0 && run.errors.contains("line 1 of the ledger"), "\(run)") }
    }
    folder.write("torn", #"{"key":"k","state":"claim"#)
    #expect(try folder.run("once k { \(send) }", "--journal torn").status == 0)
  }

  @Test func whatAScriptKeptIsNotThrownAwayOnAdvice() throws {
    let server = RecordingServer(json: #"{"success":true,"data":{"message_id":1}}"#)
    let script = folder.write("s.wsl", "keep last = 0\n$last += 1\n\(send)")
    let line =
      "export XDG_STATE_HOME=\"$PWD/state\"; \"$W\" '\(script)' && for f in state/wessaal/keep/*.json; do echo x > \"$f\"; done; \"$W\" '\(script)'"
    let run = try shell(line, base: server.url, folder: folder.path)
    #expect(run.status == 2 && run.errors.contains("does again what it has done"), "\(run)")
    #expect(server.seen.count == 1)
  }

  @Test(arguments: [
    "exit 7", "exit 8", "exit 6", "exit 4", "exit 9", "network", "server", "in_doubt", "timeout",
  ])
  func noMeaningOfAFailureSaysThatNothingWasSentBeforeIt(word: String) throws {
    let run = try wessaal(
      ["--sandbox", "--output", "text", "explain"] + word.split(separator: " ").map(String.init))
    for claim in [
      "nothing was sent", "nothing was changed", "what was being sent was not sent", "--since 1h",
      "run it again later",
    ] {
      #expect(run.status == 0 && !run.output.contains(claim), "\(run)")
    }
  }

  @Test(arguments: [
    ("contacts create phone=+966501234567", "contacts list"), ("contacts update 3 label=x", "contacts list"),
    ("templates create workspace_id=22 name=x message_type=text content=y", "templates list"),
    ("request POST /contacts phone=x", "contacts list"),
    ("messages send instance=a contact_id=3 content=x", "messages list"),
  ]) func aDoubtNamesTheListToLookAt(code: String, list: String) throws {
    let server = RecordingServer { _, _ in .close }
    let base = "http://127.0.0.1:\(server.port)/other/path"
    let run = try wessaal(["-c", code], base: base)
    #expect(run.status == 9 && run.errors.contains("'\(list)"), "\(run)")
  }
}
