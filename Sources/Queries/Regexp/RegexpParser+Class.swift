/// Reads character classes and escapes (RFC 9485 §4, charClass).
extension RegexpParser {
  /// The meaning of an escape: one character, or a set of characters.
  private enum Escaped {
    case scalar(Unicode.Scalar)
    case set([ClosedRange<Unicode.Scalar>], CategorySet)
  }

  /// Reads an escape outside a class.
  mutating func escape() throws(RegexpError) -> RegexpNode {
    switch try escaped() {
    case .scalar(let scalar): .scalar(scalar)
    case .set(let ranges, let categories): .set(ScalarSet(ranges, categories: categories))
    }
  }

  /// Reads a class from `[` to `]`.
  mutating func characterClass() throws(RegexpError) -> ScalarSet {
    let opening = index
    index += 1
    let negated = take("^")
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    var categories: CategorySet = []
    if scalar == "]" { throw error(.emptyClass, at: opening) }
    if take("-") { ranges.append("-"..."-") }
    while !take("]") {
      guard scalar != nil else { throw error(.unclosedClass, at: opening) }
      try member(&ranges, &categories, opening)
    }
    return ScalarSet(ranges, categories: categories, negated: negated)
  }

  /// Reads a character, a range or a set inside a class. A hyphen is a member of its own only right before the end.
  private mutating func member(
    _ ranges: inout [ClosedRange<Unicode.Scalar>], _ categories: inout CategorySet, _ opening: Int
  ) throws(RegexpError) {
    let start = index
    if take("-") {
      guard scalar == "]" else { throw error(.misplacedHyphen, at: start) }
      return ranges.append("-"..."-")
    }
    switch try classCharacter() {
    case .set(let set, let more):
      ranges += set
      categories.formUnion(more)
    case .scalar(let low):
      guard scalar == "-", index + 1 < scalars.count, scalars[index + 1] != "]" else {
        return ranges.append(low...low)
      }
      index += 1
      guard scalar != "-", case .scalar(let high) = try classCharacter() else {
        throw error(.misplacedHyphen, at: start + 1)
      }
      guard low <= high else { throw error(.reversedRange(low, high), at: start) }
      ranges.append(low...high)
    }
  }

  private mutating func classCharacter() throws(RegexpError) -> Escaped {
    guard let scalar else { return .scalar("\0") }
    if scalar == "\\" { return try escaped() }
    if scalar == "[" { throw error(.unescaped(scalar)) }
    index += 1
    return .scalar(scalar)
  }

  private mutating func escaped() throws(RegexpError) -> Escaped {
    let start = index
    index += 1
    guard let code = scalar else { throw error(.unknownEscape(nil), at: start) }
    index += 1
    switch code {
    case "n": return .scalar("\n")
    case "r": return .scalar("\r")
    case "t": return .scalar("\t")
    case "(", ")", "*", "+", "-", ".", "?", "[", "\\", "]", "^", "{", "|", "}": return .scalar(code)
    case "p": return .set([], try category())
    case "P": return .set([], try category().inverted)
    default:
      guard dialect == .extended, let more = Self.extended(code) else {
        throw error(.unknownEscape(code), at: start)
      }
      return more
    }
  }

  private mutating func category() throws(RegexpError) -> CategorySet {
    let start = index
    guard take("{"), let end = scalars[index...].firstIndex(of: "}") else {
      throw error(.unknownCategory(""), at: start)
    }
    let name = String(String.UnicodeScalarView(scalars[index..<end]))
    guard let set = CategorySet(named: name) else { throw error(.unknownCategory(name), at: start) }
    index = end + 1
    return set
  }

  private static func extended(_ code: Unicode.Scalar) -> Escaped? {
    switch code {
    case "d": .set([], .digits)
    case "D": .set([], .digits.inverted)
    case "w": .set([], .word)
    case "W": .set([], .word.inverted)
    case "s": .set(["\t"..."\r", "\u{85}"..."\u{85}"], .space)
    case "S": .set(["\0"..."\u{8}", "\u{E}"..."\u{1F}", "\u{7F}"..."\u{84}", "\u{86}"..."\u{9F}"], .visible)
    case "!"..."/", ":"..."@", "["..."`", "{"..."~": .scalar(code)
    default: nil
    }
  }
}

extension CategorySet {
  fileprivate static let digits = CategorySet(.decimalNumber)

  fileprivate static let word = of([
    .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .titlecaseLetter, .nonspacingMark,
    .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation,
  ])

  fileprivate static let space = of([.spaceSeparator, .lineSeparator, .paragraphSeparator])

  /// All categories except white space and control characters, since some control characters are white space.
  fileprivate static let visible = space.union(of([.control])).inverted

  private static func of(_ categories: [Unicode.GeneralCategory]) -> CategorySet {
    categories.reduce(into: []) { $0.formUnion(CategorySet($1)) }
  }
}
