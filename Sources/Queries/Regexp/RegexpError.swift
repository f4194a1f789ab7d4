/// Why a text is not a pattern, and where.
public struct RegexpError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// A character that must be escaped to stand for itself.
    case unescaped(Unicode.Scalar)
    case nothingToRepeat(Unicode.Scalar)
    case unclosedGroup
    case unopenedGroup
    case unclosedClass
    case emptyClass
    /// `-` inside a class that is not first, last, or between two characters.
    case misplacedHyphen
    case reversedRange(Unicode.Scalar, Unicode.Scalar)
    case quantifier
    case reversedQuantifier(Int, Int)
    /// nil: the backslash is the last character.
    case unknownEscape(Unicode.Scalar?)
    case unknownCategory(String)
    case tooDeep(limit: Int)
    /// The pattern, its repetitions written out, has more steps than that.
    case tooLarge(limit: Int)
  }

  public var kind: Kind
  /// Counted in bytes from the start of the pattern.
  public var offset: Int

  public init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}
