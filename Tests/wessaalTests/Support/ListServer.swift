import JSON
import Synchronization

/// A list that a server gives page by page in the documented form, and that may change with each call.
final class MessageList: Sendable {
  struct State: Sendable {
    /// Newest first.
    var ids: [Value]
    /// The most rows of a page, whatever is asked for.
    var cap = 100
    /// The ids that were deleted.
    var deleted: [Value] = []
    /// The total in the answers, from the number of rows; nil leaves it out.
    var total: @Sendable (Int) -> Value? = { .int(Int64($0)) }

    mutating func delete(_ place: Int) {
      if ids.indices.contains(place) { deleted.append(ids.remove(at: place)) }
    }
  }

  private let state: Mutex<State>
  private let change: @Sendable (inout State, Int) -> Void

  /// - Parameter change: is called with the number of each call, from 0, before the call is answered.
  init(_ state: State, change: @escaping @Sendable (inout State, Int) -> Void = { _, _ in }) {
    self.state = Mutex(state)
    self.change = change
  }

  convenience init(
    _ count: Int, cap: Int = 100, total: (@Sendable (Int) -> Value?)? = nil,
    change: @escaping @Sendable (inout State, Int) -> Void = { _, _ in }
  ) {
    var state = State(ids: (0..<count).map { .int(Int64(count - $0)) }, cap: cap)
    if let total { state.total = total }
    self.init(state, change: change)
  }

  var deleted: [Value] { state.withLock { $0.deleted } }

  /// A page of a hundred rows.
  func page(_ number: Int) -> Value {
    state.withLock { Self.answer($0, page: number, perPage: 100) }
  }

  func server() -> RecordingServer {
    RecordingServer { [self] seen, number in
      .json(
        state.withLock { state in
          change(&state, number)
          return Self.answer(state, page: seen.number("page") ?? 1, perPage: seen.number("per_page") ?? 50)
        }.json)
    }
  }

  private static func answer(_ state: State, page: Int, perPage: Int) -> Value {
    let size = min(perPage, state.cap)
    let rows = state.ids.dropFirst((page - 1) * size).prefix(size).map { ["id": $0] as Value }
    var data = Object([
      ("current_page", .int(Int64(page))), ("data", .array(rows)), ("per_page", .int(Int64(size))),
    ])
    if let total = state.total(state.ids.count) { data["total"] = total }
    return ["success": true, "data": .object(data)]
  }
}

extension Seen {
  /// A number in the query.
  func number(_ name: String) -> Int? {
    target.split { $0 == "?" || $0 == "&" }.first { $0.hasPrefix("\(name)=") }.flatMap {
      Int($0.dropFirst(name.utf8.count + 1))
    }
  }
}
