import JSON

/// A block that began and whose end is not known, as far as the ledger tells.
package struct KeyTrace {
  package struct Write {
    package var number: Int64?
    package var operation: String
    package var body: Value
    /// In how many calls it was to be sent.
    package var calls: Int64
    package var answer: Value?
    /// When it was begun, and when it was given up, in seconds since 1970.
    package var begun: Double
    package var ended: Double?
  }

  /// When it began, in seconds since 1970.
  package let start: Double
  /// When the process that ran it was first seen to be gone.
  package let gone: Double
  /// The system has run on since: all that was written stands in the ledger.
  package let isComplete: Bool
  /// Those that were, or may have been, accepted.
  package private(set) var writes: [Write] = []
  /// Whether the block may make more writes than these.
  package var writesOften = false
  /// How many it has begun, refused ones among them.
  private var begun = 0
  /// Why it ended as it did, where that was written down.
  package private(set) var error: String?

  /// So long what a process left behind may take to arrive, in seconds.
  private let shortestWay: Double

  package init(start: Double, gone: Double, isComplete: Bool, shortestWay: Double = Self.shortestWay) {
    (self.start, self.gone, self.isComplete) = (start, gone, isComplete)
    self.shortestWay = shortestWay
  }

  /// Its one write, where what came of that tells what came of the block.
  package var onlyWrite: Write? {
    writes.count == 1 && begun == 1 && !writesOften && writes[0].calls == 1 ? writes[0] : nil
  }

  package mutating func add(_ record: Value) {
    // No time is so late that sums with it are none.
    let time = min(record["at"]?.asDouble ?? start, 1e12)
    switch record.lineState {
    case .writing:
      begun += 1
      writes.append(
        Write(
          number: record["write"]?.asInt, operation: record["operation"]?.asString ?? "",
          body: record["body"] ?? .null, calls: record["calls"]?.asInt ?? 1, begun: time))
    case .accepted: if let place = place(of: record) { writes[place].answer = record["answer"] ?? .null }
    case .refused: if let place = place(of: record) { writes.remove(at: place) }
    case .unknown: if let place = place(of: record) { writes[place].ended = time }
    case .inDoubt:
      error = record["error"]?.asString
      for place in writes.indices where writes[place].ended == nil { writes[place].ended = time }
    case .claimed, .done, .failed, .free, .sent, .takenOver, nil: break
    }
  }

  private func place(of record: Value) -> Int? {
    writes.lastIndex { $0.number == record["write"]?.asInt }
  }

  /// From when on nothing of it can be on its way any more, in seconds since 1970.
  ///
  /// What took long until it was given up may take as long again: a service goes on with a request whose caller
  /// has left. What a process left behind when it was killed arrives soon, or not at all.
  package var quietTime: Double {
    let times = writes.filter { $0.answer == nil }.map { write -> Double in
      guard let ended = write.ended else { return max(gone, write.begun) + shortestWay }
      return ended + min(max(ended - write.begun, Self.shortestWay), Self.longestWay)
    }
    return times.max() ?? -.infinity
  }

  package static let shortestWay = 5.0
  package static let longestWay = 60.0
}
