import JSON
import TestSupport
import Testing

/// No content of its files ends a run by a signal. Each member of the files that the program writes is
/// replaced by an extreme.
@Suite struct FileHuntTests {
  private let folder = Folder()

  private struct Change: CustomStringConvertible {
    var line: Int
    var place: Place
    var extreme: Extreme

    var description: String { "line \(line + 1) \(place) = \(extreme.name)" }
  }

  /// A sample of all combinations: every member of every line, and every extreme.
  private func changes(of lines: [Value], few: Int) -> [Change] {
    let all = lines.enumerated().flatMap { line, value in
      Place.all(in: value).flatMap { place in
        Extreme.all.map { Change(line: line, place: place, extreme: $0) }
      }
    }
    let ends = all.filter { change in
      lines[change.line][change.place]?.typeName == "number"
        && Extreme.ends.contains { $0.json == change.extreme.json }
    }
    return Array(ends.prefix(FuzzSize.cases(few)) + all.sample(few: few))
  }

  private func text(_ lines: [Value], _ change: Change) -> String {
    lines.enumerated().map { line, value in
      (line == change.line ? value.json(with: change.extreme, at: change.place) : value.json) + "\n"
    }.joined()
  }

  private func lines(of name: String) throws -> [Value] {
    let text = try #require(folder.read(name))
    return try text.split(separator: "\n").map { try Value(parsing: String($0)) }
  }

  private func write(_ code: String, _ options: String = "") throws {
    let script = folder.write("first.wsl", code)
    let run = try shell("\"$W\" --sandbox \(options) '\(script)'", folder: folder.path, within: 20)
    #expect(run.status == 0, "\(run)")
  }

  private static let send = HuntLines.send
  private static let once = """
    once "a" { \(send) | ignore }
    try { once "b" { messages send instance=my-instance recipient=+966501230007 content=y } } catch e { }
    try { once "c" { for n in 1..2 { \(send) | ignore }; fail "x" } } catch e { }
    try { messages send-bulk instance=my-instance --once d messages=[{recipient: +966501230007, content: b}] } catch e { }

    """

  // MARK: The sandbox's state

  @Test(arguments: ["", "--clock manual --credits 1000000000000"])
  func noStateEndsTheSandbox(options: String) throws {
    try write("\(Self.send) | ignore; \(Self.send.replacing("4567", with: "0000")) | ignore", "--state s")
    let state = try lines(of: "s")
    let code = """
      try { messages list | count } catch e { }
      try { sandbox advance 3s | ignore } catch e { }
      try { \(Self.send) | ignore; contacts create phone=+966501234567 | ignore } catch e { }
      for n in 1..9 { try { sandbox advance 1000000000s | ignore } catch e { } }
      try { sandbox messages | ignore; me | ignore; contacts list | ignore; instances status 124 | ignore } catch e { }
      try { messages get 12345 | ignore; messages list status=failed | ignore; sandbox reset | ignore } catch e { }
      """
    for change in changes(of: state, few: 25) {
      folder.write("s", text(state, change))
      let script = folder.write("s.wsl", code)
      let run = try shell(
        "\"$W\" --sandbox --state s \(options) '\(script)'", folder: folder.path, within: 30)
      #expect(!run.wasKilled && run.status < 128 && !run.isLate, "\(change): \(run)")
    }
  }

  // MARK: The journal

  @Test(arguments: ["fail", "skip"]) func noJournalEndsARun(rule: String) throws {
    try write(Self.once, "--state s --journal j")
    let state = folder.read("s") ?? ""
    let journal = try lines(of: "j")
    let script = folder.write(
      "s.wsl", "try { journal | table } catch e { }\n\(Self.once)try { journal compact } catch e { }")
    for change in changes(of: journal, few: 30) {
      folder.write("s", state)
      folder.write("j", text(journal, change))
      let run = try shell(
        "\"$W\" --sandbox --state s --journal j --in-doubt \(rule) '\(script)'", folder: folder.path,
        within: 30)
      #expect(!run.wasKilled && run.status < 128 && !run.isLate, "\(change): \(run)")
    }
  }

  /// Before a send is repeated, the shell waits for a request that may still be on its way, but never longer
  /// than such a request can take, whatever the ledger says.
  @Test(arguments: ["1e300", "9223372036854775807", "1e400", "-1e300", "-9223372036854775808"])
  func noTimeOfAJournalIsWaitedFor(time: String) throws {
    try write(Self.once, "--state s --journal j")
    let lines = try #require(folder.read("j")).split(separator: "\n").map { line in
      line.contains(#""key":"b""#) && !line.contains(#""intent""#)
        ? String(line).replacing(/"at":[0-9.e+]+/, with: "\"at\":\(time)") : String(line)
    }
    folder.write("j", lines.joined(separator: "\n") + "\n")
    folder.write("s", "")
    let child = try start(
      ["--sandbox", "--journal", "j", "--in-doubt", "retry", "first.wsl"], folder: folder.path)
    // The run is stopped when it is seen to wait.
    if child.run(upTo: 10, until: { $0.errorText.contains("waiting") }) { child.send(signal: 2) }
    let run = child.finish(within: 30)
    #expect(!run.wasKilled && !run.isLate && [0, 130].contains(run.status), "\(run)")
    if run.status == 130 { #expect(run.errors.contains(/waiting [0-9]{1,2} s/), "\(run)") }
  }

  // MARK: A recording

  @Test func noRecordingEndsARun() throws {
    let calls = ["me", "messages list", "messages get 12345", "contacts list", "ping"]
    let reads = calls.map { "try { \($0) | ignore } catch e { }\n" }.joined()
    try write("\(Self.send) | ignore\n\(reads)record save r.jsonl")
    let recording = try lines(of: "r.jsonl")
    var code = ""
    let changes = changes(of: recording, few: 400)
    for (number, change) in changes.enumerated() {
      folder.write("r\(number).jsonl", text(recording, change))
      code += "print \(number)\ntry { replay r\(number).jsonl } catch e { }\n\(reads)"
      code += "try { $response | to json | ignore; \(Self.send) | ignore } catch e { }\n"
    }
    let script = folder.write("s.wsl", code)
    let run = try wessaal(["--sandbox", "--retry", "0", script], folder: folder.path, within: 1000)
    let last = run.output.split(separator: "\n").last.flatMap { Int($0) } ?? 0
    #expect(!run.wasKilled && !run.isLate, "\(changes[last]): \(run.status) \(run.errors.suffix(300))")
    #expect(last == changes.count - 1, "\(run.errors.suffix(300))")
  }
}
