import JSON
import Syntax

extension Builtin {
  /// What is known of the value of a call before it runs.
  public enum Yield: Sendable {
    case always(Outline)
    /// It depends on the arguments, and on what comes in.
    case from(@Sendable (_ given: KnownArguments, _ input: Outline) -> Outline)

    public static let unknown = Yield.always(.unknown)
    public static let null = Yield.always(.types(.null))
    public static let boolean = Yield.always(.types(.boolean))
    public static let number = Yield.always(.types(.number))
    public static let text = Yield.always(.types(.text))
    /// A list of texts.
    public static let texts = Yield.always(.list(of: .types(.text)))
    /// A list of anything.
    public static let list = Yield.always(.list(of: .unknown))
    /// A list of the items that come in, some of them or in another order.
    public static let items = Yield.from { _, input in input.tested }
    /// What its block or its expression gives.
    public static let inner = Yield.from { given, _ in given.yield }
  }

  /// What is known of the value of a call with these arguments.
  ///
  /// - Parameter input: what is known of what comes in.
  public func outline(_ given: KnownArguments, input: Outline) -> Outline {
    switch gives {
    case .always(let outline): outline
    case .from(let outline): outline(given, input)
    }
  }

  /// The form that it is, where only the compiler can make it.
  public var form: Form? { if case .form(let form) = body { form } else { nil } }

  /// Whether a jump leaves its block, as it leaves the block of an `if` (`budget`).
  var isLeftByJumps: Bool { if case .world(.bracket) = body { !traits.isKeyed } else { false } }

  /// Whether its block or its expression runs for each item, or again and again.
  public var repeats: Bool { signature.input == .items || form == .every }
}

/// What holds for calls beside their own arguments.
public struct CallRules: Sendable {
  /// Whether a write is known to be refused.
  public var isReadOnly: Bool
  /// What calls take where they leave a parameter out.
  public var defaults: Object

  public init(isReadOnly: Bool = false, defaults: Object = Object()) {
    self.isReadOnly = isReadOnly
    self.defaults = defaults
  }
}
