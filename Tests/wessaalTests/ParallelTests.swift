import Dispatch
import Glibc
import Synchronization
import Testing

/// `each --parallel` and `every` from outside: order, failures, exit statuses, signals.
@Suite struct ParallelTests {
  private static let send = "messages send instance=124 content=Hi recipient="

  @Test func resultsComeInTheOrderOfTheItems() throws {
    let run = try wessaal([
      "-c", "[600, 0, 300] | each --parallel 3 { sleep (@ * 1ms); print --error \"end $(@)\"; @ }",
    ])
    #expect(run.output == "600\n0\n300\n")
    #expect(run.errors == "end 0\nend 300\nend 600\n")
  }

  @Test func asManyRunAtOnceAsWasSaid() throws {
    let gate = Gate(20)
    let server = RecordingServer { _, _ in
      gate.pass()
      return .json("{}")
    }
    let run = try wessaal(
      ["--rate", "1000000/h", "-c", "1..40 | each --parallel 20 { request GET /x | ignore; @ } | sum"],
      base: server.url, within: 60)
    #expect(run.output == "820\n", "\(run)")
    #expect(gate.most == 20)
  }

  @Test func aBlockThatNeverWaitsLeavesTheOthersTheirTurn() throws {
    let long = #"for i in 1..20000 { print $i }; print "long""#
    let run = try wessaal([
      "-c", "1..2 | each --parallel 2 { if @ == 1 { \(long) } else { sleep 1ms; print \"short\" } } | ignore",
    ])
    let words = run.output.split(separator: "\n").filter { Int($0) == nil }
    #expect(words == ["short", "long"])
  }

  @Test func theFirstFailureByTheOrderOfTheItemsIsRaised() throws {
    let run = try wessaal([
      "-c",
      """
      1..20 | each --parallel 4 {
        if @ == 3 { sleep 500ms; fail "three" }
        if @ == 4 { fail "four" }
        print --error "ran $(@)"
        @
      }
      """,
    ])
    #expect(run.status == 1)
    #expect(run.output == "1\n2\n")
    #expect(
      run.errors.contains("-c:2:28: error: three (item [2]: 3; failed too: [3] script)"),
      "\(run.errors)")
    #expect(!run.errors.contains("ran 9"), "\(run.errors)")
  }

  @Test func whatIsInDoubtIsRaisedBeforeAllElse() throws {
    let sandbox = try SandboxProcess.shared.get()
    let code = "[\"+966500000004\", \"+966500000007\"] | each --parallel 2 { \(Self.send)@ } | count"
    let run = try sandbox.run(["-c", code])
    #expect(run.status == 9)
    #expect(run.errors.contains("(item [1]: \"+966500000007\"; failed too: [0] validation)"), "\(run.errors)")
  }

  @Test(arguments: ["--keep-going", "--keep-going --parallel 3"])
  func whatKeepsGoingEndsWith10(_ flags: String) throws {
    let code = "[2, 0, 1] | each \(flags) { 4 / @ } | map [@.item, @.ok, @.value]; print end"
    let run = try wessaal(["-c", code])
    #expect(run.status == 10)
    #expect(run.output == "[2,true,2]\n[0,false,null]\n[1,true,4]\nend\n")
    #expect(run.errors == "1 item failed, and the run went on: --keep-going\n")
    let fine = try wessaal(["-c", "[2, 1] | each \(flags) { 4 / @ } | map @.error"])
    #expect(fine.status == 0)
    #expect(fine.output == "null\nnull\n")
  }

  @Test func noMoreStartThanAreAskedFor() throws {
    let sandbox = try SandboxProcess(["--messages", "500", "--rate", "1000000/h"])
    let code = "messages list | each --parallel 8 { messages get @.id } | first 3 | count"
    let run = try sandbox.run(["-c", code + "\n(sandbox requests) | count"])
    let counts = run.output.split(separator: "\n")
    #expect(counts.first == "3")
    // A page of the list, the eight calls that start at once, and one for each result that was
    // taken.
    #expect(counts.last.flatMap { Int($0) }.map { $0 <= 12 } == true, "\(run.output)")
  }

  @Test func eachBlockHasItsOwnResponse() throws {
    let sandbox = try SandboxProcess.shared.get()
    let run = try sandbox.run([
      "-c",
      """
      1..9 | each --parallel 9 {
        request GET /ping n=@ | ignore
        sleep 20ms
        captures $response.request.url 'n=(\\d+)' | map @
      } | flatten | to json
      $response == null
      """,
    ])
    let numbers = (1...9).map { "\"n=\($0)\",\"\($0)\"" }.joined(separator: ",")
    #expect(run.output == "[\(numbers)]\ntrue\n", "\(run.errors)")
  }

  @Test(arguments: [SIGINT, SIGTERM]) func aSignalMarksTheWritesUnderWay(_ signal: Int32) throws {
    let server = RecordingServer { _, _ in .hang }
    let child = try start(
      ["-c", "print --error ready; 1..9 | each --parallel 3 { \(Self.send)+966501234567 }"], base: server.url)
    #expect(child.run { _ in server.seen.count == 3 }, "\(child.errorText)")
    child.send(signal: signal)
    let run = child.finish(within: 20)
    #expect(run.status == 128 + signal, "\(run.errors)")
    let told = "whether the server acted (item [0]: 1; failed too: [1] in_doubt, [2] in_doubt)"
    #expect(run.errors.contains(told), "\(run.errors)")
    #expect(server.seen.count == 3)
  }

  @Test func aSignalTellsWhereItStood() throws {
    let child = try start([
      "-c", "1..9 | each --parallel 2 --keep-going { if @ > 3 { print --error \"at $(@).\"; sleep 30s }; @ }",
    ])
    #expect(child.run { $0.errorText.contains("at 4.") && $0.errorText.contains("at 5.") })
    child.send(signal: SIGINT)
    let run = child.finish(within: 20)
    #expect(run.status == 130)
    #expect(
      run.errors.contains("error: interrupted: 3 items done, 2 stopped before they were done"),
      "\(run.errors)")
  }

  @Test func aSignalTellsWhatWasSentBefore() throws {
    let send = "let m = messages send instance=my-instance recipient=@.phone content=Hi"
    let child = try start([
      "--sandbox", "--clock", "manual", "-c",
      "contacts list | first 2 | each --parallel 2 { \(send); print --error \"at $m.message_id.\"; messages wait $m.message_id }",
    ])
    #expect(child.run { $0.errorText.contains("at 12345.") && $0.errorText.contains("at 12346.") })
    child.send(signal: SIGINT)
    let run = child.finish(within: 20)
    #expect(run.status == 130)
    #expect(
      run.errors.contains("2 credits used (messages 12345, 12346 sent)\n")
        || run.errors.contains("2 credits used (messages 12346, 12345 sent)\n"), "\(run.errors)")
  }

  @Test func everyRunsUntilASignalComes() throws {
    let child = try start(["-c", "let n = 0; every 20ms { $n += 1; print $n; if $n == 2 { fail \"two\" } }"])
    #expect(child.run { $0.outputText.contains("4\n") }, "\(child.errorText)")
    child.send(signal: SIGINT)
    let run = child.finish(within: 20)
    #expect(run.status == 130)
    #expect(run.errors.contains("error: two"))
  }

  @Test func blocksThatStartThemselvesAreStopped() throws {
    let code = "def f(n) { [1, 2] | each --parallel 2 { f($n + 1) } }\nprint (f(1))"
    let run = try wessaal(["-c", code])
    #expect(run.status == 1 && run.errors.contains("blocks of each --parallel must run at once"))
  }
}

/// Holds all callers until so many are there at the same time. From then on it is open.
private final class Gate: Sendable {
  private let count: Int
  private let inside = Mutex((now: 0, most: 0))
  private let opened = DispatchSemaphore(value: 0)

  init(_ count: Int) { self.count = count }

  /// The most callers that were inside at the same time.
  var most: Int { inside.withLock { $0.most } }

  func pass() {
    let most = inside.withLock { inside in
      inside.now += 1
      inside.most = max(inside.most, inside.now)
      return inside.most
    }
    // Each caller that passes lets the next one pass.
    if most >= count { opened.signal() }
    _ = opened.wait(timeout: .now() + 20)
    opened.signal()
    inside.withLock { $0.now -= 1 }
  }
}
