import Dispatch
import Glibc
import Testing

/// `once` and `budget` in the real program, compared with the sandbox's own record.
@Suite struct OnceTests {
  private let campaign = """
    for n in 1..3 {
      once "k:$n" { messages send instance=my-instance recipient=+966501234567 content="no. $n" }
    }
    messages list | count
    """

  @Test func whatWasDoneIsNotDoneAgain() throws {
    let folder = Folder()
    let script = folder.write("a.wsl", campaign)
    for _ in 1...2 {
      let outcome = try shell("\"$W\" --sandbox --state '\(folder.path)/s' '\(script)'")
      #expect(outcome.status == 0 && outcome.output == "3\n", "\(outcome)")
    }
  }

  @Test func aTornEndOfTheJournalIsHealedWhereverItIsTorn() throws {
    let folder = Folder()
    let script = folder.write("a.wsl", campaign)
    let run = "\"$W\" --sandbox --state '\(folder.path)/s' '\(script)'"
    _ = try shell(run)
    let journal = folder.path + "/s.journal"
    let whole = try shell("cat '\(journal)'").output
    let lines = whole.split(separator: "\n")
    let last = lines.suffix(2).joined(separator: "\n").utf8.count + 1
    for torn in stride(from: 0, through: last, by: 7) {
      _ = try shell(
        "head -c \(whole.utf8.count - torn) '\(journal)' > '\(journal).x'; mv '\(journal).x' '\(journal)'")
      let outcome = try shell(run)
      #expect(outcome.status == 0 && outcome.output == "3\n", "torn by \(torn): \(outcome)")
      _ = folder.write("s.journal", whole)
    }
  }

  @Test func aBrokenLineInTheMiddleIsToldAndNothingSent() throws {
    let folder = Folder()
    _ = folder.write(
      "s.journal",
      """
      {"key":"x","state":"done","of":"sandbox"}
      rubbish
      {"key":"y","state":"done","of":"sandbox"}

      """)
    let script = folder.write("a.wsl", campaign)
    let outcome = try shell("\"$W\" --sandbox --state '\(folder.path)/s' '\(script)'")
    #expect(outcome.status == 2 || outcome.status == 1)
    #expect(outcome.errors.contains("line 2 of the ledger"))
    #expect(!outcome.output.contains("3"))
  }

  /// A run waits for a key that another run has, and then finds it done. Both runs end well, and one message
  /// is sent.
  @Test func twoRunsOnOneLedgerSendOnce() throws {
    let folder = Folder()
    // The answer waits until the second run waits.
    let isWaitedFor = DispatchSemaphore(value: 0)
    let server = RecordingServer { seen, _ in
      if seen.method == "POST" { _ = isWaitedFor.wait(timeout: .now() + 60) }
      return .confirmed(seen)
    }
    let script = folder.write(
      "slow.wsl", "once \"a\" { messages send instance=a recipient=+966501234567 content=Hi }")
    let run = { try start(["--journal", folder.path + "/j", script], base: server.url, folder: folder.path) }
    let first = try run()
    #expect(first.run { _ in !server.seen.isEmpty }, "\(first.errorText)")
    let second = try run()
    #expect(second.run { $0.errorText.contains("waiting for process") }, "\(second.errorText)")
    isWaitedFor.signal()
    for child in [first, second] {
      let outcome = child.finish(within: 20)
      #expect(outcome.status == 0 && !outcome.isLate, "\(outcome)")
    }
    #expect(server.seen.count { $0.method == "POST" } == 1)
  }

  /// A run that was killed before it sent anything leaves its key free, and nobody waits for it.
  @Test func aRunThatIsGoneHoldsNothing() throws {
    let folder = Folder()
    let slow = folder.write("slow.wsl", "once \"a\" { sleep 60s }")
    let outcome = try shell(
      "\"$W\" --sandbox --journal '\(folder.path)/j' '\(slow)' & until grep -qs claimed '\(folder.path)/j'; do sleep 0.02; done; "
        + "kill -9 $!; \"$W\" --sandbox --journal '\(folder.path)/j' -c 'once \"a\" { 5 }'")
    #expect(outcome.status == 0 && outcome.output == "5\n" && !outcome.isLate, "\(outcome)")
  }

  /// A key means one thing in an account. Another block with the same key is refused, with a message.
  @Test func twoBlocksWithOneKeyAreNeverPassedOverInSilence() throws {
    let folder = Folder()
    let server = RecordingServer(json: #"{"success":true,"data":{"message_id":1}}"#)
    func block(_ content: String) -> String {
      "once k { messages send instance=a recipient=+966501234567 content=\(content) }"
    }
    func run(_ arguments: String...) throws -> Outcome {
      try wessaal(["--journal", folder.path + "/j"] + arguments, base: server.url)
    }
    let first = folder.write("a.wsl", block("Hi"))
    #expect(try run(first).status == 0)
    let copy = folder.write("b.wsl", "# the same\n" + block("Hi").replacing("{ ", with: "{\n\n    "))
    #expect(try run(copy).status == 0)
    let other = try run("-c", block("Bye"))
    #expect(other.status == 1 && other.errors.contains("must stand for one thing"), "\(other)")
    #expect(other.errors.contains("a.wsl"))
    #expect(other.errors.contains("--same-as \(first) says so"))
    #expect(try run("--same-as", first, "-c", block("Bye")).status == 0)
    // What was typed has no path.
    #expect(
      try run("-c", "once l { messages send instance=a recipient=+966501234567 content=x }").status == 0)
    let typed = try run("-c", "once l { messages send instance=a recipient=+966501234567 content=y }")
    #expect(typed.status == 1 && !typed.errors.contains("--same-as"), "\(typed)")
    _ = folder.write("a.wsl", block("Edited"))
    #expect(try run(first).status == 0)
    #expect(server.seen.count { $0.method == "POST" } == 2)
  }

  @Test func anAnswerThatWasLostIsLookedUp() throws {
    let folder = Folder()
    let script = folder.write(
      "a.wsl", "once \"d\" { messages send instance=my-instance recipient=+966501230007 content=lost }")
    let run = "\"$W\" --sandbox --state '\(folder.path)/s' '\(script)'"
    #expect(try shell(run).status == 9)
    let again = try shell(run)
    #expect(again.status == 0 && again.output.contains("\"message_id\": 12345"), "\(again)")
    #expect(
      again.errors.contains("message 12345 in messages list is it, so it was sent, and is not repeated"))
    let count = try shell("\"$W\" --sandbox --state '\(folder.path)/s' -c 'messages list | count'")
    #expect(count.output == "1\n")
  }

  /// What the check knows of an answer is there, also where the message was found in the list.
  @Test func aMessageThatWasFoundIsAnAnswer() throws {
    let folder = Folder()
    let script = folder.write(
      "a.wsl",
      """
      let r = once "d" { messages send instance=my-instance recipient=+966501230007 content=lost }
      print [($r.queued_at != null), $r.instance.name, $r.instance.id, $r.credits_charged, $r.template_used, $r.content]
      """)
    let run = "\"$W\" --sandbox --state '\(folder.path)/s' '\(script)'"
    #expect(try shell(run).status == 9)
    for _ in 1...2 {
      let again = try shell(run)
      #expect(again.output == "[true,\"my-instance\",null,null,null,\"lost\"]\n", "\(again)")
    }
  }

  @Test func whatCannotBeFoundStaysInDoubtUntilSomebodySays() throws {
    let script = """
      def send(rule) {
        once "d" --in-doubt $rule {
          messages send instance=my-instance recipient=+966501230005 content=x
        }
      }
      print((fails { send("fail") }).kind)
      print((fails { send("fail") }).message)
      print send("retry").message_id
      print send("fail").message_id
      messages list | count
      """
    let folder = Folder()
    // Before a send is repeated, the message is searched once more, some seconds later.
    let again = try shell("\"$W\" --sandbox '\(folder.write("a.wsl", script))'", within: 20)
    let lines = again.output.split(separator: "\n")
    #expect(lines.first == "in_doubt" && lines.suffix(3) == ["12345", "12345", "1"], "\(again)")
    #expect(again.output.contains("no message of the account fits it"))
  }

  @Test func aBudgetIsAWallAndAJumpLeavesIt() throws {
    let script = """
      def f() { budget 3 { for x in 1..3 { if $x == 2 { break }; print $x }; return 7 } }
      print f()
      for i in 1..3 { budget 1 { if $i == 2 { continue }; print $i } }
      let e = fails budget {
        budget 2 { 1..9 | each --parallel 4 { messages send instance=my-instance recipient=+966501234567 content="no. $@" } }
      }
      messages list | count
      """
    let folder = Folder()
    let outcome = try shell("\"$W\" --sandbox '\(folder.write("a.wsl", script))'")
    #expect(outcome.output == "1\n7\n1\n3\n2\n", "\(outcome)")
    let most = try shell(
      "\"$W\" --sandbox --max-credits 1 -c 'for n in 1..2 { messages send instance=my-instance recipient=+966501234567 content=x | ignore }'"
    )
    #expect(most.status == 5 && most.errors.contains("--max-credits 1 must hold"))
  }

  @Test func aBlockThatSentNothingIsFreeAgain() throws {
    let outcome = try shell(
      "\"$W\" --sandbox -c 'try { once \"b\" { fail \"x\" } } catch e { print $e.message }; once \"b\" { 5 }; once \"b\" { 6 }'"
    )
    #expect(outcome.output == "x\n5\n5\n", "\(outcome)")
  }
}
