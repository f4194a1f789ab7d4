/// A set of characters: some ranges and Unicode categories, or everything except these.
struct ScalarSet: Sendable {
  private(set) var ranges: [ClosedRange<Unicode.Scalar>] = []
  private(set) var categories: CategorySet = []
  private(set) var negated = false
  /// The ASCII members, one bit for each, because most texts consist of these.
  private var ascii: (low: UInt64, high: UInt64) = (0, 0)

  init(
    _ ranges: [ClosedRange<Unicode.Scalar>] = [], categories: CategorySet = [], negated: Bool = false
  ) {
    self.ranges = ranges
    self.categories = categories
    self.negated = negated
    for value in UInt8(0)..<128 where isMember(Unicode.Scalar(value)) {
      if value < 64 { ascii.low |= 1 << UInt64(value) } else { ascii.high |= 1 << UInt64(value - 64) }
    }
  }

  /// The meaning of `.`: any character but LF and CR (RFC 9485 §5.3).
  static let anyInLine = ScalarSet(["\n"..."\n", "\r"..."\r"], negated: true)

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 64 { return ascii.low >> UInt64(value) & 1 == 1 }
    if value < 128 { return ascii.high >> UInt64(value - 64) & 1 == 1 }
    return isMember(scalar)
  }

  private func isMember(_ scalar: Unicode.Scalar) -> Bool {
    let listed =
      ranges.contains { $0.contains(scalar) }
      || (!categories.isEmpty && categories.contains(CategorySet(scalar.properties.generalCategory)))
    return listed != negated
  }
}

/// A set of Unicode's general categories.
struct CategorySet: OptionSet, Sendable {
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }

  init(_ category: Unicode.GeneralCategory) {
    rawValue = Self.names.firstIndex { $0.1 == category }.map { 1 << UInt32($0) } ?? 0
  }

  /// The categories of `\p{…}` (RFC 9485 §4, charProp). Two letters name one category, and one letter names all that
  /// begin with it. Nil where there is no such category.
  init?(named name: String) {
    let bits = Self.names.indices.filter { Self.names[$0].0.hasPrefix(name) }
    guard !name.isEmpty, name.utf8.count <= 2, !bits.isEmpty, name != "Cs" else { return nil }
    rawValue = bits.reduce(0) { $0 | 1 << UInt32($1) }
  }

  var inverted: CategorySet { CategorySet(rawValue: ~rawValue & (1 << UInt32(Self.names.count) - 1)) }

  private static let names: [(String, Unicode.GeneralCategory)] = [
    ("Ll", .lowercaseLetter), ("Lu", .uppercaseLetter), ("Lo", .otherLetter), ("Lm", .modifierLetter),
    ("Lt", .titlecaseLetter), ("Mn", .nonspacingMark), ("Mc", .spacingMark), ("Me", .enclosingMark),
    ("Nd", .decimalNumber), ("Nl", .letterNumber), ("No", .otherNumber), ("Pc", .connectorPunctuation),
    ("Pd", .dashPunctuation), ("Ps", .openPunctuation), ("Pe", .closePunctuation),
    ("Pi", .initialPunctuation), ("Pf", .finalPunctuation), ("Po", .otherPunctuation),
    ("Sm", .mathSymbol), ("Sc", .currencySymbol), ("Sk", .modifierSymbol), ("So", .otherSymbol),
    ("Zs", .spaceSeparator), ("Zl", .lineSeparator), ("Zp", .paragraphSeparator),
    ("Cc", .control), ("Cf", .format), ("Co", .privateUse), ("Cn", .unassigned), ("Cs", .surrogate),
  ]
}
