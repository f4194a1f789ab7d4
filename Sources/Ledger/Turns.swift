import Machine
import Rendering
import Stage

/// Lets only one fiber at a time have a name, such as a key of the ledger. Other fibers that want it wait until it is
/// released.
///
/// Only the thread of the session uses it.
package final class Turns {
  /// A name that a fiber can have. A key of `once` and a bulk may have the same word and are still different names.
  package enum Name: Hashable {
    case key(String)
    case batch(String)

    package var word: String {
      switch self {
      case .key(let word), .batch(let word): word
      }
    }
  }

  private var held: Set<Name> = []
  /// For each fiber that waits: the name that it wants, and the names that it has meanwhile.
  private var waits: [Int: (wants: Name, holds: Set<Name>)] = [:]
  private var lastWait = 0
  private let list = WaitList()

  /// Returns when no other fiber has the name. From then on it belongs to this fiber.
  ///
  /// - Parameter holds: the names that the fiber has already.
  /// - Throws: `script` where the fiber would wait for itself.
  package func take(_ name: Name, holding holds: Set<Name>) async throws(Failure) {
    while held.contains(name) {
      if isCycle(waitingFor: name, holding: holds) { throw Self.fault(name) }
      lastWait += 1
      let id = lastWait
      waits[id] = (name, holds)
      await list.wait { held.contains(name) }
      waits[id] = nil
    }
    held.insert(name)
  }

  /// Releases the name. Fibers that wait for it look again.
  package func release(_ name: Name) {
    held.remove(name)
    list.wake()
  }

  /// Whether a fiber that has `holds` and waits for `name` would, through other fibers, wait for itself. O(n²) in the
  /// fibers that wait.
  private func isCycle(waitingFor name: Name, holding holds: Set<Name>) -> Bool {
    var reached: Set<Name> = []
    var next = [name]
    while let name = next.popLast() {
      if holds.contains(name) { return true }
      guard reached.insert(name).inserted else { continue }
      next += waits.values.filter { $0.holds.contains(name) }.map(\.wants)
    }
    return false
  }

  private static func fault(_ name: Name) -> Failure {
    Failure(
      .script,
      "keys must be taken in one order, but '\(Escaping.line(name.word))' is held by a block that waits for one "
        + "of this one's", hint: "take them in the same order everywhere, or one after the other")
  }
}

/// Lets the writes of several keys go out side by side, but none while the outcome of an earlier write is looked up.
/// Otherwise a message that is on its way could be taken for the one that is looked for.
///
/// Only the thread of the session uses it.
package final class Traffic {
  private var underWay = 0
  private var lookups = 0
  private var isLookingUp = false
  private let list = WaitList()

  /// Sends a write, after all look-ups that have begun have ended.
  package func writing<T>(_ send: () async throws(Failure) -> T) async throws(Failure) -> T {
    while lookups > 0 { await list.wait { lookups > 0 } }
    underWay += 1
    defer {
      underWay -= 1
      list.wake()
    }
    return try await send()
  }

  /// Looks up the outcome of writes, and writes it down. No new write begins meanwhile, and those under way are waited
  /// for.
  package func settling<T>(_ body: () async throws(Failure) -> T) async throws(Failure) -> T {
    lookups += 1
    while underWay > 0 || isLookingUp { await list.wait { underWay > 0 || isLookingUp } }
    isLookingUp = true
    defer {
      lookups -= 1
      isLookingUp = false
      list.wake()
    }
    return try await body()
  }
}
