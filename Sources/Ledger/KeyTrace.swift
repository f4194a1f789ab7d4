import JSON

/// What the ledger tells of a block that began, and of which nobody knows how it ended.
package struct KeyTrace {
  /// A write that was, or may have been, accepted.
  package struct Write {
    package var number: Int64?
    package var operation: String
    package var body: Value
    /// In how many calls the write was to be sent.
    package var calls: Int64
    package var answer: Value?
    /// When the write was begun, and when the process gave it up, in seconds since 1970.
    package var begun: Double
    package var ended: Double?
  }

  /// When the block began, in seconds since 1970.
  package let start: Double
  /// When the process that ran the block was first seen to be gone, in seconds since 1970.
  package let gone: Double
  /// Whether all that the process wrote certainly stands in the ledger. That is so in etcd, and on a machine that has
  /// kept running since then.
  package let isComplete: Bool
  /// The writes that were, or may have been, accepted.
  package private(set) var writes: [Write] = []
  /// Whether the block may make more writes than these, for example in a loop.
  package var writesOften = false
  /// How many writes the block has begun, refused ones included.
  private var begun = 0
  /// The error with which the block ended, where it was written down.
  package private(set) var error: String?

  /// How many seconds a request may take to arrive after its process was killed.
  private let shortestWay: Double

  package init(start: Double, gone: Double, isComplete: Bool, shortestWay: Double = Self.shortestWay) {
    (self.start, self.gone, self.isComplete) = (start, gone, isComplete)
    self.shortestWay = shortestWay
  }

  /// The write whose outcome is the outcome of the block: the block has begun this one only, and cannot have more.
  /// Otherwise nil.
  package var onlyWrite: Write? {
    writes.count == 1 && begun == 1 && !writesOften && writes[0].calls == 1 ? writes[0] : nil
  }

  /// Takes the next line of the key. The lines must come in their order.
  package mutating func add(_ record: Value) {
    // The limit keeps sums with this time finite.
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

  /// From when on no write of the block can still be on its way, in seconds since 1970.
  ///
  /// A write that took long until it was given up may take as long again, since a service goes on with a request whose
  /// caller has left. A write whose process was killed arrives soon or not at all.
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
