import JSON

/// The reason why a text is not a JSONPath query or filter, and the place.
public struct PathError: Error, Hashable, Sendable {
  /// The rule that the text breaks.
  public enum Kind: Hashable, Sendable {
    /// Something else must stand here. `found` is nil at the end of the text.
    case expected(Expectation, found: UInt8?)
    /// A fault inside a string or a number.
    case literal(JSONError.Kind)
    case leadingZero
    case negativeZero
    /// An index, or a number in a slice, is beyond ±(2^53 − 1).
    case outOfRange
    case notSingular
    case literalAlone
    case comparedTest
    case unknownFunction(String)
    case argumentCount(function: String, expected: Int)
    case argumentMustBeQuery(function: String)
    case argumentMustBeValue(function: String)
    /// The function yields a value, so the call must be a part of a comparison.
    case mustBeCompared(function: String)
    /// The function yields true or false, so the call cannot be compared.
    case notComparable(function: String)
    case tooDeep(limit: Int)
  }

  /// What may stand at a place.
  public enum Expectation: Hashable, Sendable {
    case root, segment, name, selector, commaOrBracket, integer, expression, closingParenthesis
    case commaOrParenthesis
  }

  public var kind: Kind
  /// The place in bytes from the start of the text.
  public var offset: Int

  public init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}
