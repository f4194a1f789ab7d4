import JSON

/// Stands open while a part of a program runs, and learns how that part ended: the fibers of one `each --parallel`,
/// which run side by side, or something done around a block. Whoever carries effects out makes one; the machine only
/// hands it back.
public protocol FiberGroup: AnyObject {
  /// Starts a fiber that runs for that item. Only of fibers that run side by side.
  func start(_ fiber: Fiber, item: Value, _ tasks: inout DiscardingTaskGroup)
  /// The next result in the order of the starts; nil where another fiber may be started or, after the last one,
  /// where all results were given. Only of fibers that run side by side.
  func collect(isLast: Bool) async throws(Failure) -> Value?
  /// The block has ended with that value; gives the value of the whole. Only of what is done around a block.
  func leave(_ value: Value) async throws(Failure) -> Value
  /// A failure leads out of it, or a jump does.
  ///
  /// - Throws: what is to be raised in place of that failure.
  func disband(raising failure: Failure?) async throws(Failure)
}

// The code calls only those functions that a group of this kind has: `openGroup` and `openBracket` open each another
// one.
extension FiberGroup {
  public func start(_ fiber: Fiber, item: Value, _ tasks: inout DiscardingTaskGroup) {
    preconditionFailure("this group has no fibers")
  }

  public func collect(isLast: Bool) async throws(Failure) -> Value? {
    preconditionFailure("this group has no fibers")
  }

  public func leave(_ value: Value) async throws(Failure) -> Value {
    preconditionFailure("this group stands around no block")
  }
}

/// How the fibers of a group run.
public struct GroupRule {
  /// So many at once at most.
  public var limit: Int
  /// What spaces their starts.
  public var rhythm: Rhythm?

  static let limits = 1...1000

  init(limit value: Value, pace: Value) throws(Failure) {
    guard let limit = value.asInt, Self.limits.contains(Int(limit)) else {
      throw .argument("each --parallel", "a whole number from 1 to \(Self.limits.upperBound)", value)
    }
    self.limit = Int(limit)
    rhythm = pace.isNull ? nil : try Rhythm(pace: pace)
  }
}

/// A group that a fiber has open, and where it was opened.
struct OpenGroup {
  var group: any FiberGroup
  var frame: Int
  var instruction: Int
  /// The loop slot that holds it.
  var slot: Int
  /// For each fiber whose result was not taken yet, the row at which it was started; in the order of the starts.
  var rows: [Failure.Source?] = []
  /// The row of the result that was taken last.
  var row: Failure.Source?
  /// The loop that starts its fibers, and how far that loop was when the result was taken: it may be at a later row.
  var loop: (slot: Int, next: Int)?
}
