/// The reason why a text is not a pattern, and the place.
public struct RegexpError: Error, Hashable, Sendable {
  /// The rule that the pattern breaks.
  public enum Kind: Hashable, Sendable {
    /// This character stands for itself only where it is escaped.
    case unescaped(Unicode.Scalar)
    case nothingToRepeat(Unicode.Scalar)
    case unclosedGroup
    case unopenedGroup
    case unclosedClass
    case emptyClass
    /// A `-` inside a class is not first, last, or between two characters.
    case misplacedHyphen
    case reversedRange(Unicode.Scalar, Unicode.Scalar)
    case quantifier
    case reversedQuantifier(Int, Int)
    /// The character after a backslash; nil where the backslash ends the pattern.
    case unknownEscape(Unicode.Scalar?)
    case unknownCategory(String)
    case tooDeep(limit: Int)
    /// With its repetitions written out, the pattern has too many steps.
    case tooLarge(limit: Int)
  }

  public var kind: Kind
  /// The place in bytes from the start of the pattern.
  public var offset: Int

  public init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}
