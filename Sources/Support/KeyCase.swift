import HTTP
import JSON
import Ledger
import Library
import Machine
import Rendering
import Service
import Source
import Stage

/// What became of a key of `once`.
struct KeyCase {
  private let desk: SupportDesk

  init(_ desk: SupportDesk) { self.desk = desk }

  /// - Returns: nil where the ledger does not know the key.
  func explanation(of key: String) async throws(Failure) -> Explanation? {
    guard desk.ledger.hasPlace, let row = try await desk.ledger.viewed().row(of: Text(key)) else {
      return nil
    }
    let state = row["state"]?.asString ?? ""
    let meaning = Self.meanings.first { $0.state == state }
    let name = Escaping.line(key)
    // The row has the time of the last line. The block may have run for long before that.
    let list = Advice.messages(since: (row["at"]?.asDouble ?? 0) - 86_400, to: row["recipient"]?.asString)
    let advice = meaning?.advice.replacing("LIST", with: list) ?? ""
    var value = row.asObject ?? Object()
    value["meaning"] = Value(meaning?.words ?? state)
    value["advice"] = Value(advice)
    return Explanation(
      .object(value), heading: "The key '\(name)' of 'once' \(meaning?.words ?? "is \(state)").",
      rows(row) + [("do", advice)])
  }

  /// What became of the messages of a bulk, each of which has a key of its own under that of `--once`.
  ///
  /// - Returns: nil where the ledger knows no such bulk.
  func explanation(ofBulk key: String) async throws(Failure) -> Explanation? {
    guard desk.ledger.hasPlace else { return nil }
    let states = try await desk.ledger.viewed().statesOfBulk(Text(key))
    if states.isEmpty { return nil }
    let counts = Self.meanings.compactMap { meaning in
      let count = states.count { $0 == meaning.state }
      return count > 0 ? (state: meaning.state, count: count, words: meaning.words) : nil
    }
    let value: Value = [
      "key": Value(key), "messages": .int(Int64(states.count)),
      "states": .object(Object(counts.map { (Text($0.state), .int(Int64($0.count))) })),
    ]
    return Explanation(
      value,
      heading:
        "The key '\(Escaping.line(key))' of --once: \(Figures.counted(states.count, "message")) of a bulk, each "
        + "with a key of its own.",
      counts.map { ($0.state, "\(Figures.grouped($0.count)): \($0.words)") }
        + [("do", "run it again: what is done is not sent again")])
  }

  /// The failure for a text in the form of a key, such as `order:17`, that is in no line of the ledger; nil where the
  /// ledger is empty or holds no key of that form.
  func unknown(_ key: String) async throws(Failure) -> Failure? {
    guard desk.ledger.hasPlace, let colon = key.firstIndex(of: ":"), !key.contains(" ") else { return nil }
    let keys = try await desk.ledger.viewed().rows().compactMap { $0["key"]?.asString }
    guard keys.contains(where: { $0.contains(":") }) else { return nil }
    let near = nearest(key, among: keys) ?? keys.last { $0.hasPrefix(key[...colon]) }
    return Failure(
      .usage, "explain takes a key that is in the ledger, but '\(Escaping.line(key).cut(to: 100))' is not",
      hint: near.map { "did you mean '\(Escaping.line($0))'?" } ?? "journal shows those there are")
  }

  private func rows(_ row: Value) -> [(String, String)] {
    var rows = [("state", text(row["state"]))]
    if let time = row["at"]?.asDouble { rows.append(("since", moment(time))) }
    let ids = (row["message_ids"]?.asArray ?? []).map(text)
    rows.append(("messages", ids.isEmpty ? "none is known" : ids.joined(separator: " ")))
    let others = [
      ("to", row["recipient"]), ("content", row["content"]),
      ("error", row["error"]?["message"] ?? row["error"]),
      ("asked by", row["origin"]), ("holder", row["holder"]), ("account", row["account"]),
    ]
    for (label, found) in others {
      if let found, !found.isNull { rows.append((label, text(found).cut(to: 120))) }
    }
    return rows
  }

  private func moment(_ seconds: Double) -> String {
    let ago = desk.service.console.world.surroundings.date() - seconds
    return Library.written(seconds, in: desk.service.zone)
      + (ago >= 0 ? ", \(Figures.duration(ago)) ago" : "")
  }

  private func text(_ value: Value?) -> String { Escaping.line(value?.asString ?? value?.json ?? "?") }

  /// What each state means, and what to do then. `journal` shows the same words.
  private static let meanings: [(state: String, words: String, advice: String)] = [
    ("done", "is done", "nothing: a run that asks for it again gets its value, and nothing is sent"),
    (
      "skipped", "counts as done, because a run had '--in-doubt skip'",
      "nothing, if it was sent; else send it under another key"
    ),
    (
      "failed", "is done, but the message was not delivered",
      "mend the cause; '--undelivered retry' sends it anew under the same key"
    ),
    (
      "claimed", "is being worked on; nothing was sent under it yet", "wait: a run that asks for it waits too"
    ),
    (
      "writing", "is being worked on, and something was sent under it",
      "wait: a run that asks for it waits too"
    ),
    (
      "in_doubt", "was begun, and nobody knows how that ended",
      "run it again: the message is looked for then, and what is found is not sent again. Where none is found, "
        + "look at 'LIST'; then '--in-doubt skip' takes it as done, and '--in-doubt retry' sends it "
        + "again"
    ),
  ]
}
