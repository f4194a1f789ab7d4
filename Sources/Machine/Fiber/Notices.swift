import Synchronization

/// What a run has to say beside its result: warnings that come up while values are read and sorted. Each is said
/// once, by whoever carries the effects out.
public final class Notices: Sendable {
  private struct State {
    var said: Set<String> = []
    var pending: [String] = []
  }

  private let state = Mutex(State())
  private let pending = Atomic(false)

  public init() {}

  /// Whether there is one that was not said yet. O(1).
  public var isPending: Bool { pending.load(ordering: .relaxed) }

  /// Notes a warning, unless it was noted before.
  public func add(_ text: String) {
    state.withLock { state in
      if state.said.insert(text).inserted { state.pending.append(text) }
    }
    pending.store(true, ordering: .relaxed)
  }

  /// The notices that were not said yet. From here on they count as said.
  public func take() -> [String] {
    pending.store(false, ordering: .relaxed)
    return state.withLock { state in
      defer { state.pending = [] }
      return state.pending
    }
  }
}
