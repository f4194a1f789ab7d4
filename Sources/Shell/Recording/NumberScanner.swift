/// Finds what may be phone numbers: 8 to 15 digits, of whatever script; after `+` also 7. There may be separators
/// between them where `+` stands before, or where they are grouped as phone numbers are.
struct NumberScanner {
  struct Found {
    /// Of its digits, in the text's scalars.
    var places: [Int]
    /// Whether it is digits and nothing else, as an id is.
    var isPlain: Bool
  }

  private let scalars: [Unicode.Scalar]
  private var index = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  func digit(at place: Int) -> UInt8 { Self.digit(scalars[place]) ?? 0 }

  func text(with changes: [Int: UInt8]) -> String {
    var result = String.UnicodeScalarView()
    for (place, scalar) in scalars.enumerated() {
      let digit = changes[place]
      // In the script of the digit that it stands for.
      let zero = scalar.value - UInt32(Self.digit(scalar) ?? 0)
      result.append(digit.flatMap { Unicode.Scalar(zero + UInt32($0)) } ?? scalar)
    }
    return String(result)
  }

  mutating func next() -> Found? {
    while index < scalars.count {
      if isEscape(index) {
        index += 3
      } else if Self.digit(scalars[index]) == nil {
        index += 1
      } else if let found = number(run(from: index)) {
        return found
      }
    }
    return nil
  }

  /// The digits that stand together from a place on.
  private func run(from start: Int) -> Range<Int> {
    var end = start
    while end < scalars.count, Self.digit(scalars[end]) != nil { end += 1 }
    return start..<end
  }

  /// The number that begins with those digits. What is none is passed over.
  private mutating func number(_ run: Range<Int>) -> Found? {
    index = run.upperBound
    let isMarked = isMarked(run.lowerBound)
    if (isMarked ? 7...15 : 8...15).contains(run.count) {
      return isFraction(run.lowerBound) ? nil : Found(places: Array(run), isPlain: !isMarked)
    }
    guard run.count < (isMarked ? 7 : 8) else { return nil }
    let groups = groups(from: run, isMarked: isMarked)
    // What is no number is passed over whole, and is not the beginning of one either: `2025-01-15 10 …`.
    defer { index = max(index, groups.last?.upperBound ?? index) }
    guard let found = isMarked ? marked(groups) : grouped(groups) else { return nil }
    index = found.last?.upperBound ?? index
    return Found(places: found.flatMap(Array.init), isPlain: false)
  }

  /// The groups of digits with separators between them, up to one that is a number by itself.
  private func groups(from first: Range<Int>, isMarked: Bool) -> [Range<Int>] {
    var groups = [first]
    var count = first.count
    while let last = groups.last, let start = afterSeparator(last.upperBound) {
      let next = run(from: start)
      if next.count >= 8 { break }
      // The number is full, or one of them ends and the next begins.
      if isMarked ? count + next.count > 15 : count >= 9 && digit(at: start) == 0 { break }
      groups.append(next)
      count += next.count
    }
    return groups
  }

  private func marked(_ groups: [Range<Int>]) -> [Range<Int>]? {
    (8...15).contains(Self.digits(groups)) ? groups : nil
  }

  /// Those of the groups that are a phone number; others may stand before and after: `Order 123456 050 123 4567`.
  private func grouped(_ groups: [Range<Int>]) -> [Range<Int>]? {
    // One that begins with 0 is more surely a number than what only has as many digits.
    let isZero = groups.map { digit(at: $0.lowerBound) == 0 }
    for start in groups.indices.filter({ isZero[$0] }) + groups.indices.filter({ !isZero[$0] }) {
      let found = (2...15).compactMap { count -> [Range<Int>]? in
        guard start + count <= groups.count else { return nil }
        let some = Array(groups[start..<start + count])
        return isGrouped(some, Self.digits(some)) ? some : nil
      }
      // At home a number has nine digits or more, and what follows is no part of it; one with its country's code
      // may have any number of them.
      let isNational = digit(at: groups[start].lowerBound) == 0 && !isInternational(groups[start])
      let enough = isNational ? found.first { Self.digits($0) >= 9 } : nil
      if let number = enough ?? found.last { return number }
    }
    return nil
  }

  private static func digits(_ groups: [Range<Int>]) -> Int { groups.reduce(0) { $0 + $1.count } }

  /// `00966`.
  private func isInternational(_ first: Range<Int>) -> Bool {
    first.count > 1 && digit(at: first.lowerBound) == 0 && digit(at: first.lowerBound + 1) == 0
  }

  /// Whether groups without `+` are those of a phone number: written as at home (`050 123 4567`), after `00`, or
  /// in three and more of them (`966 50 123 4567`); and not a date, or thousands.
  private func isGrouped(_ groups: [Range<Int>], _ count: Int) -> Bool {
    guard let first = groups.first, let last = groups.last, groups.count > 1 else { return false }
    if isPartOfMore(first.lowerBound - 1, beside: first.lowerBound - 2)
      || isPartOfMore(last.upperBound, beside: last.upperBound + 1)
    {
      return false
    }
    let sizes = groups.map(\.count)
    if isDate(groups) { return false }
    if digit(at: first.lowerBound) == 0 {
      return (8...15).contains(count) && (first.count > 1 || scalar(at: first.lowerBound - 1) == "(")
    }
    let hasPoint = scalars[first.upperBound] == "."
    let isThousands = first.count <= 3 && sizes.dropFirst().allSatisfy { $0 == 3 }
    return (10...15).contains(count) && groups.count > 2 && last.count > 1 && !hasPoint && !isThousands
  }

  private func scalar(at place: Int) -> Unicode.Scalar? {
    scalars.indices.contains(place) ? scalars[place] : nil
  }

  /// Whether at a place beside a group there is a letter, or the colon of a time.
  private func isPartOfMore(_ place: Int, beside next: Int) -> Bool {
    guard let scalar = scalar(at: place) else { return false }
    if scalar == ":" { return self.scalar(at: next).flatMap(Self.digit) != nil }
    return scalar.properties.isAlphabetic || scalar == "_"
  }

  /// `2025-01-15`, `15.01.2025`.
  private func isDate(_ groups: [Range<Int>]) -> Bool {
    let sizes = groups.prefix(3).map(\.count)
    guard sizes == [4, 2, 2] || sizes == [2, 2, 4] else { return false }
    let month = groups[1].reduce(0) { $0 * 10 + Int(digit(at: $1)) }
    return (1...12).contains(month)
  }

  /// The place of a digit that stands there behind a separator or more: `) `, ` (0) `.
  private func afterSeparator(_ place: Int) -> Int? {
    var place = place
    var separators = 0
    while place < scalars.count, separators < 3 {
      let scalar = scalars[place]
      if Self.digit(scalar) != nil { return separators > 0 ? place : nil }
      // Two spaces stand between the columns of a table.
      guard Self.isSeparator(scalar), separators == 0 || scalar != scalars[place - 1] else { return nil }
      separators += 1
      place += 1
    }
    return place < scalars.count && Self.digit(scalars[place]) != nil ? place : nil
  }

  /// As `phone` takes them.
  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .dashPunctuation, .spaceSeparator: true
    default: "./()−".unicodeScalars.contains(scalar)
    }
  }

  /// `+`, or as a URL has it.
  private func isMarked(_ start: Int) -> Bool {
    if start >= 1, scalars[start - 1] == "+" { return true }
    return start >= 3 && scalars[start - 3] == "%" && scalars[start - 2] == "2"
      && "Bb".unicodeScalars.contains(scalars[start - 1])
  }

  /// `%2B` in a URL: its digits are none of a number.
  private func isEscape(_ place: Int) -> Bool {
    scalars[place] == "%" && place + 2 < scalars.count && scalars[place + 1].properties.isASCIIHexDigit
      && scalars[place + 2].properties.isASCIIHexDigit
  }

  /// The digits after the point of `24.7136123456`.
  private func isFraction(_ start: Int) -> Bool {
    start >= 2 && scalars[start - 1] == "." && Self.digit(scalars[start - 2]) != nil
  }

  private static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
    if scalar.isASCII { return ("0"..."9").contains(scalar) ? UInt8(scalar.value - 0x30) : nil }
    guard scalar.properties.generalCategory == .decimalNumber else { return nil }
    return scalar.properties.numericValue.map { UInt8($0) }
  }
}
