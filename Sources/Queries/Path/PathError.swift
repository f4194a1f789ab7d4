import JSON

/// Why a text is not a JSONPath query or filter, and where.
public struct PathError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Something else had to stand here; `found` is nil where the text ends.
    case expected(Expectation, found: UInt8?)
    /// A fault within a string or number.
    case literal(JSONError.Kind)
    case leadingZero
    case negativeZero
    /// An index or a slice's number beyond ±(2^53 − 1).
    case outOfRange
    case notSingular
    case literalAlone
    case comparedTest
    case unknownFunction(String)
    case argumentCount(function: String, expected: Int)
    case argumentMustBeQuery(function: String)
    case argumentMustBeValue(function: String)
    /// The function yields a value, which must be compared.
    case mustBeCompared(function: String)
    /// The function yields true or false, which cannot be compared.
    case notComparable(function: String)
    case tooDeep(limit: Int)
  }

  /// What may stand at a place.
  public enum Expectation: Hashable, Sendable {
    case root, segment, name, selector, commaOrBracket, integer, expression, closingParenthesis
    case commaOrParenthesis
  }

  public var kind: Kind
  /// Counted in bytes from the start of the text.
  public var offset: Int

  public init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}
