import Catalog
import JSON
import Machine

/// A ledger in memory, which ends with the process: for a sandbox, and for runs that only try things out. It may stand
/// over another store. It then reads those keys from the other store for which it has no lines itself, and never writes
/// to it.
package final class MemoryStore: LedgerStore {
  private let base: (any LedgerStore)?
  private var keys: [Text: KeyLines] = [:]
  private var order: [Text] = []
  private var sent: Set<String> = []
  private var lastRevision: Int64 = 1 << 62

  package init(over base: (any LedgerStore)? = nil) { self.base = base }

  package func lines(of key: Text) async throws(Failure) -> KeyLines {
    if let known = keys[key] { return known }
    return try await base?.lines(of: key) ?? .none
  }

  package func lines(of keys: [Text]) async throws(Failure) -> [KeyLines] {
    let unknown = keys.filter { self.keys[$0] == nil }
    let below = try await base?.lines(of: unknown) ?? unknown.map { _ in .none }
    let found = Dictionary(zip(unknown, below)) { first, _ in first }
    return keys.map { self.keys[$0] ?? found[$0] ?? .none }
  }

  package func add(_ additions: [Addition]) async throws(Failure) -> [Int64]? {
    for addition in additions {
      let known = try await lines(of: addition.key)
      if known.revision != addition.revision { return nil }
    }
    if try await !claimed(among: additions.flatMap(\.messages)).isEmpty { return nil }
    var revisions: [Int64] = []
    for addition in additions {
      var known = try await lines(of: addition.key)
      if keys[addition.key] == nil { order.append(addition.key) }
      for line in addition.lines {
        if line.lineState?.begins == true { known = .none }
        if line.lineState != .free { known.lines.append(line) }
        sent.formUnion(line.messageIDs.map(\.recordKey))
      }
      if !known.lines.isEmpty {
        lastRevision += 1
        known.revision = lastRevision
      }
      keys[addition.key] = known
      revisions.append(known.revision)
    }
    return revisions
  }

  /// A key that the store below holds belongs to another process, so that store is asked.
  package func isRunning(_ holder: Holder) async throws(Failure) -> Bool? {
    try await base?.isRunning(holder) ?? false
  }

  package func claimed(among messages: [Value]) async throws(Failure) -> Set<Value> {
    let own = messages.filter { sent.contains($0.recordKey) }
    return try await base?.claimed(among: messages).union(own) ?? Set(own)
  }

  package func note(sent messages: [Value], at time: Double) { sent.formUnion(messages.map(\.recordKey)) }

  package func eachKey(_ body: (Text, KeyLines) throws(Failure) -> Void) async throws(Failure) {
    try await base?.eachKey { (key, lines) throws(Failure) in
      if keys[key] == nil { try body(key, lines) }
    }
    for key in order { if let lines = keys[key], !lines.lines.isEmpty { try body(key, lines) } }
  }

  package func eachOpenKey(_ body: (Text, KeyLines) throws(Failure) -> Void) async throws(Failure) {
    try await base?.eachOpenKey { (key, lines) throws(Failure) in
      if keys[key] == nil { try body(key, lines) }
    }
    for key in order {
      if let known = keys[key], let last = known.lines.last, last.lineState?.ends == false {
        try body(key, known)
      }
    }
  }

  package func nodes() async -> [LedgerHealth.Node] { await base?.nodes() ?? [] }

  /// Known only while nothing has been added here; then the store below tells.
  package var counts: (done: Int, open: Int)? { keys.isEmpty ? base?.counts : nil }

  package func compact() {}
}
