import JSON
import Source

/// What a fiber needs of the world before it can go on.
///
/// What is large, or seldom comes, is held by reference: an effect goes through many hands.
public enum Effect {
  /// Carry out a builtin of kind `.world`. Reply with `.value`, or `.stream` where the demand is items;
  /// a builtin of kind `.sink` takes items then: reply with `.sink`.
  indirect case call(WorldCall)
  /// Reply with the next `.items` of a stream; none means that it is at its end.
  case pull(any ItemStream)
  /// The stream is not read to its end and may be dropped. Reply with null.
  case close(any ItemStream)
  /// Take items. Reply with null.
  case pour([Value], any ItemSink)
  /// Take the last items; or, where `isList` is false, the one value that is not a list. Reply with null.
  case finish([Value], isList: Bool, any ItemSink)
  /// Show a top-level value; text as it is, where a builtin made it to be output. Reply with null.
  case show(Value, asText: Bool)
  /// Show an item of a top-level list. Reply with true where no more are wanted, if the rule allows it.
  case showItem(Value, ShowRule)
  /// The list that is being shown is at its end. Reply with null.
  case showEnd
  /// Open a group of fibers that run side by side. Reply with `.group`.
  case open(GroupRule)
  /// Start a fiber of a group, which runs for that item. Reply with null.
  case start(Fiber, item: Value, in: any FiberGroup)
  /// Reply with a group's next result in the order of the starts, as one item; with none where another
  /// fiber may be started or, after the last one, where all results were given.
  case collect(any FiberGroup, isLast: Bool)
  /// No more results of a group are wanted, because of that failure if there is one. Reply, once none of
  /// its fibers runs, with null, or with the failure to raise instead.
  indirect case disband(any FiberGroup, raising: Failure?)
  /// A builtin of kind `.bracket` begins. Reply with the `.group` that its block runs in; or with `.value`
  /// where there is a value already, and the block is not to run.
  indirect case enter(WorldCall)
  /// A bracket's block has ended with that value. Reply with the bracket's value. Where a failure leads out of
  /// it, or a jump does, it is disbanded.
  case leave(any FiberGroup, Value)
  /// Wait for a rhythm's next start. Reply with null.
  case wait(Rhythm)
  /// The program goes on after a failure. Reply with null.
  indirect case passOver(Failure, PassOver)
}

/// Why a program goes on after a failure.
public enum PassOver: UInt8, Sendable {
  /// `each --keep-going` makes a row of it.
  case kept
  /// `every` shows it.
  case shown
  /// A rehearsal looks for more of them.
  case rehearsed
  /// The program catches it, in a rehearsal.
  case caught
}

/// What may be done with a list while it is shown.
public struct ShowRule: OptionSet, Sendable {
  public var rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The items become `$`, so all of them will be wanted later.
  public static let kept = ShowRule(rawValue: 1)
  /// Nobody can tell whether the rest is ever read: no stage does anything but look at the items.
  public static let mayStop = ShowRule(rawValue: 2)
  /// The items are all that their source gives: no stage stands between.
  public static let isWhole = ShowRule(rawValue: 4)
}

/// A call of a builtin that needs the world.
public struct WorldCall: Sendable {
  public var builtin: Builtin
  public var arguments: Arguments
  public var demand: Demand
  /// What of its items is looked at; the rest of them may be left out.
  public var projection: Projection
  /// Whether the program goes on to look at the value; else it is dropped, or at most shown.
  public var isNeeded: Bool
  /// Whether the block of a `once` may make more than one write.
  public var writesOften: Bool
  /// Where the call stands.
  public var span: Span
}

/// A sequence of items that the world gives bit by bit. The machine only hands it back in effects.
public protocol ItemStream: AnyObject {
  /// The next items; none at the end.
  func next() async throws(Failure) -> [Value]
  /// Where an item of those stands that it gave last, counted from 0; nil where that is not known.
  func source(of place: Int) -> Failure.Source?
}

extension ItemStream {
  public func source(of place: Int) -> Failure.Source? { nil }
}

/// What takes items bit by bit. Let go before its end, it leaves things as they were.
public protocol ItemSink: AnyObject {
  func pour(_ items: [Value]) async throws(Failure)
  /// The last items; or, where it is not a list, the one value.
  func finish(_ items: [Value], isList: Bool) async throws(Failure)
}

/// What the world answers to an effect.
public enum Reply {
  case value(Value)
  case stream(any ItemStream)
  case sink(any ItemSink)
  case items([Value])
  case group(any FiberGroup)
  indirect case failure(Failure)
}
