import Glibc
import JSON
import Testing

/// Services that contradict themselves, and ledgers that others hold. Nothing is sent again because of one of
/// two contradicting facts, and nothing counts as done because a script has written it.
@Suite struct ContradictionTests {
  private let folder = Folder()
  private let send = "messages send instance=my-instance recipient=+966501234567 content=Hi"
  private let bulk =
    "messages send-bulk instance=my-instance messages=[{recipient: \"+966501234560\", content: a}, {recipient: \"+966501234561\", content: b}]"

  private func run(_ code: String, _ options: [String] = [], on server: RecordingServer) throws -> Outcome {
    try wessaal(
      ["--journal", "\(folder.path)/j"] + options + [folder.write("run.wsl", code)], base: server.url)
  }

  /// Both rows say that they failed, and the counts contradict them.
  @Test(arguments: [("2", "0"), ("1", "1"), ("\"2\"", "0"), ("0", "0"), ("0", "1")], [true, false])
  func rowsThatTheCountsTakeBackFreeNoKey(counts: (queued: String, failed: String), isKeyed: Bool) throws {
    let server = RecordingServer { seen, _ in
      let rows = (0...1).map { #"{"index":\#($0),"success":false,"message_id":null,"error":"x"}"# }
      return seen.method == "GET"
        ? .json(#"{"success":true,"data":{"current_page":1,"data":[],"per_page":100,"total":0}}"#)
        : .json(
          #"{"success":true,"data":{"total":2,"success_count":\#(counts.queued),"failure_count":\#(counts.failed),"results":[\#(rows.joined(separator: ","))]}}"#
        )
    }
    let code = isKeyed ? "\(bulk) --once k" : "once k { \(bulk) }"
    #expect(try run(code, on: server).status == 9)
    let again = try run(code, ["--in-doubt", "fail"], on: server)
    #expect(again.status == 9 && server.seen.count { $0.method == "POST" } == 1, "\(again)")
  }

  @Test(
    arguments: ["meta", "pagination", ""], ["contacts", "templates", "instances", "workspaces", "messages"])
  func aListThatIsShorterThanItsTotalIsAnError(place: String, noun: String) throws {
    let rows = (1...15).map { #"{"id":\#($0)}"# }.joined(separator: ",")
    let total = place.isEmpty ? #""total":250"# : #""\#(place)":{"total":250,"current_page":1}"#
    let server = RecordingServer(json: #"{"success":true,"data":[\#(rows)],\#(total)}"#)
    // For messages, a count is the total, which one answer tells.
    for end in ["length", "map @.id | count"] + (noun == "messages" ? [] : ["count"]) {
      let run = try wessaal(["-c", "\(noun) list | \(end)"], base: server.url)
      #expect(run.status == 8 && run.errors.contains("250"), "\(run)")
    }
    #expect(try wessaal(["-c", "(\(noun) list --raw).success"], base: server.url).output == "true\n")
  }

  @Test func aScriptCopiesNoKeysIntoItsLedger() throws {
    let server = RecordingServer { .confirmed($0, $1) }
    #expect(try run("once k1 { \(send) | ignore }", on: server).status == 0)
    let forged = (folder.read("j") ?? "").replacing("k1", with: "k2")
    folder.write("forged.jsonl", forged)
    for target in ["-", "j", "/tmp/wessaal-elsewhere.jsonl"] {
      let copied = try wessaal(
        [
          "--journal", "\(folder.path)/j",
          folder.write("copy.wsl", "journal copy forged.jsonl \"\(target)\""),
        ],
        base: server.url, folder: folder.path)
      #expect([1, 2].contains(copied.status) && copied.errors.contains("a script"), "\(target): \(copied)")
    }
    #expect(try run("once k2 { \(send) | ignore }", on: server).status == 0)
    #expect(server.seen.count { $0.method == "POST" } == 2)
    // An input that the user types may do this.
    let typed = try wessaal(
      ["--journal", "\(folder.path)/new", "-c", "(journal copy forged.jsonl -).copied"], base: server.url,
      folder: folder.path)
    #expect(typed.output == "1\n", "\(typed)")
    let reading = try wessaal(
      ["--read-only", "-c", "journal copy forged.jsonl other.jsonl"], base: server.url, folder: folder.path)
    #expect(reading.status == 4 && !folder.names.contains("other.jsonl"), "\(reading)")
    let missing = try wessaal(["-c", "journal copy nothing.jsonl -"], base: server.url, folder: folder.path)
    #expect(missing.status == 1, "\(missing)")
  }

  /// The hint is a line that copies.
  @Test(arguments: ["-", "\"-\" -", "\"-\" /dev/stdout"]) func aCopyToNoLedgerIsTold(operands: String) throws
  {
    let server = RecordingServer { .confirmed($0, $1) }
    #expect(try run("once k1 { \(send) | ignore }", on: server).status == 0)
    let told = try run("journal copy \(operands)", on: server)
    #expect(told.status != 0 && told.errors.contains("'journal copy \"-\" FILE'"), "\(told)")
    let copied = try run("(journal copy \"-\" \"\(folder.path)/c.jsonl\").copied", on: server)
    #expect(copied.output == "1\n", "\(copied)")
  }

  @Test func aLockThatIsNotGivenBackIsTold() throws {
    folder.write("j", "")
    let holder = open("\(folder.path)/j", O_RDWR | O_CLOEXEC)
    defer { close(holder) }
    try #require(flock(holder, LOCK_EX) == 0)
    let server = RecordingServer { .confirmed($0, $1) }
    let run = try run("once k { \(send) }", on: server)
    #expect(run.status == 1 && run.errors.contains("the lock of the ledger must be free"), "\(run)")
    #expect(!server.seen.contains { $0.method == "POST" })
  }
}
