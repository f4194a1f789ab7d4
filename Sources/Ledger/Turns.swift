import Machine
import Rendering
import Stage

/// Who has a key of the ledger, and who waits for one. A key is its holder's alone until it lets go.
///
/// Used by one thread, as the session.
package final class Turns {
  /// What is held. A bulk's name and a key of `once` may be the same word.
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
  /// What each fiber that waits wants, and what it holds meanwhile.
  private var waits: [Int: (wants: Name, holds: Set<Name>)] = [:]
  private var lastWait = 0
  private let list = WaitList()

  /// Comes back when no other fiber has it, which is then this one's.
  ///
  /// - Parameter holds: what the fiber has already.
  /// - Throws: `script`, where it would wait for itself.
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

  package func release(_ name: Name) {
    held.remove(name)
    list.wake()
  }

  /// Whether the one that holds those would wait for itself if it waited for that. O(fibers that wait, squared).
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

/// Writes of keys go out side by side, but none while it is looked up what earlier ones came to: a message that is
/// on its way would be taken for the one that is looked for.
///
/// Used by one thread, as the session.
package final class Traffic {
  private var underWay = 0
  private var lookups = 0
  private var isLookingUp = false
  private let list = WaitList()

  /// Sends a write of a key.
  package func writing<T>(_ send: () async throws(Failure) -> T) async throws(Failure) -> T {
    while lookups > 0 { await list.wait { lookups > 0 } }
    underWay += 1
    defer {
      underWay -= 1
      list.wake()
    }
    return try await send()
  }

  /// Looks up, and writes down, what writes came to. From now on no write begins.
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
