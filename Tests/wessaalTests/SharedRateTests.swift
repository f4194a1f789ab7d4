import Glibc
import JSON
import Testing

/// The rate belongs to the key. Runs on one machine that share a ledger share it.
@Suite struct SharedRateTests {
  private let folder = Folder()
  private let pings = ["--rate", "10/h", "-c", "for n in 1..8 { ping | ignore }"]

  private func server() -> RecordingServer { RecordingServer(json: #"{"success":true,"message":"pong"}"#) }

  private var state: [String: String] { ["XDG_STATE_HOME": folder.path] }

  private var bucket: String? {
    Folder.names(in: folder.path + "/wessaal/ledger").first { $0.hasPrefix(".rate-") }
  }

  @Test(arguments: [true, false]) func twoRunsShareOneRate(isNamed: Bool) throws {
    let server = server()
    let options = (isNamed ? ["--journal", folder.path + "/j"] : []) + pings
    let children = try (1...2).map { _ in try start(options, base: server.url, environment: state) }
    // One of them may end before that. Then the other one waits.
    #expect(children.contains { $0.run(until: { _ in server.seen.count >= 10 }) })
    for child in children {
      #expect(!child.run(upTo: 1.5, until: { _ in server.seen.count > 10 }), "the next is 6 minutes away")
    }
    for child in children { kill(child.pid, SIGKILL) }
    // Another key has its own rate, and so has a run with another `--rate`.
    let other = try wessaal(options, base: server.url, key: "sk_test_another_one", environment: state)
    #expect(other.status == 0, "\(other)")
  }

  @Test func aWaitForOtherRunsIsTold() throws {
    let server = server()
    let run = try wessaal(
      ["--rate", "10/h", "-c", "for n in 1..10 { ping | ignore }"], base: server.url, environment: state)
    #expect(run.status == 0 && run.errors.isEmpty)
    let child = try start(["--rate", "10/h", "-c", "ping"], base: server.url, environment: state)
    #expect(
      child.run { $0.errorText.contains("the rate limit is reached: going on in ") }, "\(child.errorText)")
    kill(child.pid, SIGKILL)
    _ = child.finish(within: 20)
    #expect(server.seen.count == 10)
  }

  /// Tokens that two killed runs have waited for are not lost.
  @Test func aKilledRunTakesNothingWithIt() throws {
    let server = server()
    let first = try wessaal(pings, base: server.url, environment: state)
    #expect(first.status == 0 && server.seen.count == 8)
    let many = ["--rate", "10/h", "-c", "1..8 | each --parallel 8 { ping }"]
    let child = try start(many, base: server.url, environment: state)
    #expect(child.run(until: { _ in server.seen.count >= 10 }))
    kill(child.pid, SIGKILL)
    _ = child.finish(within: 20)
    let text = try #require(bucket.flatMap { folder.read("wessaal/ledger/" + $0) })
    let tokens = try Value(parsing: text)["tokens"]?.asDouble ?? -1
    #expect((0..<1).contains(tokens), "\(text)")
  }

  @Test(arguments: [
    "printf rubbish > $B", "printf '{\"tokens\":-1e9,\"filled_at\":9e9,\"paused_until\":9e9}' > $B",
    "rm $B; mkdir $B", "rm $B; mkfifo $B", "rm $B; ln -s /dev/zero $B",
    "head -c 100000 /dev/urandom > $B", "flock $B sleep 120 & until ! flock -n $B true; do :; done",
  ]) func aBrokenBucketHoldsNobodyUp(how: String) throws {
    let server = server()
    let ping = ["--rate", "360000/h", "-c", "for n in 1..8 { ping | ignore }"]
    #expect(try wessaal(ping, base: server.url, environment: state).status == 0)
    let name = try #require(bucket)
    let broken = try shell(
      "B=\(folder.path)/wessaal/ledger/\(name); { \(how); } >/dev/null 2>&1")
    #expect(broken.status == 0, "\(broken)")
    let run = try wessaal(ping, base: server.url, environment: state)
    #expect(run.status == 0 && run.seconds < 15 && server.seen.count == 16, "\(run)")
  }
}
