import JSON
import Machine
import Rendering

/// A sequence of items that the world provides part by part.
open class WorldStream: ItemStream {
  public init() {}

  /// The next items; empty at the end.
  open func next() async throws(Failure) -> [Value] { [] }

  /// Where one of the items that `next` gave last stands in its file, for messages; nil where that is not known.
  open func source(of place: Int) -> Failure.Source? { nil }

  /// How many items there are in all; nil where that is not known without reading them.
  open var total: Int? { nil }

  /// How far the sequence has been read, for the progress line.
  open var progress: Progress? { nil }

  /// How many bytes of that the items have which `next` gave last.
  open var lastBytes: Int { 0 }

  /// All items that are left. They are in memory at the same time.
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
  /// The stream as a `WorldStream`. A session opens no other kind.
  package var ofWorld: WorldStream {
    guard let stream = self as? WorldStream else { preconditionFailure("a session opens no other streams") }
    return stream
  }
}

/// Takes items part by part and writes them somewhere.
open class WorldSink: ItemSink {
  public init() {}

  /// Takes the next items.
  open func pour(_ items: [Value]) async throws(Failure) {}

  /// Takes the last items, or the one value where it is not a list, and ends the writing.
  open func finish(_ items: [Value], isList: Bool) async throws(Failure) {}
}

/// A stream of items that are in memory already.
package final class ReadyStream: WorldStream {
  private var items: [Value]

  package init(_ items: [Value]) { self.items = items }

  package override func next() async throws(Failure) -> [Value] {
    defer { items = [] }
    return items
  }
}

/// Counts items and writes them nowhere. It stands for the file in a dry run or a rehearsal.
package final class NoSink: WorldSink {
  package let path: String
  package private(set) var count = 0

  package init(_ path: String) { self.path = path }

  package override func pour(_ items: [Value]) async throws(Failure) { count += items.count }

  package override func finish(_ items: [Value], isList: Bool) async throws(Failure) { count += items.count }

  /// Takes a whole value at once.
  package func save(_ value: Value) { count += value.asArray?.count ?? 1 }
}
