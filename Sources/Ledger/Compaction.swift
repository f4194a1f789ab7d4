import JSON
import Machine

/// Shortens a ledger: of each key that is done, only the last line stays; of each key that is open, all lines since its
/// claim stay. The messages that the removed lines name are added to lines that stay, so that no other key can take
/// them for its own.
struct Compaction {
  private let index: LedgerIndex
  private let aliases: Set<String>
  private let account: String

  init(_ index: LedgerIndex, aliases: Set<String>, account: String) {
    (self.index, self.aliases, self.account) = (index, aliases, account)
  }

  func lines(of file: LedgerFile) throws(Failure) -> [UInt8] {
    let kept = index.kept
    var bytes: [UInt8] = []
    /// The messages that the removed lines of a key have named. They are handed to the next line of the key that stays.
    var gone: [UInt64: (key: Value, account: Value, ids: Set<Value>)] = [:]
    try file.eachLine { (offset, line) throws(Failure) in
      guard let record = try? Value(own: Array(line)),
        let head = LineHead(record, aliases: aliases, account: account)
      else { return }
      let own = record.messageIDs
      let known = own.union(gone.removeValue(forKey: head.number)?.ids ?? [])
      if head.state == .takenOver || kept.contains(offset) {
        bytes += known == own ? Array(line) : record.claiming(known).jsonBytes()
        bytes.append(UInt8(ascii: "\n"))
      } else if !known.isEmpty {
        gone[head.number] = (record["key"] ?? "", record["of"] ?? .null, known)
      }
    }
    // What is left over belongs to keys that are free again, and to messages that were sent under no key.
    for (key, account, ids) in gone.values.sorted(by: { $0.key.json < $1.key.json }) {
      let line: Value = [
        "key": key, "state": key == "" ? "sent" : "free", "of": account, "at": 0, "ids": .array(Array(ids)),
      ]
      bytes += line.jsonBytes() + [UInt8(ascii: "\n")]
    }
    return bytes
  }
}

extension Value {
  fileprivate func claiming(_ ids: Set<Value>) -> Value {
    guard case .object(var members) = self else { return self }
    members["ids"] = .array(Array(ids))
    return .object(members)
  }
}
