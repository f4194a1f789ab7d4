import Glibc
import JSON
import TestSupport
import Testing

/// Four runs of one campaign at the same time, which are killed at random and started again. Each message is
/// sent once, and none is lost, by the sandbox's own record.
@Suite(.serialized) struct SharedLedgerTests {
  private let folder = Folder()
  private static let keys = 120

  @Test func runsThatAreKilledShareAFile() throws { try campaign("\(folder.path)/ledger.jsonl", kills: 25) }

  @Test(.enabled(if: EtcdNodes.isInstalled, "etcd is not installed")) func runsThatAreKilledShareEtcd() throws
  {
    let etcd = try EtcdNodes(in: folder.path)
    let sandbox = try campaign(etcd.url, kills: 15)
    let copy = ["--output", "json", "journal", "copy", etcd.url, folder.path + "/copy"]
    for (copied, known) in [(Self.keys, 0), (0, Self.keys)] {
      let told = try Value(parsing: Array(sandbox.run(copy).output.utf8))
      #expect(told["copied"]?.asInt == Int64(copied) && told["known"]?.asInt == Int64(known), "\(told)")
    }
  }

  @Test func withoutEtcdNothingIsSent() throws {
    let sandbox = try SandboxProcess(["--clock", "fast"])
    let run = try sandbox.run(
      ["--journal", "etcd://127.0.0.1:1", "--timeout", "1s", "-c", "once k { \(Self.send("x")) }"])
    #expect(run.status == 7 && run.errors.contains("nothing is sent without it"), "\(run)")
    #expect(try sent(sandbox).isEmpty)
  }

  private static func send(_ content: String) -> String {
    "messages send instance=my-instance recipient=+966501234567 content=\"\(content)\" | ignore"
  }

  @discardableResult
  private func campaign(_ ledger: String, kills: Int) throws -> SandboxProcess {
    let sandbox = try SandboxProcess(["--clock", "fast", "--rate", "1000000/h"])
    let script = folder.write(
      "campaign.wsl", "for n in 1..\(Self.keys) { once \"m$n\" { \(Self.send("no. $n")) } }")
    let run = { () throws -> Child in
      try start(["--journal", ledger, "--in-doubt", "retry", script], base: sandbox.url, key: sandbox.key)
    }
    var random = Seeded(7)
    var runs = try (1...4).map { _ in try run() }
    for _ in 1...kills {
      usleep(UInt32.random(in: 20_000...150_000, using: &random))
      let place = Int.random(in: 0..<4, using: &random)
      kill(runs[place].pid, SIGKILL)
      _ = runs[place].finish(within: 20)
      runs[place] = try run()
    }
    for child in runs {
      let end = child.finish(within: 120)
      #expect(end.status == 0, "\(end)")
    }
    let sent = try sent(sandbox)
    #expect(sent.count == Self.keys && Set(sent).count == Self.keys, "\(sent.count), \(Set(sent).count)")
    return sandbox
  }

  private func sent(_ sandbox: SandboxProcess) throws -> [String] {
    let run = try sandbox.run(["-c", "sandbox messages | to json"])
    return try Value(parsing: Array(run.output.utf8)).asArray?.compactMap { $0["content"]?.asString } ?? []
  }
}
