import JSON

/// What is open while a part of a program runs, and is told how that ended: the fibers that run side by side of
/// one `each --parallel`, or something done around a block. Whoever carries effects out makes one; the machine
/// only hands it back.
public protocol FiberGroup: AnyObject {}

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
}
