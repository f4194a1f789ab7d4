import Glibc
import JSON
import Testing

/// Within one account, a key is done once, with any text, any folder, any spelling of the address, and any
/// API key.
@Suite struct LedgerPromiseTests {
  private let folder = Folder()
  private let send = "messages send instance=my-instance recipient=+966501234567 content=Hi"

  /// Tells the user by the API key, and accepts everything that is sent.
  private static func server() -> RecordingServer {
    RecordingServer(knowsAccount: false) { seen, number in
      if seen.method == "POST" { return .json(#"{"success":true,"data":{"message_id":\#(number + 1)}}"#) }
      let user = seen.header("X-API-Key")?.hasSuffix("of_another") == true ? 94 : 93
      return .json(#"{"success":true,"data":{"user":{"id":\#(user)}}}"#)
    }
  }

  private func posts(_ server: RecordingServer) -> Int { server.seen.count { $0.method == "POST" } }

  @Test func oneMessageAKeyHoweverItIsAskedFor() throws {
    let server = Self.server()
    let code = "once k { \(send) }"
    folder.makeFolder("v1")
    folder.makeFolder("v2")
    folder.makeFolder("state")
    folder.write("v1/campaign.wsl", code)
    folder.write("v2/campaign.wsl", code)
    folder.write("v2/renamed.wsl", "# The same.\n" + code)
    let config = """
      [profiles.first]
      base_url = "http://localhost:\(server.port)/integration/v1/"
      key = "\(Binary.key)"
      """
    folder.write("config.toml", bytes: Array(config.utf8), mode: 0o600)
    let home = ["HOME": folder.path, "XDG_STATE_HOME": folder.path + "/state"]
    let other = ["WESSAAL_API_KEY": "sk_test_another_of_the_same"]
    let lines: [(line: String, more: [String: String])] = [
      ("ln -s v1 current && \"$W\" current/campaign.wsl", [:]),
      ("rm current; ln -s v2 current && \"$W\" current/campaign.wsl", [:]),
      ("\"$W\" v2/campaign.wsl", [:]), ("\"$W\" v2/renamed.wsl", [:]),
      ("cp v1/campaign.wsl /tmp/$$.wsl; \"$W\" /tmp/$$.wsl; s=$?; rm /tmp/$$.wsl; exit $s", [:]),
      ("\"$W\" - < v1/campaign.wsl", [:]), ("\"$W\" -c \"$(cat v1/campaign.wsl)\"", [:]),
      ("\"$W\" v1/campaign.wsl", ["WESSAAL_BASE_URL": "http://LOCALHOST:\(server.port)/integration/v1"]),
      (
        "unset WESSAAL_BASE_URL WESSAAL_API_KEY; \"$W\" --profile first v1/campaign.wsl",
        ["WESSAAL_CONFIG": folder.path + "/config.toml"]
      ),
      ("\"$W\" v1/campaign.wsl", other),
    ]
    for (line, more) in lines {
      let run = try shell(
        line, base: server.url, environment: home.merging(more) { $1 }, folder: folder.path)
      #expect(run.status == 0, "\(line): \(run)")
    }
    #expect(posts(server) == 1)
  }

  @Test func twoAccountsOfOneAddressHaveTheirOwn() throws {
    let server = Self.server()
    for journal in [["--journal", folder.path + "/j"], []] {
      let script = folder.write("run.wsl", "once k\(journal.count) { \(send) }")
      let before = posts(server)
      for key in ["sk_test_of_one", "sk_test_of_another", "sk_test_of_one"] {
        let run = try wessaal(
          journal + [script], base: server.url, key: key, environment: ["XDG_STATE_HOME": folder.path])
        #expect(run.status == 0, "\(run)")
      }
      #expect(posts(server) == before + 2)
    }
  }

  /// Where somebody removes the ledger, nothing more is sent.
  @Test(arguments: ["unlink", "replace"]) func aLedgerThatIsTakenAwayEndsTheRun(how: String) throws {
    let path = folder.path + "/j"
    let server = RecordingServer { seen, number in
      if seen.method == "GET" {
        if how == "unlink" { unlink(path) } else { rename(path + ".other", path) }
      }
      return .json(#"{"success":true,"data":{"message_id":\#(number + 1)}}"#)
    }
    folder.write("j.other", "")
    let code = "once a { \(send) }; ping | ignore; once b { \(send) }"
    let run = try wessaal(["--journal", path, "-c", code], base: server.url)
    #expect(run.status == 1 && run.errors.contains("removed or replaced"), "\(run)")
    #expect(posts(server) == 1)
  }

  /// Between two attempts the run waits for its turn. The claim is checked again right before each.
  @Test func aLedgerThatIsTakenAwayWhileASendWaitsEndsItToo() throws {
    let path = folder.path + "/j"
    let server = RecordingServer { _, number in
      if number > 0 { return .json(#"{"success":true,"data":{"message_id":7}}"#) }
      unlink(path)
      return .json(#"{"message":"Slow down"}"#, status: 429, headers: "Retry-After: 1\r\n")
    }
    let run = try wessaal(["--journal", path, "-c", "once a { \(send) }"], base: server.url)
    #expect(run.status == 1 && run.errors.contains("removed or replaced"), "\(run)")
    #expect(posts(server) == 1, "what was refused is not sent again")
  }

  /// A message of another script is not taken for the lost one of a key, also where that script uses no key.
  @Test(arguments: [true, false]) func whatAnotherScriptSendsSettlesNoKey(isNamed: Bool) throws {
    let server = RecordingServer { seen, number in
      if seen.method == "POST" {
        return number == 0 ? .close : .json(#"{"success":true,"data":{"message_id":7}}"#)
      }
      var moment = time(nil)
      var parts = tm()
      gmtime_r(&moment, &parts)
      var bytes = [CChar](repeating: 0, count: 64)
      let count = strftime(&bytes, bytes.count, "%Y-%m-%dT%H:%M:%S.000000Z", &parts)
      let now = String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      return .json(
        #"{"success":true,"data":{"current_page":1,"data":[{"id":7,"type":"text","recipient":"+966501234567","#
          + #""content":"Hi","status":"sent","created_at":"\#(now)"}],"per_page":100,"total":1}}"#)
    }
    func run(_ code: String, _ options: [String] = []) throws -> Outcome {
      try wessaal(
        (isNamed ? ["--journal", folder.path + "/j"] : []) + options + ["-c", code], base: server.url,
        environment: ["XDG_STATE_HOME": folder.path])
    }
    #expect(try run("once k { \(send) }").status == 9)
    #expect(try run(send).status == 0)
    let again = try run("once k { \(send) }", ["--in-doubt", "fail"])
    #expect(again.status == 9 && again.errors.contains("no message of the account fits"), "\(again)")
    #expect(posts(server) == 2)
  }

  /// A file that the user has named by mistake is not changed.
  @Test func aFileThatIsNoLedgerStaysAsItIs() throws {
    let server = Self.server()
    let path = folder.write("list.csv", "phone\n+966501234567\n")
    let run = try wessaal(["--journal", path, "-c", send], base: server.url)
    #expect(run.status == 0 && folder.read("list.csv") == "phone\n+966501234567\n", "\(run)")
  }

  @Test func aKeyIsExplained() throws {
    let server = RecordingServer { seen, number in
      seen.method == "POST" && number > 0 ? .close : .json(#"{"success":true,"data":{"message_id":7}}"#)
    }
    func run(_ words: String...) throws -> Outcome {
      try wessaal(["--journal", folder.path + "/j"] + words, base: server.url)
    }
    #expect(try run("-c", "once paid-1 { \(send) }").status == 0)
    #expect(try run("-c", "once paid-2 { \(send) }").status == 9)
    let done = try Value(parsing: try run("--output", "json", "explain", "paid-1").output)
    #expect(done["state"] == "done" && done["message_ids"] == [7], "\(done)")
    #expect(done["advice"]?.asString?.contains("nothing is sent") == true)
    let doubtful = try Value(parsing: try run("--output", "json", "explain", "paid-2").output)
    #expect(doubtful["state"] == "in_doubt" && doubtful["recipient"] == "+966501234567", "\(doubtful)")
    #expect(doubtful["advice"]?.asString?.contains("--in-doubt skip") == true)
    let none = try run("explain", "paid-3")
    #expect(none.status != 0 && none.errors.contains("a key of 'once'"), "\(none)")
    let doctor = try Value(parsing: try run("--output", "json", "doctor").output)
    let check = doctor["checks"]?.asArray?.first { $0["name"] == "ledger" }
    #expect(check?["verdict"] == "warn", "\(doctor)")
    #expect(
      check?["said"]?.asString == "\(folder.path)/j: 1 key done, 1 open, 1 of them in doubt", "\(doctor)")
  }

  /// A line that another run has written must keep its place as long as that run goes on.
  @Test func aLedgerThatIsInUseIsNotCompacted() throws {
    let server = RecordingServer { seen, number in
      seen.target.contains("/ping") ? .hang : .json(#"{"success":true,"data":{"message_id":\#(number + 1)}}"#)
    }
    let path = folder.path + "/j"
    let child = try start(
      ["--journal", path, "-c", "once a { \(send) }; once b { ping }"], base: server.url)
    #expect(child.run(until: { _ in server.seen.contains { $0.target.contains("/ping") } }))
    let compact = ["--journal", path, "journal", "compact"]
    let refused = try wessaal(compact, base: server.url)
    #expect(refused.status != 0 && refused.errors.contains("another run uses it"), "\(refused)")
    kill(child.pid, SIGKILL)
    _ = child.finish(within: 20)
    #expect(try wessaal(compact, base: server.url).status == 0)
    let again = try wessaal(["--journal", path, "-c", "once a { \(send) }"], base: server.url)
    #expect(again.status == 0 && posts(server) == 1, "\(again)")
    let within = try wessaal(["--journal", path, "-c", "once c { journal compact }"], base: server.url)
    #expect(within.status != 0 && within.errors.contains("while a block of 'once' runs"), "\(within)")
  }
}
