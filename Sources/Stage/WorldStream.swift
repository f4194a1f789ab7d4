import JSON
import Machine
import Rendering

/// A sequence of items that the world gives bit by bit.
open class WorldStream: ItemStream {
  public init() {}

  /// The next items; none at the end.
  open func next() async throws(Failure) -> [Value] { [] }

  open func source(of place: Int) -> Failure.Source? { nil }

  /// How many there are in all, where that is known without reading them.
  open var total: Int? { nil }

  /// How far it has been read, for the progress line.
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

extension ItemStream {
  /// The stream as one of the world's: a session opens no others.
  package var ofWorld: WorldStream {
    guard let stream = self as? WorldStream else { preconditionFailure("a session opens no other streams") }
    return stream
  }
}

/// What takes items bit by bit and carries them off.
open class WorldSink: ItemSink {
  public init() {}

  open func pour(_ items: [Value]) async throws(Failure) {}

  /// The last items; or, where it is not a list, the one value.
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

/// Takes items and writes them nowhere: the file of a dry run, or of a rehearsal.
package final class NoSink: WorldSink {
  package let path: String
  package private(set) var count = 0

  package init(_ path: String) { self.path = path }

  package override func pour(_ items: [Value]) async throws(Failure) { count += items.count }

  package override func finish(_ items: [Value], isList: Bool) async throws(Failure) { count += items.count }

  /// The whole of a value that is there already.
  package func save(_ value: Value) { count += value.asArray?.count ?? 1 }
}
