import Glibc
import Testing

/// `keep`: variables that last from run to run of a script.
@Suite struct KeepTests {
  private let folder = Folder()

  private func run(
    _ arguments: [String] = ["s.wsl"], base: String = "http://127.0.0.1:1", home: String? = nil
  ) throws -> Outcome {
    try wessaal(
      arguments, base: base, environment: ["XDG_STATE_HOME": home ?? folder.path + "/state"],
      folder: folder.path)
  }

  private var stored: [String] { Folder.names(in: folder.path + "/state/wessaal/keep") }

  private func mode(_ name: String) -> mode_t {
    var status = stat()
    return stat("\(folder.path)/state/wessaal/\(name)", &status) == 0 ? status.st_mode & 0o7777 : 0
  }

  @Test func theNextRunGoesOnWhereThisOneEnded() throws {
    folder.write("s.wsl", "keep last = {n: 0}\n$last.n += 1\nkeep seen = []\n$seen += [$last.n]\nprint $seen")
    #expect(try run().output == "[1]\n")
    #expect(try run([folder.path + "/./s.wsl"]).output == "[1,2]\n")
    #expect(stored.count == 1)
    #expect(mode("keep") == 0o700)
    #expect(mode("keep/\(stored.first ?? "")") == 0o600)
  }

  @Test func anotherAccountHasItsOwn() throws {
    folder.write("s.wsl", "keep n = 0\n$n += 1\nprint $n")
    folder.write("t.wsl", "keep n = 0\n$n += 1\nprint $n")
    #expect(try run().output == "1\n")
    #expect(try run(base: "http://127.0.0.1:2").output == "1\n")
    #expect(try run(["t.wsl"]).output == "1\n")
    #expect(try run().output == "2\n")
  }

  /// A script that can end in each way, which its argument chooses.
  private func writeEndings() {
    folder.write(
      "s.wsl",
      """
      keep n = 0
      $n += 1
      print $n
      def leave() { exit 4 }
      let how = first([...$args, ""])
      if $how == "fail" { fail "no" }
      if $how == "assert" { assert 1 == 2, "no" }
      if $how == "call" { me }
      if $how == "exit 10" { exit 10 }
      if $how == "exit 1" { exit 1 }
      if $how == "leave" { leave() }
      if $how == "parallel" { [1, 2] | each --parallel 2 { exit 7 } }
      if $how == "goes on" { [1, 0] | each --keep-going { 1 / @ } | ignore }
      if $how == "sleep" { print --error ready; sleep 30s }
      if $how == "loop" { print --error ready; while true { $n += 1 } }
      if $how == "pipe" { print --error ready; open p.ndjson | ignore }
      if $how == "show" { 1..200000 | each { print "a line of text" } }
      """)
  }

  @Test(
    arguments: [(["--dry-run", "s.wsl"], 0), (["--sandbox", "s.wsl"], 0)] as [([String], Int32)])
  func nothingIsKeptOf(_ arguments: [String], _ status: Int32) throws {
    writeEndings()
    #expect(try run(arguments).status == status)
    let again = try run(arguments)
    #expect(again.output == "1\n" && !again.errors.contains("keeps"), "\(again)")
    #expect(stored == [])
  }

  @Test(arguments: [("fail", 1), ("assert", 1), ("call", 7)] as [(String, Int32)])
  func nothingIsKeptOfARunThatFailedWhichIsSaid(_ how: String, _ status: Int32) throws {
    writeEndings()
    for _ in 1...2 {
      let run = try run(["s.wsl", how])
      #expect(run.status == status && run.output == "1\n", "\(run)")
      #expect(
        run.errors.contains("the run failed, so its 'keep' variables are as they were before"), "\(run)")
    }
    #expect(stored == [])
  }

  @Test(
    arguments: [("exit 10", 10), ("exit 1", 1), ("leave", 4), ("parallel", 7), ("goes on", 10)]
      as [(String, Int32)])
  func whatARunOfItsOwnStatusLeftIsKept(_ how: String, _ status: Int32) throws {
    writeEndings()
    let run = try run(["s.wsl", how])
    #expect(run.status == status && !run.errors.contains("keeps"), "\(run)")
    #expect(try self.run().output == "2\n")
  }

  @Test func whatABulkLeftThatWasNotSentWholeIsKept() throws {
    let answer =
      #"{"success": true, "data": {"success_count": 1, "failure_count": 1, "total_charged": 1, "results": ["#
      + #"{"index": 0, "success": true, "message_id": 1, "recipient": "+966501234567", "status": "pending"},"#
      + #"{"index": 1, "success": false, "error": "no"}]}}"#
    let server = RecordingServer(json: answer)
    folder.write(
      "s.wsl",
      """
      keep n = 0
      $n += 1
      print --error "n $n"
      messages send-bulk instance=a messages=[{recipient: +966501234567, content: a}, {recipient: +966501234568, content: b}] | ignore
      """)
    let run = try run(base: server.url)
    #expect(run.status == 10, "\(run)")
    #expect(try self.run(base: server.url).errors.contains("n 2"))
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP], ["sleep", "loop"])
  func whatARunLeftThatASignalEndedIsKept(_ signal: Int32, _ how: String) throws {
    writeEndings()
    let child = try start(
      ["s.wsl", how], base: "http://127.0.0.1:1", environment: ["XDG_STATE_HOME": folder.path + "/state"],
      folder: folder.path)
    #expect(child.run { $0.errorText.contains("ready") })
    child.send(signal: signal)
    let run = child.finish(within: 20)
    #expect(run.status == 128 + signal && !run.errors.contains("keeps"), "\(run)")
    let next = Int(try self.run().output.dropLast()) ?? 0
    #expect(how == "sleep" ? next == 2 : next >= 2)
  }

  @Test func whatCannotBeShownMakesARunFail() throws {
    writeEndings()
    let full = try shell(
      "\"$W\" s.wsl > /dev/full", base: "http://127.0.0.1:1",
      environment: ["XDG_STATE_HOME": folder.path + "/state"], folder: folder.path)
    #expect(full.status == 1 && full.errors.contains("the run failed, so its"), "\(full)")
    #expect(stored == [])
    let left = try shell(
      "\"$W\" s.wsl show | head -1", base: "http://127.0.0.1:1",
      environment: ["XDG_STATE_HOME": folder.path + "/state"], folder: folder.path, within: 20)
    #expect(left.output == "1\n" && !left.errors.contains("keeps"), "\(left)")
    #expect(try run().output == "2\n")
  }

  // MARK: Two runs at once

  private func begin(_ arguments: [String]) throws -> Child {
    try start(
      arguments, base: "http://127.0.0.1:1", environment: ["XDG_STATE_HOME": folder.path + "/state"],
      folder: folder.path)
  }

  /// A run that goes on until something is written into the pipe.
  private func beginFirst() throws -> Child {
    writeEndings()
    mkfifo(folder.path + "/p.ndjson", 0o600)
    let first = try begin(["s.wsl", "pipe"])
    #expect(first.run { $0.errorText.contains("ready") }, "\(first.errorText)")
    return first
  }

  private func end(_ first: Child) -> Outcome {
    close(open(folder.path + "/p.ndjson", O_WRONLY | O_CLOEXEC))
    return first.finish(within: 20)
  }

  @Test func theSecondOfTwoRunsWaitsForTheFirst() throws {
    let first = try beginFirst()
    let others = try [begin(["s.wsl"]), begin([folder.path + "/s.wsl", "exit 10"])]
    for other in others {
      #expect(other.run { $0.errorText.contains("waiting for another run of s.wsl (process ") })
      #expect(other.outputText == "")
    }
    #expect(end(first).output == "1\n")
    #expect(Set(others.map { $0.finish(within: 20).output }) == ["2\n", "3\n"])
    #expect(try run().output == "4\n")
    #expect(stored.count == 1)
  }

  @Test(arguments: [SIGTERM, SIGINT]) func aSignalEndsTheWaiting(_ signal: Int32) throws {
    let first = try beginFirst()
    let second = try begin(["s.wsl"])
    #expect(second.run { $0.errorText.contains("waiting for another run") })
    second.send(signal: signal)
    let run = second.finish(within: 20)
    #expect(run.status == 128 + signal && run.output == "", "\(run)")
    #expect(end(first).status == 0)
    #expect(try self.run().output == "2\n")
  }

  @Test func whoeverKeepsNothingWaitsForNobody() throws {
    let first = try beginFirst()
    folder.write("t.wsl", "keep n = 0\nprint $n")
    for arguments in [["--dry-run", "s.wsl"], ["--sandbox", "s.wsl"], ["check", "s.wsl"], ["t.wsl"]] {
      #expect(try run(arguments).status == 0)
    }
    #expect(try run(base: "http://127.0.0.1:2").output == "1\n")
    #expect(end(first).status == 0)
  }

  @Test func aRunThatWasKilledIsWaitedForNoMore() throws {
    let first = try beginFirst()
    first.send(signal: SIGKILL)
    #expect(first.finish(within: 20).wasKilled)
    #expect(try run().output == "1\n")
  }

  @Test func exitZeroEndsWell() throws {
    folder.write("s.wsl", "keep n = 0\n$n += 1\nprint $n\nexit")
    #expect(try run().output == "1\n")
    #expect(try run().output == "2\n")
  }

  @Test func aScriptThatCannotKeepAnythingDoesNothing() throws {
    folder.write("s.wsl", "keep n = 0\nprint $n")
    let run = try run(home: "/proc/nowhere")
    #expect(run.status == 2 && run.output == "", "\(run.output)")
    #expect(run.errors.contains("/proc/nowhere/wessaal/keep must be written"), "\(run.errors)")
  }

  /// Nobody can make a folder there, so `mkdir` is no advice.
  @Test func aFolderThatCannotBeMadeIsToldWithItsReason() throws {
    writeEndings()
    let run = try wessaal(
      ["s.wsl", "show"], base: "http://127.0.0.1:1", environment: ["XDG_STATE_HOME": "/sys/none/state"],
      folder: folder.path)
    #expect(run.status == 2 && run.errors.contains("must be written, but: "), "\(run)")
    #expect(!run.errors.contains("mkdir"), "\(run)")
  }

  @Test func whatIsNoJSONIsTold() throws {
    folder.write("s.wsl", "keep n = 0\nprint $n")
    _ = try run()
    folder.write("state/wessaal/keep/\(stored.first ?? "")", "{")
    let run = try run()
    #expect(run.status == 2 && run.output == "")
    #expect(run.errors.contains("must hold what the script kept, but does not"), "\(run.errors)")
  }

  @Test func afterCItIsAVariableLikeOthers() throws {
    #expect(try run(["-c", "keep n = 1; $n += 1; print $n"]).output == "2\n")
    #expect(try run(["-c", "keep n = 1; $n += 1; print $n"]).output == "2\n")
    #expect(stored == [])
  }
}
