import Dispatch
import Glibc
import Testing

/// SIGINT and SIGTERM end a run soon, at any place.
@Suite struct InterruptionTests {
  private static let silent = RecordingServer(knowsAccount: false) { _, _ in .hang }

  @Test(
    arguments: [
      "sleep 30s", "while true { }", "me", "for i in 1..1000000000 { }", "1..1000000000 | where @ < 0",
      "open -",
      "try { sleep 30s } catch e { print caught }", "open - --as json",
    ], [SIGINT, SIGTERM]) func aSignalEndsTheRun(_ code: String, _ signal: Int32) throws
  {
    let child = try start(["-c", "print --error ready; \(code)"], base: Self.silent.url, input: nil)
    #expect(child.run { $0.errorText.contains("ready\n") }, "\(child.errorText)")
    let sent = monotonicSeconds()
    child.send(signal: signal)
    let run = child.finish(within: 20)
    #expect(run.status == 128 + signal, "\(run.errors)")
    #expect(monotonicSeconds() - sent < 10, "a busy machine takes its time, but waits for nothing")
    #expect(run.output == "")
    #expect(run.errors.split(separator: "\n").count <= 5, "\(run.errors)")
  }

  @Test(arguments: [SIGINT, SIGTERM]) func aWaitIsEndedToo(_ signal: Int32) throws {
    let sandbox = try SandboxProcess.shared.get()
    let child = try start(
      ["--trace", "-c", "messages send instance=124 recipient=+966500000001 content=Hi --wait"],
      base: sandbox.url, environment: ["WESSAAL_API_KEY": sandbox.key])
    #expect(child.run { $0.errorText.contains("/status") })
    child.send(signal: signal)
    let run = child.finish(within: 20)
    #expect(run.status == 128 + signal && !run.isLate, "\(run.errors)")
  }

  /// The present send ends, and no further one begins.
  @Test func theLastSendIsToldOfAndNothingFollows() throws {
    let (folder, journal) = (Folder(), Folder())
    let send = "messages send instance=my-instance recipient=+966501234567 content=Hi | ignore"
    let signalled = DispatchSemaphore(value: 0)
    let server = RecordingServer { seen, _ in
      // The answer waits, so that the signal comes first.
      signalled.wait()
      return .confirmed(seen)
    }
    for (code, output) in [
      (send, ""), ("once w { \(send) }\nprint after", ""), ("\(send)\n\"x\" | save st.txt", ""),
      ("print before\nonce v { \(send) }", "before\n"),
    ] {
      folder.write("s.wsl", code)
      let before = server.seen.count
      let child = try start(
        ["--journal", "\(journal.path)/j", "s.wsl"], base: server.url, folder: folder.path)
      #expect(child.run { _ in server.seen.count > before })
      child.send(signal: SIGTERM)
      signalled.signal()
      let run = child.finish(within: 20)
      #expect(run.status == 143 && run.output == output && folder.names == ["s.wsl"], "\(run)")
      // A key of `once` is claimed only after `me` has told the user.
      let calls = code.contains("once") ? "2 calls" : "1 call"
      #expect(run.errors.contains("stopped after \(calls)"), "\(run)")
      #expect(server.seen.count == before + 1)
    }
  }

  /// The second signal does not wait for the answer, but says so; and nothing where no write is under way.
  @Test(
    arguments: [
      ("messages send instance=my-instance recipient=+966501234567 content=Hi", "'messages list --since "),
      ("once w { messages send instance=my-instance recipient=+966501234567 content=Hi }", "run it again: "),
      ("request POST /contacts phone=+966501234567", "'contacts list'"), ("messages list", nil),
    ], [SIGINT, SIGTERM]) func aSecondSignalTellsOfAWriteUnderWay(
      _ call: (code: String, hint: String?), _ signal: Int32
    ) throws
  {
    let (folder, server) = (Folder(), RecordingServer { _, _ in .hang })
    let child = try start(["--journal", "\(folder.path)/j", "-c", call.code], base: server.url)
    #expect(child.run { _ in !server.seen.isEmpty })
    child.send(signal: signal)
    usleep(100_000)
    child.send(signal: signal)
    let run = child.finish(within: 20)
    #expect(run.status == 128 + signal && run.seconds < 4, "\(run)")
    let doubt = "a write was under way; it is not known whether the server acted"
    #expect(run.errors.contains(doubt) == (call.hint != nil), "\(run)")
    if let hint = call.hint { #expect(run.errorCount == 1 && run.errors.contains(hint), "\(run)") }
  }

  @Test func whatWasShownBeforeIsThere() throws {
    let child = try start(["-c", "1; 2; sleep 30s; 3"])
    #expect(child.run { $0.outputText == "1\n2\n" })
    child.send(signal: SIGINT)
    let run = child.finish(within: 20)
    #expect(run.status == 130)
    #expect(run.output == "1\n2\n")
  }

  @Test func aFileThatIsBeingWrittenIsNotLeftBehind() throws {
    let folder = Folder()
    folder.write("out.json", "[\"old\"]\n")
    let child = try start(
      ["-c", "print --error ready; 1..1000000000 | each { @ } | save out.json"], folder: folder.path)
    #expect(child.run { _ in folder.names.count > 1 })
    child.send(signal: SIGTERM)
    #expect(child.finish(within: 20).status == 143)
    #expect(folder.names == ["out.json"])
    #expect(folder.read("out.json") == "[\"old\"]\n")
  }

  // MARK: Signals that are ignored

  @Test(arguments: [("INT", SIGINT), ("TERM", SIGTERM), ("HUP", SIGHUP), ("QUIT", SIGQUIT)])
  func whatIsIgnoredStaysSo(
    name: String, signal: Int32
  ) throws {
    for words in ["-c 'print ready; sleep 200ms; print on'", "--sandbox rehearse s.wsl", "test t.wsl"] {
      let folder = Folder()
      folder.write("s.wsl", "print ready\nfor n in 1..20000 { let x = $n }\nprint on")
      folder.write("t.wsl", "test \"t\" { for n in 1..100000 { let x = $n } }")
      let run = try shell(
        // The signal is sent again and again, from before the program's start to its end.
        "trap '' \(name); \"$W\" \(words) & while kill -\(name) $! 2>/dev/null; do sleep 0.03; done; wait $!",
        folder: folder.path,
        within: 20)
      #expect(run.status == 0 && !run.isLate, "\(words): \(run)")
      if words.hasPrefix("-c") { #expect(run.output == "ready\non\n", "\(run)") }
    }
  }

  @Test(arguments: [("INT", SIGTERM), ("TERM", SIGINT), ("HUP", SIGTERM)]) func theSandboxHearsTheOthersAlone(
    name: String, other: Int32
  ) throws {
    let child = try Child(
      "/bin/sh", ["-c", "trap '' \(name); exec \(Binary.path) sandbox"],
      environment: ["HOME": "/nonexistent", "PATH": "/bin"], folder: "/", input: nil)
    #expect(child.run { $0.outputText.hasPrefix("listening") }, "\(child.errorText)")
    child.send(signal: ["INT": SIGINT, "TERM": SIGTERM, "HUP": SIGHUP][name] ?? 0)
    let words = child.outputText.split(separator: " ")
    for _ in 1...3 {
      let ping = try wessaal(["ping"], base: String(words[2]), key: "sk_test_sandbox")
      #expect(ping.status == 0, "\(ping)")
    }
    child.send(signal: other)
    #expect(child.finish(within: 20).status == 0)
  }

  @Test func theSandboxKeepsItsStateWhereItsTerminalIsGone() throws {
    let folder = Folder()
    let child = try Child(
      Binary.path, ["sandbox", "--state", "s.json"], environment: ["HOME": "/nonexistent"],
      folder: folder.path, input: nil)
    #expect(child.run { $0.outputText.hasPrefix("listening") }, "\(child.errorText)")
    child.send(signal: SIGHUP)
    #expect(child.finish(within: 20).status == 0)
    #expect(folder.names == ["s.json"])
  }

  /// The program, or its parent, ignores signals. The programs that it starts must not inherit that.
  @Test(arguments: ["", "env --ignore-signal=CHLD"]) func theKeysProgramIsAsElsewhere(before: String) throws {
    let folder = Folder()
    folder.write(
      "config.toml",
      bytes: Array("key_command = [\"sh\", \"-c\", \"yes sk_test_1234567890 | head -1\"]\n".utf8),
      mode: 0o600)
    let server = RecordingServer(json: #"{"success":true}"#)
    let run = try shell(
      "WESSAAL_BASE_URL=\(server.url) \(before) \"$W\" ping",
      environment: ["WESSAAL_CONFIG": folder.path + "/config.toml"], within: 20)
    #expect(run.status == 0 && run.errors == "" && !run.isLate, "\(run)")
    #expect(server.seen.first?.header("X-API-Key") == "sk_test_1234567890")
  }
}
