import Glibc
import JSON
import Testing

/// Which run a key belongs to, and what is kept of it.
extension DoubtTests {
  // MARK: Who has the keys

  @Test func whatAFreeKeyHasSentStaysClaimed() throws {
    #expect(try run("once a { \(send) }", "--fault drop-before#1").status == 9)
    #expect(try run("once k { \(send) }").status == 0)
    #expect(try run("once k --for 1ms { fail \"no\" }").status == 1)
    for _ in 1...2 {
      _ = try run("journal compact")
      let again = try run("once a { \(send) }", "--in-doubt fail")
      #expect(again.status == 9, "\(again)")
    }
    #expect(try sent() == "1\n")
  }

  @Test func anAccountIsOneHoweverItsAddressIsWritten() throws {
    let server = RecordingServer(json: #"{"success":true,"data":{"message_id":1}}"#)
    let script = folder.write("run.wsl", "once k { \(send) }")
    for host in ["127.0.0.1", "localhost", "LOCALHOST"] {
      for scheme in ["http", "HTTP"] {
        let run = try wessaal(
          ["--journal", folder.path + "/j", script], base: "\(scheme)://\(host):\(server.port)/integration/v1"
        )
        #expect(run.status == 0, "\(run)")
      }
    }
    #expect(posts(server) == 1, "all names of this machine are one")
  }

  @Test func textThatIsNoFileHasOneJournalWhereverItIsRun() throws {
    let server = RecordingServer(json: #"{"success":true,"data":{"message_id":1}}"#)
    let home = ["HOME": folder.path, "S": "once z { \(send) }"]
    for line in [
      "cd / && \"$W\" -c \"$S\"", "cd /tmp && \"$W\" -c \"$S\"", "cd /usr && echo \"$S\" | \"$W\" -",
    ] {
      let run = try shell(line, base: server.url, environment: home)
      #expect(run.status == 0, "\(run)")
    }
    #expect(posts(server) == 1)
  }

  @Test func withoutAFolderNothingIsSent() throws {
    let server = RecordingServer(json: #"{"success":true,"data":{"message_id":1}}"#)
    let bulk =
      "messages send-bulk instance=a messages=[{recipient: \"+966501234567\", content: Hi}] --once camp"
    for code in [
      "once k { \(send) }", bulk, "keep n = 1; \(send)", "print sent; \(send) | ignore\nonce k { \(send) }",
      "\(send) | ignore\n\(bulk)", "def f() { once k { \(send) } }\n\(send) | ignore\nf()",
    ] {
      let script = folder.write("run.wsl", code)
      for (home, found) in [
        ("unset HOME", "neither HOME nor XDG_STATE_HOME"), ("HOME=", "neither HOME nor XDG_STATE_HOME"),
        ("unset HOME; XDG_STATE_HOME=here", "neither HOME nor XDG_STATE_HOME"),
        ("HOME='\(folder.path)/away'", "HOME names \(folder.path)/away, which does not exist"),
      ] {
        let run = try shell("\(home); export XDG_STATE_HOME; \"$W\" '\(script)'", base: server.url)
        #expect(run.status == 2 && run.output.isEmpty && run.errors.contains(found), "\(code): \(run)")
      }
    }
    #expect(server.seen.isEmpty)
    #expect(folder.names == ["run.wsl"])
  }

  /// A ledger on a disk that is not mounted must not be begun anew.
  @Test func aLedgerWhoseFolderIsMissingIsRefusedBeforeAnythingIsSent() throws {
    let server = RecordingServer(json: #"{"success":true,"data":{"message_id":1}}"#)
    let script = folder.write("run.wsl", "\(send) | ignore\nonce k { \(send) }")
    let away = folder.path + "/away/x"
    for options in [["--journal", away + "/j"], ["--journal", folder.path], ["--journal", script + "/j"]] {
      let run = try wessaal(options + [script], base: server.url)
      #expect([1, 2].contains(run.status) && run.errors.contains("run.wsl:2:1: error: "), "\(run)")
      #expect(!run.errors.contains("nothing was sent"), "\(run)")
    }
    #expect(server.seen.isEmpty && folder.names == ["run.wsl"])
    _ = try shell("mkdir -p '\(away)'")
    let real = try wessaal(["--journal", away + "/j", script], base: server.url)
    #expect(real.status == 0 && posts(server) == 2, "\(real)")
  }

  @Test func aRunCanBeLookedAtAndADryRunSkipsWhatIsDone() throws {
    let code = "for n in 1..3 { once \"k$n\" { \(send) } }"
    // It is still running, and is stopped after the look.
    folder.write("long.wsl", "\(code)\nprint --error sent; sleep 1h")
    folder.write("camp.wsl", code)
    let options = ["--sandbox", "--state", "s", "--journal", "j"]
    let camp = try start(options + ["long.wsl"], folder: folder.path)
    #expect(camp.run { $0.errorText.contains("sent\n") }, "\(camp.errorText)")
    let look = try wessaal(
      ["--journal", "j", "--sandbox", "-c", "journal | map @.state"], folder: folder.path)
    #expect(look.output == "\"done\"\n\"done\"\n\"done\"\n", "\(look)")
    camp.send(signal: SIGTERM)
    #expect(camp.finish(within: 20).status == 143)
    let dry = try wessaal(options + ["--dry-run", "camp.wsl"], folder: folder.path)
    #expect(dry.status == 0 && !dry.errors.contains("not sent"), "\(dry)")
    let other = try shell("\"$W\" --sandbox --journal none -c journal; ls none", folder: folder.path)
    #expect(other.output == "" && other.errors.contains("none"), "a look makes no file: \(other)")
  }

  @Test func whoMayNotLookCanTakeItAsDone() throws {
    let options = "--key sk_test_0123456789:send_message"
    let code = "once k { \(send) }"
    #expect(try run(code, options + " --fault drop-before#1").status == 9)
    #expect(try run(code, options + " --in-doubt fail").status == 9)
    #expect(try run(code, options + " --in-doubt skip").status == 0)
    #expect(try run("sandbox messages | count", options).output == "0\n")
  }

  @Test func anAPIKeyIsNotWrittenDown() throws {
    let server = Self.server(.close)
    let code = """
      once k { messages send instance=a recipient=+966501234567 content="my \(Binary.key)" }
      """
    let run = try run(code, on: server)
    #expect(run.status == 9 && !run.errors.contains(Binary.key), "\(run)")
    let journal = try shell("cat j", folder: folder.path).output
    #expect(journal.contains("\"recipient\"") && !journal.contains("sk_"), "\(journal)")
    let named = try self.run("once \"x-\(Binary.key)\" { 1 }", on: server)
    #expect(named.status == 2 && !named.errors.contains(Binary.key), "\(named)")
    for text in ["fail \"bad \(Binary.key)\"", "\(send) footer=\(Binary.key) --dry-run --no-check"] {
      let told = try self.run(text, on: server)
      #expect(!told.errors.contains(Binary.key) && told.errors.contains("sk_…"), "\(told)")
    }
  }
}
