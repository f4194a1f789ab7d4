import Files
import JSON
import Machine

/// The journal that an older release kept for the path of one script. When that script uses the account's ledger for
/// the first time, the keys of the journal are copied into the ledger, so that nothing is sent again.
public struct OlderJournal: Sendable {
  /// The path of the journal.
  public let path: String
  /// The name that the journal has for the account: base URL and profile.
  public let account: String

  /// - Parameter name: the script's real path, or `prompt` or `command-line`.
  public init(in folder: String, of name: String, account: String) {
    let isPath = name.hasPrefix("/")
    path = "\(folder)/journal/\(isPath ? KeepFile.name(name, Value(name)) : name).jsonl"
    self.account = account
  }

  /// The lines that count of the account's keys, in the order in which the keys were begun; empty where the file does
  /// not exist.
  func keys() throws(Failure) -> [(Text, [Value])] {
    guard FileStore.exists(path) else { return [] }
    let store = try FileStore(path, account: account, aliases: [], holder: Holder.current(), mayWrite: false)
    var keys: [(Text, [Value])] = []
    try store.eachKey { (key, known) throws(Failure) in keys.append((key, known.lines)) }
    return keys
  }
}

extension Ledger {
  /// The key that notes that a journal was taken over. It begins with a zero byte, so that it is not equal to a key of
  /// `once`.
  private func mark(of older: OlderJournal) -> Text { Text("\u{0}" + older.path) }

  /// Copies the keys of an older journal into this ledger, once.
  func takeOver(_ older: OlderJournal) async throws(Failure) {
    guard let store, path != older.path, FileStore.exists(older.path) else { return }
    let mark = mark(of: older)
    if try await !store.lines(of: mark).lines.isEmpty { return }
    for (key, lines) in try older.keys() where key != "" {
      let known = try await store.lines(of: key)
      // What the ledger already knows about a key stands against what the journal says.
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
  /// The same line as a line of this account. A state that this release does not know becomes `in_doubt`, so that the
  /// key stays open.
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
