import HTTP
import JSON

/// The messages that were sent a moment ago under no key. They are like what a key sends after them, and the clocks
/// do not tell them apart: the key's intent says that they are not its own.
package struct FreeSends {
  /// For so long, in seconds: more than the clocks' margin of `Search`.
  private static let lifetime = 10.0
  /// Of more than that the oldest are let go.
  private static let most = 1000

  private var ids: [(id: Value, time: Double)] = []

  package init() {}

  package mutating func note(_ new: Set<Value>, at time: Double) {
    ids += new.map { ($0, time) }
    if ids.count > 2 * Self.most { ids.removeFirst(ids.count - Self.most) }
  }

  /// Those that are still of interest, to be written down: what stands in a journal stays claimed.
  package mutating func take(at time: Double) -> [Value] {
    defer { ids = [] }
    return ids.suffix(Self.most).filter { time - $0.time < Self.lifetime }.map(\.id)
  }
}
