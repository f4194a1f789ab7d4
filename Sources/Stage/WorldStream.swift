import JSON
import Machine
import Rendering

/// A sequence of items that the world gives bit by bit.
open class WorldStream: ItemStream {
  public init() {}

  /// The next items; none at the end.
  open func next() async throws(Failure) -> [Value] { [] }

  /// How many there are in all, where that is known without reading them.
  open var total: Int? { nil }

  /// How far it has been read, for who waits.
  open var progress: Progress? { nil }

  /// All that are left. Holds them at once.
  open func rest() async throws(Failure) -> [Value] {
    var items: [Value] = []
    while true {
      let more = try await next()
      if more.isEmpty { return items }
      items += more
    }
  }
}

/// What takes items bit by bit and carries them off.
open class WorldSink: ItemSink {
  public init() {}

  open func pour(_ items: [Value]) async throws(Failure) {}

  /// The last items; or, where it is no list, the one value.
  open func finish(_ items: [Value], isList: Bool) async throws(Failure) {}
}

/// Items that are there already.
package final class ReadyStream: WorldStream {
  private var items: [Value]

  package init(_ items: [Value]) { self.items = items }

  package override func next() async throws(Failure) -> [Value] {
    defer { items = [] }
    return items
  }
}
