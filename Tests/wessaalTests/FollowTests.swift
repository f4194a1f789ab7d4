import JSON
import Testing

/// `messages list --follow` gives what is new or changed since it began, and nothing that is older.
@Suite struct FollowTests {
  /// The ids that a run gives while the server adds a message before its second and its third answer.
  private func followed(from count: Int, _ flags: String = "") throws -> Outcome {
    let list = MessageList(
      count,
      change: { state, call in
        if call == 1 || call == 2 { state.ids.insert(.int(Int64(count + call)), at: 0) }
      })
    return try wessaal(
      ["-c", "messages list \(flags) --follow --pace 600/m | first 2 | map @.id | to text"],
      base: list.server().url, within: 60)
  }

  @Test(arguments: [("", 250), ("per_page=10", 250), ("", 1), ("", 0)])
  func whatIsNewIsGivenAlone(flags: String, count: Int) throws {
    let run = try followed(from: count, flags)
    #expect(run.status == 0 && run.output == "\(count + 1)\n\(count + 2)\n", "\(run)")
  }

  /// What has no end cannot be had as a whole.
  @Test(arguments: [
    "let f = messages list --follow; print $f", "messages list --follow | table",
    "messages list --follow | count",
    "(messages list --follow)[0]", "messages list --follow | to csv",
  ]) func whatWantsAllOfItIsRefused(code: String) throws {
    let run = try wessaal(["-c", code], base: MessageList(3).server().url, within: 60)
    #expect(
      run.status == 2 && run.errors.contains("'messages list --follow' must be taken one by one"), "\(run)")
    #expect(run.errors.contains("hint: messages list --follow | select id status"))
  }

  @Test func aBurstOfMoreThanAPageIsGivenWhole() throws {
    let list = MessageList(
      250,
      change: { state, call in
        if call == 1 { state.ids.insert(contentsOf: (1...25).map { .int(Int64(276 - $0)) }, at: 0) }
      })
    let run = try wessaal(
      ["-c", "messages list per_page=10 --follow --pace 600/m | first 25 | map @.id | to text"],
      base: list.server().url, within: 60)
    let ids = (251...275).map { "\($0)\n" }.joined()
    #expect(run.status == 0 && run.output == ids, "\(run)")
  }
}
