import JSON
import Machine

/// The condition of a ledger, for `doctor`.
package struct LedgerHealth {
  /// One machine of a shared ledger.
  package struct Node: Sendable {
    package var name: String
    /// The version of the node, or why the node does not answer.
    package var state: String
    package var answers: Bool
  }

  /// The path or address of the ledger.
  package var place: String
  package var nodes: [Node] = []
  /// How many keys are done; nil where that would take reading the whole store.
  package var done: Int?
  /// How many keys are open, and how many of these are in doubt; nil where that could not be read.
  package var open: (all: Int, inDoubt: Int)?
  /// Why the ledger cannot be used now; nil where it can.
  package var fault: Failure?
}

extension Ledger {
  /// Looks at the ledger without making or changing anything.
  package func health() async -> LedgerHealth {
    var health = LedgerHealth(place: words)
    do throws(Failure) {
      let view = try await viewed()
      health.place = view.words
      health.nodes = await view.store?.nodes() ?? []
      let away = health.nodes.count { !$0.answers }
      if away > 0, away * 2 >= health.nodes.count {
        health.fault = Failure(
          .network, "\(away) of its \(health.nodes.count) nodes do not answer: more than half must",
          hint: "nothing is sent under a key of 'once' meanwhile")
        return health
      }
      health.done = view.store?.counts?.done
      health.open = try await view.openCounts()
      health.fault = unusable
    } catch { health.fault = error }
    return health
  }

  private func openCounts() async throws(Failure) -> (all: Int, inDoubt: Int) {
    var open: [KeyLines] = []
    try await store?.eachOpenKey { (_, known) throws(Failure) in open.append(known) }
    var doubtful = 0
    for known in open where try await state(known.lines) == .inDoubt { doubtful += 1 }
    return (open.count, doubtful)
  }
}
