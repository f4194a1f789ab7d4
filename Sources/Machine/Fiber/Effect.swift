import JSON
import Source

/// What a fiber needs of the world before it can go on.
public enum Effect {
  /// Carry out a builtin of kind `.world`. Reply with `.value`, or `.stream` where the demand is items.
  case call(WorldCall)
  /// Reply with the next `.items` of a stream; none means that it is at its end.
  case pull(any ItemStream)
  /// The stream is not read to its end and may be dropped. Reply with null.
  case close(any ItemStream)
  /// Show a top-level value; text as it is, where a builtin made it to be output. Reply with null.
  case show(Value, asText: Bool)
  /// Show an item of a top-level list. Reply with true where no more are wanted, if the rule allows it.
  case showItem(Value, ShowRule)
  /// The list that is being shown is at its end. Reply with null.
  case showEnd
}

/// What may be done with a list while it is shown.
public struct ShowRule: OptionSet, Sendable {
  public var rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The items become `$`, so that all of them will be wanted, if not now.
  public static let kept = ShowRule(rawValue: 1)
  /// Nobody can tell whether the rest is ever read: no stage does anything but look at the items.
  public static let mayStop = ShowRule(rawValue: 2)
}

/// A call of a builtin that needs the world.
public struct WorldCall: Sendable {
  public var builtin: Builtin
  public var arguments: Arguments
  public var demand: Demand
  /// Where the call stands.
  public var span: Span
}

/// A sequence of items that the world gives bit by bit. The machine only hands it back in effects.
public protocol ItemStream: AnyObject {}

/// What the world answers to an effect.
public enum Reply {
  case value(Value)
  case stream(any ItemStream)
  case items([Value])
  case failure(Failure)
}
