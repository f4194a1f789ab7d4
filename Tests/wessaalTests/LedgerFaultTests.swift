import Dispatch
import Glibc
import JSON
import Testing

/// The ledger must say what was really done, also where two faults happen at once. This is compared with the
/// sandbox's own record.
@Suite struct LedgerFaultTests {
  private let folder = Folder()
  private let send = "messages send instance=my-instance recipient=+966501234567 content=Hi"
  private let bulk =
    #"messages send-bulk instance=my-instance messages=[{recipient: "+966501234567", content: "Hi"}]"#

  private func run(_ code: String, _ options: String = "") throws -> Outcome {
    try folder.run(code, options)
  }

  private func sent() throws -> String { try run("sandbox messages | count").output }

  @Test func aBulkWhoseEndCannotBeWrittenDownIsNotSentAgain() throws {
    let server = try SandboxProcess.shared.get()
    let account = ["WESSAAL_API_KEY": server.key]
    // There is room for the intent and the write, and perhaps for `free`, but not for `done`. One of the
    // sizes shows it.
    var recipients: [String] = []
    for room in stride(from: 7300, through: 8000, by: 50) {
      let recipient = "+96650\(Int.random(in: 2_000_000...9_999_999))"
      let script = folder.write(
        "bulk.wsl",
        "messages send-bulk instance=my-instance messages=[{recipient: \"\(recipient)\", content: Hi}] --once camp | ignore"
      )
      folder.write(
        "j\(room)", "{\"key\":\"x\",\"state\":\"free\",\"of\":\"\(String(repeating: "-", count: room))\"}\n")
      let line = "\"$W\" --in-doubt fail --journal j\(room) '\(script)'"
      _ = try shell(
        "trap '' XFSZ; ulimit -f 8; \(line)", base: server.url, environment: account, folder: folder.path)
      let again = try shell(line, base: server.url, environment: account, folder: folder.path)
      #expect(again.status == 0, "room \(room): \(again)")
      recipients.append(recipient)
    }
    let list = recipients.map { "\"\($0)\"" }.joined(separator: ", ")
    let counts = try server.run(["-c", "for to in [\(list)] { print (messages list --to $to | count) }"])
    #expect(counts.output == String(repeating: "1\n", count: recipients.count), "\(recipients): \(counts)")
  }

  @Test func oneMessageSettlesOneKeyAlsoSideBySide() throws {
    let first = try run(
      "for k in [a, b] { try { once $k { \(send) } } catch e { print $e.kind } }",
      "--fault drop-after#1 --fault drop-before#2")
    #expect(first.output == "in_doubt\nin_doubt\n", "\(first)")
    let second = try run(
      "[a, b] | each --parallel 2 --keep-going { let k = @; once $k { \(send) } } | map @.ok | sort-by @ | join \" \"",
      "--in-doubt fail")
    #expect(second.output == "\"false true\"\n" && second.status == 10, "\(second)")
  }

  @Test func aSendBesideASettlementIsNotTakenForIt() throws {
    #expect(try run("once a { \(send) }", "--fault drop-before#1").status == 9)
    // `b` was just sent, or is on its way, when `a` searches for its own message.
    let second = try run(
      "[b, a] | each --parallel 2 --keep-going { let k = @; once $k { \(send) } } | map @.ok | join \" \"",
      "--in-doubt fail --latency 50ms")
    #expect(second.output == "\"true false\"\n", "\(second)")
    #expect(try sent() == "1\n")
  }

  @Test(arguments: ["--dry-run", "--code curl | ignore"]) func whatWasOnlyTriedIsNotDone(flag: String) throws
  {
    for command in [
      send, bulk, "request POST /messages/send instance=my-instance recipient=\"+966501234567\" content=Hi",
    ] {
      let key = "k\(command.count)"
      _ = try run("once \(key) { \(command) \(flag) }")
      let before = try sent()
      let real = try run("once \(key) { \(command) }")
      let after = try sent()
      #expect(real.status == 0 && before != after, "\(command): \(real)")
    }
    #expect(try sent() == "3\n")
  }

  @Test(arguments: [
    "once b { BULK }", "once b { let r = SEND; print \"b sent $r.message_id\" }",
    "once b { let r = SEND; print \"b sent $r.message_id\" }\njournal compact",
    "once b { BULK | ignore }\njournal compact", "once b { [(SEND)] }", "BULK --once b",
  ]) func whatAnotherKeySentIsClaimed(code: String) throws {
    #expect(try run("once a { \(send) }", "--fault drop-before#1").status == 9)
    let code = code.replacing("BULK", with: bulk).replacing("SEND", with: send)
    #expect(try run(code).status == 0)
    for _ in 1...2 {
      let again = try run("once a { \(send) }", "--in-doubt fail")
      #expect(again.status == 9 && again.errors.contains("no message of the account fits it"), "\(again)")
      _ = try run("journal compact")
    }
    #expect(try sent() == "1\n")
  }

  @Test func keysThatWaitForEachOtherAreToldAndDoNotHang() throws {
    let crosswise = try run(
      "[[a, b], [b, a]] | each --parallel 2 --keep-going { let p = @; once $p[0] { sleep 2s; once $p[1] { 1 } } } | map @.ok | sort-by @ | join \" \""
    )
    #expect(crosswise.output == "\"false true\"\n", "\(crosswise)")
    let same = try run("once k { \(bulk) --once k }")
    #expect(same.status == 0, "\(same)")
    #expect(try sent() == "1\n")
    let nested = try run(
      "once p { [q, r] | each --parallel 2 { let k = @; once $k { sleep 50ms; $k } } | join \" \" }")
    #expect(nested.output == "\"q r\"\n", "\(nested)")
  }

  @Test func aDoubtThatTheBlockCatchesStaysOne() throws {
    let first = try run("once k { try { \(send) } catch e { print $e.kind } }", "--fault drop-before#1")
    #expect(first.output == "in_doubt\n" && first.errors.contains("'k' is in doubt"), "\(first)")
    let again = try run("once k { \(send) }", "--in-doubt fail")
    #expect(again.status == 9, "\(again)")
    // Where it arrived, it is found.
    _ = try run("once l { try { \(send) } catch e { print $e.kind } }", "--fault drop-after#1")
    let found = try run("(once l { \(send) }).message_id", "--in-doubt fail")
    #expect(found.status == 0 && found.output == "12345\n", "\(found)")
  }

  @Test(arguments: ["/messages/%73end", "/%6Dessages/send", "/messages%2Fsend"])
  func anEncodedPathIsTheSamePath(path: String) throws {
    let request = "request POST \(path) instance=my-instance recipient=\"+966501234567\" content=Hi"
    let run = try run("(fails { budget 0 { \(request) } }).kind")
    #expect(run.output == "\"budget\"\n", "\(run)")
    #expect(try sent() == "0\n")
  }

  @Test func aHangUpIsAStopLikeAnyOther() throws {
    folder.write("save.wsl", "1..1000 | each { sleep 50ms; {n: @} } | save x.json")
    let child = try start(["--sandbox", "save.wsl"], key: nil, folder: folder.path)
    #expect(child.run(upTo: 15) { _ in folder.names.count > 1 })
    child.send(signal: SIGHUP)
    #expect(child.finish(within: 20).status == 129 && folder.names == ["save.wsl"])
    // The answer waits until the signal was sent. The run would go on for long, and is stopped after the
    // answer.
    let signalled = DispatchSemaphore(value: 0)
    let server = RecordingServer { seen, _ in
      signalled.wait()
      return .confirmed(seen)
    }
    folder.write("send.wsl", "once k { \(send) }\nsleep 1h")
    let sender = try start(["--journal", "j", "send.wsl"], base: server.url, folder: folder.path)
    #expect(sender.run { _ in !server.seen.isEmpty })
    sender.send(signal: SIGHUP)
    signalled.signal()
    let hungUp = sender.finish(within: 20)
    #expect(hungUp.status == 129 && !hungUp.isLate, "\(hungUp)")
    let states = try shell(
      "\"$W\" --journal j -c 'journal | map @.state'", base: server.url, folder: folder.path)
    #expect(states.output == "\"done\"\n", "\(states)")
    // nohup(1) makes the program ignore it.
    let kept = try shell(
      "trap '' HUP; \"$W\" -c 'print ready; sleep 400ms; print on' > shown & until grep -q ready shown; do sleep 0.02; done; kill -HUP $!; wait $!; cat shown",
      folder: folder.path)
    #expect(kept.output == "ready\non\n", "\(kept)")
  }
}
