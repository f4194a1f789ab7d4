import Files
import JSON
import Machine

/// The journal that an older release kept for one script's path. Its keys are taken over when the account's ledger is
/// used first for that script, so that nothing is sent again.
public struct OlderJournal: Sendable {
  /// Its file.
  public let path: String
  /// What it calls the account: base URL and profile.
  public let account: String

  /// - Parameter name: the script's real path, or `prompt` or `command-line`.
  public init(in folder: String, of name: String, account: String) {
    let isPath = name.hasPrefix("/")
    path = "\(folder)/journal/\(isPath ? KeepFile.name(name, Value(name)) : name).jsonl"
    self.account = account
  }

  /// The lines of the account's keys that count, by key, in the order in which they were begun; none where there is no
  /// such file.
  func keys() throws(Failure) -> [(Text, [Value])] {
    guard FileStore.exists(path) else { return [] }
    let store = try FileStore(path, account: account, aliases: [], holder: Holder.current(), mayWrite: false)
    var keys: [(Text, [Value])] = []
    try store.eachKey { (key, known) throws(Failure) in keys.append((key, known.lines)) }
    return keys
  }
}

extension Ledger {
  /// The key under which it is noted that a journal was taken over: no key of `once` is empty.
  private func mark(of older: OlderJournal) -> Text { Text("\u{0}" + older.path) }

  func takeOver(_ older: OlderJournal) async throws(Failure) {
    guard let store, path != older.path, FileStore.exists(older.path) else { return }
    let mark = mark(of: older)
    if try await !store.lines(of: mark).lines.isEmpty { return }
    for (key, lines) in try older.keys() where key != "" {
      let known = try await store.lines(of: key)
      // A first fact beats a later one.
      guard known.revision == 0 else { continue }
      let own = lines.map { $0.owned(by: account) }
      _ = try await store.add([Addition(key: key, lines: own, revision: 0)])
    }
    let done = Value.line(.done, of: account, mark, at: 0, [("value", true)])
    _ = try await store.add([Addition(key: mark, lines: [done], revision: 0)])
    try store.sync()
  }
}

extension Value {
  /// The same line as one of that account. What this release does not know leaves the key open.
  func owned(by account: String) -> Value {
    guard case .object(let members) = self else { return self }
    let head: [(Text, Value)] = [
      ("key", self["key"] ?? ""), ("state", Value((lineState ?? .inDoubt).rawValue)), ("of", Value(account)),
      ("at", self["at"] ?? 0),
    ]
    var line = Object(head)
    for member in members.members where line[member.name] == nil { line[member.name] = member.value }
    return .object(line)
  }
}
