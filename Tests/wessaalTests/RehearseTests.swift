import JSON
import Testing

/// `wessaal rehearse` in the real program, with a `wessaal sandbox` as the account.
@Suite struct RehearseTests {
  private let folder = Folder()

  private let customers = """
    phone,name
    +966501234561,Ali
    0501234562,Sara
    12,Bad

    +966501230004,Four
    +966501230000,Zero
    9.66E+11,Excel
    """

  private func script(_ text: String) -> String {
    folder.write("c.csv", customers)
    return folder.write("a.wsl", text)
  }

  private func rehearse(
    _ text: String, on account: SandboxProcess, options: [String] = [], arguments: [String] = []
  ) throws -> Outcome {
    try wessaal(
      options + ["rehearse", script(text)] + arguments, base: account.url, key: account.key,
      environment: ["XDG_STATE_HOME": folder.path], folder: folder.path, within: 20)
  }

  private func report(
    _ text: String, on account: SandboxProcess, options: [String] = []
  ) throws -> (Outcome, Value) {
    let outcome = try rehearse(text, on: account, options: ["--output", "json"] + options)
    return (outcome, try Value(parsing: Array(outcome.output.utf8)))
  }

  /// What an account's control route says.
  private func truth(_ route: String, of account: SandboxProcess) throws -> [Value] {
    let said = try wessaal(["-c", "sandbox \(route)"], base: account.url, key: account.key).output
    return said.split(separator: "\n").compactMap { try? Value(parsing: Array($0.utf8)) }
  }

  // MARK: Nothing is sent

  private let campaign = """
    param file: path = "c.csv"
    keep runs = 0
    $runs += 1
    for c in open($file) {
      let to = phone($c.phone, "SA")
      once "k:$to" { messages send instance=my-instance recipient=$to content="Hi $c.name" --wait }
    }
    contacts create phone=+966501112223 label=x | ignore
    contacts delete 11 --yes
    request POST /contacts phone=+966501112224 label=y | ignore
    sleep 2h
    {runs: $runs} | save out.csv
    """

  @Test func theAccountIsOnlyReadAndNothingIsWritten() throws {
    let account = try SandboxProcess([])
    let outcome = try rehearse(campaign, on: account)
    #expect(outcome.status == 10, "\(outcome)")
    #expect(!outcome.isLate, "sleep and --wait pass on the rehearsal's clock")
    let requests = try truth("requests", of: account)
    #expect(requests.count > 4 && requests.allSatisfy { $0["method"] == "GET" }, "\(requests)")
    #expect(try truth("messages", of: account) == [])
    #expect(folder.names == ["a.wsl", "c.csv"], "no journal, nothing kept, nothing saved")
  }

  @Test func allRowsThatWouldFailAreToldWithTheirLines() throws {
    let account = try SandboxProcess([])
    let (outcome, report) = try report(campaign, on: account)
    #expect(outcome.status == 10)
    let faults = report["faults"]?.asArray ?? []
    #expect(faults.map { $0["line"] } == [4, 8], "\(report.json)")
    #expect(faults.allSatisfy { $0["file"] == "c.csv" && $0["script"] == "stops" })
    #expect(report["messages"] == 4 && report["recipients"] == 4 && report["cost"] == 4)
    #expect(report["balance"] == 1000 && report["short"] == 0)
    #expect(report["calls"]?.asArray?.map { $0["operation"] } == ["contacts create", "contacts delete"])
    #expect(report["writes"] == [["file": "out.csv", "items": 1]])
  }

  @Test func theReportReadsLikeThis() throws {
    let account = try SandboxProcess(["--credits", "3"])
    let outcome = try rehearse(
      """
      for c in open("c.csv") {
        messages send instance=my-instance recipient=(phone($c.phone, "SA")) content="Hi $c.name"
      }
      print done
      """, on: account)
    #expect(outcome.status == 5)
    #expect(outcome.errors == "done\n")
    let expected = """
      …a.wsl: rehearsed, nothing was sent
        copied      2 instances, 3 contacts, 1 template, 3 credits
        would send  3 messages to 3 recipients: messages send 3 text
        would cost  4 of 3 credits: 1 short
      3 would fail
        c.csv:4: a number of +966 must have 9 digits after it, but the string "12" has 2
        c.csv:8: phone takes a phone number, but the string "9.66E+11" is one that a spreadsheet has rounded
          hint: …
        c.csv:7: messages send to +966501230000: Payment Required (402): Insufficient credits: not enough balance
          hint: …
      the script, or its loop, would end at the first of them at …a.wsl:2; the rehearsal went on to find the others

      """
    #expect(matches(outcome.output, expected), "\(outcome.output)")
  }

  /// A bulk ends at the first call for which the credits are too low. Its cost is that of all its messages.
  @Test(arguments: ["", " --once k"], [0, 150])
  func aBulkThatIsTooDearTellsItsWholeCost(flag: String, credits: Int) throws {
    let account = try SandboxProcess(["--credits", "\(credits)"])
    let (outcome, report) = try report(
      """
      let list = 1..302 | map {recipient: "+966501$(100000 + @)", content: Hi}
      messages send-bulk instance=my-instance messages=$list\(flag) | ignore
      """, on: account)
    #expect(outcome.status == 5)
    #expect(report["cost"] == 302 && report["short"] == .int(Int64(302 - credits)), "\(report.json)")
  }

  @Test func aHintStandsUnderItsRow() throws {
    let account = try SandboxProcess.shared.get()
    let outcome = try rehearse(
      """
      for n in ["0501234561", "+966501234562", "0501234563"] {
        try { messages send instance=my-instance recipient=$n content=Hi | ignore } catch e { }
      }
      """, on: account)
    let lines = outcome.output.split(separator: "\n").map(String.init)
    for number in ["0501234561", "0501234563"] {
      let place = try #require(lines.firstIndex { $0.contains("to \(number): ") }, "\(outcome)")
      #expect(lines[place + 1].contains("hint: ") && lines[place + 1].contains(number), "\(outcome)")
    }
  }

  @Test func writesOfOneFileAreToldTogether() throws {
    let (account, text) = (
      try SandboxProcess.shared.get(),
      "for i in 1..7 { [{i: $i}, {i: 0}] | save a.ndjson --append }\n[1] | save b.json"
    )
    let outcome = try rehearse(text, on: account)
    #expect(outcome.output.contains("would write a.ndjson, 14 items, 7 times\n"), "\(outcome)")
    #expect(outcome.output.contains("would write b.json, 1 item\n"), "\(outcome)")
    let (_, report) = try report(text, on: account)
    #expect(report["writes"] == [["file": "a.ndjson", "items": 14], ["file": "b.json", "items": 1]])
  }

  // MARK: Which rows

  @Test(
    arguments: [
      #"open c.csv | each { messages send instance=my-instance recipient=@.phone content=Hi }"#,
      #"open c.csv | each --parallel 3 { messages send instance=my-instance recipient=@.phone content=Hi }"#,
      #"open c.csv | each --keep-going { messages send instance=my-instance recipient=@.phone content=Hi }"#,
      #"open c.csv | map {recipient: @.phone, x: 1} | each { messages send instance=my-instance recipient=@.recipient content=Hi }"#,
      #"for c in (open("c.csv") | sort-by @.name) { messages send instance=my-instance recipient=$c.phone content=Hi }"#,
      "let rows = open(\"c.csv\")\nfor i, c in $rows { messages send instance=my-instance recipient=$c.phone content=Hi }",
      "for c in open(\"c.csv\") { try { messages send instance=my-instance recipient=$c.phone content=Hi } catch e { print $e.kind } }",
      #"messages send-bulk instance=my-instance messages=(open("c.csv") | map {recipient: @.phone, content: Hi})"#,
      "def tell(c) { messages send instance=my-instance recipient=$c.phone content=Hi }\nfor c in open(\"c.csv\") { tell $c }",
    ])
  func whateverTheLoopTheRowIsFound(text: String) throws {
    let (outcome, report) = try report(text, on: try SandboxProcess.shared.get())
    #expect(outcome.status == 10, "\(outcome)")
    let lines = (report["faults"]?.asArray ?? []).compactMap { $0["line"]?.asInt }.sorted()
    #expect(lines == [3, 4, 8], "\(report.json)")
  }

  @Test func whatTheScriptCatchesOfARowIsToldToo() throws {
    let (outcome, report) = try report(
      """
      for c in open("c.csv") {
        try {
          let to = phone($c.phone, "SA")
          messages send instance=my-instance recipient=$to content=Hi
        } catch e { print $e.kind }
        try { contacts get 999 } catch e { print $e.kind }
      }
      """, on: try SandboxProcess.shared.get())
    #expect(outcome.status == 10)
    let faults = report["faults"]?.asArray ?? []
    #expect(
      faults.map { $0["line"] } == [4, 8] && faults.allSatisfy { $0["script"] == "goes_on" }, "\(report.json)"
    )
    // A failed read may be expected, so it counts as no fault. But what depends on it is not sent.
    let caught = report["caught"]?.asArray ?? []
    #expect(caught.map { $0["kind"] } == ["missing"] && caught[0]["count"] == 6, "\(report.json)")
  }

  @Test func aRunWhoseReadsFailIsNotCalledWhole() throws {
    let code = "try { contacts get 999 | ignore } catch e { }"
    let outcome = try rehearse(code, on: try SandboxProcess.shared.get())
    #expect(outcome.status == 0, "\(outcome)")
    #expect(
      outcome.output.contains(#/would catch 1 failure at .*a\.wsl:1: Not Found \(404\): Contact not found\n/#)
    )
    #expect(outcome.output.hasSuffix("all would go, save what the script catches\n"), "\(outcome)")
    let raised = try rehearse(code.replacing("{ }", with: "{ fail $e }"), on: try SandboxProcess.shared.get())
    #expect(!raised.output.contains("would catch"), "\(raised)")
  }

  @Test func rowsOfOtherFormatsAreNamedByTheirPlace() throws {
    folder.write("d.json", #"[{"to": "+966501234561"}, {"to": "1"}]"#)
    let (_, report) = try report(
      "for c in open(\"d.json\") { messages send instance=my-instance recipient=$c.to content=Hi }",
      on: try SandboxProcess.shared.get())
    #expect(report["faults"]?.asArray?.map { $0["index"] } == [1])
    #expect(report["faults"]?.asArray?.first?["line"] == .null)
  }

  @Test func whatWouldBeQueuedAndThenFailIsTold() throws {
    let (outcome, report) = try report(
      "messages send instance=backup recipient=+966501234561 content=Hi | ignore",
      on: try SandboxProcess.shared.get())
    #expect(outcome.status == 10)
    let message = report["faults"]?.asArray?.first?["message"]?.asString ?? ""
    #expect(message.contains("it would be queued, and then fail: Instance backup is not connected"))
  }

  @Test func testNumbersAreNumbersLikeOthers() throws {
    let (outcome, report) = try report(
      """
      for n in 0..7 {
        messages send instance=my-instance recipient="+96650123000$n" content=Hi --wait
      }
      """, on: try SandboxProcess.shared.get())
    #expect(outcome.status == 0, "\(outcome)")
    #expect(report["messages"] == 8 && report["faults"] == [])
  }

  // MARK: Money, keys, scopes

  @Test func aBudgetHoldsAndSaysSo() throws {
    let account = try SandboxProcess.shared.get()
    let text = "for n in 1..3 { messages send instance=my-instance recipient=+966501234561 content=\"$n\" }"
    let (within, inside) = try report("budget 2 { \(text) }", on: account)
    #expect(within.status == 5 && inside["messages"] == 2)
    let (run, whole) = try report(text, on: account, options: ["--max-credits", "1"])
    #expect(run.status == 5 && whole["messages"] == 1)
    #expect(whole["faults"]?.asArray?.map { $0["kind"] } == ["budget", "budget"])
  }

  @Test func whatTheJournalHoldsIsSkippedAndTheJournalLeftAsItIs() throws {
    let account = try SandboxProcess(["--clock", "fast"])
    let text = """
      for n in 1..3 { once "k:$n" { messages send instance=my-instance recipient=+966501234561 content="$n" } }
      """
    let half = folder.write("a.wsl", text.replacing("1..3", with: "1..2"))
    let state = ["XDG_STATE_HOME": folder.path]
    let sent = try wessaal([half], base: account.url, key: account.key, environment: state, within: 20)
    #expect(sent.status == 0)
    let journal = try shell("cat \(folder.path)/wessaal/ledger/*").output
    let (outcome, report) = try report(text, on: account)
    #expect(outcome.status == 0 && report["skipped_keys"] == 2 && report["messages"] == 1, "\(report.json)")
    #expect(try shell("cat \(folder.path)/wessaal/ledger/*").output == journal)
  }

  @Test func whatTheKeyMayNotReadIsNamedAndTakenAsGood() throws {
    let account = try SandboxProcess(["--key", "sk_test_narrow_key:send_message"])
    let (outcome, report) = try report(
      """
      messages send instance=whatever recipient=+966501234561 content=Hi | ignore
      messages send instance=whatever recipient=+966501234562 template_id=99 | ignore
      """, on: account)
    #expect(outcome.status == 0 && report["messages"] == 2, "\(outcome)")
    let gaps = report["not_copied"]?.asArray?.compactMap { $0["what"]?.asString }
    #expect(gaps == ["workspaces", "instances", "contacts", "templates"])
    #expect(try truth("requests", of: account).count == 1, "what the key cannot read is not asked for")
  }

  @Test func aKeyThatIsNotKnownFailsAsElsewhere() throws {
    let account = try SandboxProcess.shared.get()
    let outcome = try wessaal(
      ["rehearse", script("print 1")], base: account.url, key: "sk_test_wrong_key_entirely",
      folder: folder.path)
    expect(outcome, status: 4, says: "the balance of the account must be read first, but: Unauthorized (401)")
  }

  // MARK: The script's own

  @Test func elseItIsTheScriptsOwnStatus() throws {
    let account = try SandboxProcess.shared.get()
    #expect(try rehearse("exit 7", on: account).status == 7)
    #expect(try rehearse("fail \"no\"", on: account).status == 1)
    let refused = try rehearse("messages send instance=no recipient=+966501234561 content=Hi", on: account)
    #expect(refused.status == 3)
    #expect(refused.output.contains("the script would end there at"))
    #expect(try rehearse("nonsense here", on: account).status == 2)
  }

  @Test func whatHasNoEndIsRehearsedForAWhile() throws {
    let account = try SandboxProcess.shared.get()
    let beat = try rehearse(
      "every 5m { messages send instance=my-instance recipient=+966501234561 content=Hi }", on: account)
    #expect(beat.status == 0)
    #expect(
      beat.output.contains("'every' was rehearsed for one turn") && beat.output.contains("1 message to"))
    let loop = try rehearse("while true { sleep 1h }", on: account)
    #expect(loop.status == 0 && loop.output.contains("a week has passed on the rehearsal's clock"))
  }

  @Test func itTakesArgumentsHelpAndPractice() throws {
    let script = script("param to: phone\nmessages send instance=my-instance recipient=$to content=Hi")
    let practice = try wessaal(
      ["--sandbox", "--credits", "0", "rehearse", script, "--to", "+966501234561"], folder: folder.path,
      within: 20)
    #expect(practice.status == 5 && practice.output.contains("1 of 0 credits: 1 short"), "\(practice)")
    #expect(try wessaal(["--sandbox", "rehearse", script, "--help"]).output.contains("--to PHONE"))
    #expect(try wessaal(["rehearse", "--help"]).output.contains("USAGE: wessaal [options] rehearse"))
    expect(try wessaal(["--sandbox", "--dry-run", "rehearse", script]), status: 2, says: "--dry-run")
    expect(try wessaal(["--sandbox", "rehearse"]), status: 2, says: "missing expected argument '<file>'")
  }
}
