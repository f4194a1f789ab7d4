import Testing

/// `--read-only`: writes are refused, and commands that only show or practise are not.
@Suite struct ReadOnlyTests {
  private let folder = Folder()
  private static let send = "messages send instance=my-instance recipient=+966501234567 content=Hi"

  private func run(_ code: String, _ options: [String] = []) throws -> Outcome {
    try wessaal(["--sandbox", "--read-only"] + options + ["-c", code])
  }

  @Test(arguments: [
    "sandbox reset", "sandbox credits 5", "sandbox fault", "sandbox fault 503@0.5", "sandbox advance 60s",
    "sandbox key k send_message", send,
    "contacts delete 11 --yes",
  ]) func aWriteDoesNotCheck(_ code: String) throws {
    let run = try run("print 1\n" + code)
    #expect(run.status == 2 && run.output == "", "\(run)")
    #expect(run.errors.contains("a read-only session only reads"), "\(run)")
  }

  @Test(arguments: [
    "def what() { \"reset\" }\nlet w = what()\nsandbox $w", "request POST /messages/send",
    "request delete /contacts/11",
  ])
  func oneThatIsNotKnownBeforeIsRefusedAtTheRun(_ code: String) throws {
    let run = try run("print 1\n" + code)
    #expect(run.status != 0 && run.output == "1\n", "\(run)")
    #expect(run.errors.contains("a read-only session only reads"), "\(run)")
    #expect(try self.run("let _a = sandbox messages\nsandbox requests | count").output == "0\n")
  }

  @Test(arguments: [
    "\(send) --dry-run", "\(send) --code curl", "contacts delete 11 --dry-run",
    "contacts delete 11 --code php",
    "request POST /contacts label=x --dry-run", "request POST /contacts label=x --code python",
    "sandbox messages", "sandbox requests", "contacts list | count",
  ]) func whatWritesNothingRuns(_ code: String) throws {
    let run = try run(code)
    #expect(run.status == 0 && run.errorCount == 0, "\(run)")
  }

  @Test(arguments: [send, "sandbox reset", "request POST /contacts label=x", "contacts delete 11 --yes"])
  func aDryRunShowsWhatItWouldWrite(_ code: String) throws {
    let run = try run(code, ["--dry-run"])
    #expect(run.status == 0 && run.errors.contains("dry run, not sent: "), "\(run)")
  }

  /// A key that was tried here would count as done for the run that means it.
  @Test func aKeyIsReadAndNeverMarked() throws {
    let state = ["--state", folder.path + "/s"]
    let code = "once \"k\" { 7 }"
    for refused in [code, "journal compact", "try { \(code) } catch e { fail $e }"] {
      let run = try run(refused, state)
      expect(run, status: 4, says: "a read-only session only reads, but")
      #expect(!folder.names.contains("s.journal"), "\(refused)")
    }
    let real = try wessaal(["--sandbox"] + state + ["-c", code])
    #expect(real.output == "7\n", "\(real)")
    let ledger = folder.read("s.journal")
    let read = try run("\(code)\nfails { once l { 1 } } | get @.kind", state)
    #expect(read.status == 0 && read.output == "7\n\"permission\"\n", "\(read)")
    #expect(folder.read("s.journal") == ledger)
  }

  @Test func aRehearsalWritesNothingAndRuns() throws {
    let account = try SandboxProcess([])
    folder.write("s.wsl", Self.send)
    folder.write("config.toml", "read_only = true\n")
    let typed = try wessaal(
      ["--read-only", "rehearse", "s.wsl"], base: account.url, key: account.key, folder: folder.path)
    #expect(typed.status == 0 && typed.output.contains("would send  1 message"), "\(typed)")
    #expect(!typed.errors.contains("the profile only reads"), "\(typed)")
    let profile = try wessaal(
      ["rehearse", "s.wsl"], base: account.url, key: account.key,
      environment: ["WESSAAL_CONFIG": folder.path + "/config.toml"], folder: folder.path)
    #expect(profile.status == 0 && profile.output.contains("would send  1 message"), "\(profile)")
    #expect(profile.errors.contains("the profile only reads: a run with it would be refused"), "\(profile)")
    #expect(try account.run(["-c", "sandbox messages | count"]).output == "0\n")
  }
}
