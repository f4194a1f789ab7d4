/// Finds what may be a phone number: 8 to 15 digits in any script, or 7 after `+`. Separators may stand between them;
/// then a number without `+` has at least nine digits or begins with 0.
struct NumberScanner {
  struct Found {
    /// The places of its digits in the text.
    var places: [Int]
    /// Whether it is digits and nothing else, like an id.
    var isPlain: Bool
  }

  private let scalars: [Unicode.Scalar]
  private var index = 0

  init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  func digit(at place: Int) -> UInt8 { scalars[place].digit ?? 0 }

  mutating func next() -> Found? {
    while index < scalars.count {
      if scalars[index].digit == nil {
        index += 1
      } else if let found = number(run(from: index)) {
        return found
      }
    }
    return nil
  }

  /// The digits that follow one another from a place on.
  private func run(from start: Int) -> Range<Int> {
    var end = start
    while end < scalars.count, scalars[end].digit != nil { end += 1 }
    return start..<end
  }

  /// The number that begins with these digits. Where they begin no number, they are skipped.
  private mutating func number(_ run: Range<Int>) -> Found? {
    index = run.upperBound
    let isMarked = isMarked(run.lowerBound)
    if (isMarked ? 7...15 : 8...15).contains(run.count) {
      return isFraction(run) ? nil : Found(places: Array(run), isPlain: !isMarked)
    }
    guard run.count < (isMarked ? 7 : 8) else { return nil }
    let groups = groups(from: run, isMarked: isMarked)
    guard let found = isMarked ? marked(groups) : grouped(groups), let last = found.last else {
      // All of its groups are skipped, so that none of them begins a number: `2025-01-15 10 …`.
      index = groups.last?.upperBound ?? index
      return nil
    }
    index = last.upperBound
    return Found(places: found.flatMap(Array.init), isPlain: false)
  }

  /// The most groups of one search. A second search looks at the others.
  private static let mostGroups = 32

  /// The groups of digits with separators between them, up to a group that is a number by itself.
  private func groups(from first: Range<Int>, isMarked: Bool) -> [Range<Int>] {
    var groups = [first]
    var count = first.count
    // Where a number certainly begins, it may go on after a line's end.
    let begins = isMarked || digit(at: first.lowerBound) == 0 && first.count > 1
    while groups.count < Self.mostGroups, let last = groups.last,
      let start = afterSeparator(last.upperBound, mayEndLine: begins)
    {
      let next = run(from: start)
      if next.count >= 8 { break }
      // The number has all its digits, or a new one begins.
      if isMarked ? count + next.count > 15 : count >= 9 && digit(at: start) == 0 { break }
      groups.append(next)
      count += next.count
    }
    return groups
  }

  private func marked(_ groups: [Range<Int>]) -> [Range<Int>]? {
    (8...15).contains(Self.digits(groups)) ? groups : nil
  }

  /// The groups that are a phone number. Others may stand before and after them: `Order 123456 050 123 4567`.
  private func grouped(_ groups: [Range<Int>]) -> [Range<Int>]? {
    // A group that begins with 0 is more likely a number than one that only has the right number of digits.
    let isZero = groups.map { digit(at: $0.lowerBound) == 0 }
    let others = others(groups)
    for start in groups.indices.filter({ isZero[$0] }) + groups.indices.filter({ !isZero[$0] }) {
      let found = (2...15).compactMap { count -> [Range<Int>]? in
        guard start + count <= groups.count, !(start..<start + count).contains(where: others.contains) else {
          return nil
        }
        let some = Array(groups[start..<start + count])
        return isGrouped(some, Self.digits(some)) ? some : nil
      }
      // A number in its national form ends after nine digits; the groups after it do not belong to it. A number with
      // its country's code may be longer or shorter.
      let isNational = digit(at: groups[start].lowerBound) == 0 && !isInternational(groups[start])
      let enough = isNational ? found.first { Self.digits($0) >= 9 } : nil
      if let number = enough ?? found.last { return number }
    }
    return nil
  }

  private static func digits(_ groups: [Range<Int>]) -> Int { groups.reduce(0) { $0 + $1.count } }

  /// Whether it begins with `00`, as in `00966`.
  private func isInternational(_ first: Range<Int>) -> Bool {
    first.count > 1 && digit(at: first.lowerBound) == 0 && digit(at: first.lowerBound + 1) == 0
  }

  /// Whether groups without `+` are a phone number: in the national form (`050 123 4567`), after `00`, or with at
  /// least nine digits (`966 50 123 4567`); and not a date, an IP address or a count with thousands.
  private func isGrouped(_ groups: [Range<Int>], _ count: Int) -> Bool {
    guard let first = groups.first, let last = groups.last, groups.count > 1 else { return false }
    if isPartOfTime(first.lowerBound - 1, beside: first.lowerBound - 2)
      || isPartOfTime(last.upperBound, beside: last.upperBound + 1)
    {
      return false
    }
    if isDecimal(groups) { return false }
    if digit(at: first.lowerBound) == 0, first.count > 1 || scalar(at: first.lowerBound - 1) == "(" {
      return (8...15).contains(count)
    }
    if groups.count > 2, isJoined(groups, by: ","), count >= 10 {
      // A count does not have this many digits: `966,501,234,567`, `966,50,123,4567`.
      return first.count <= 3 && groups.dropFirst().allSatisfy { 2...4 ~= $0.count } && count <= 15
    }
    let hasComma = groups.dropLast().contains { scalars[$0.upperBound] == "," }
    let isThousands = first.count <= 3 && groups.dropFirst().allSatisfy { $0.count == 3 }
    return (9...15).contains(count) && !hasComma && !(isThousands && count < 12 && first.count < 3)
  }

  /// Whether only this sign stands between the groups.
  private func isJoined(_ groups: [Range<Int>], by sign: Unicode.Scalar) -> Bool {
    zip(groups, groups.dropFirst()).allSatisfy { one, next in
      next.lowerBound == one.upperBound + 1 && scalars[one.upperBound] == sign
    }
  }

  private func scalar(at place: Int) -> Unicode.Scalar? {
    scalars.indices.contains(place) ? scalars[place] : nil
  }

  /// Whether the colon of a time stands beside a group.
  private func isPartOfTime(_ place: Int, beside next: Int) -> Bool {
    scalar(at: place) == ":" && scalar(at: next)?.digit != nil
  }

  /// The groups that are parts of dates, IP addresses or small decimal numbers.
  private func others(_ groups: [Range<Int>]) -> Set<Int> {
    var others: Set<Int> = []
    for start in groups.indices {
      let rest = groups[start...]
      if isDate(Array(rest.prefix(3))) { others.formUnion(start..<start + 3) }
      if isAddress(Array(rest.prefix(4))) { others.formUnion(start..<start + 4) }
      if isShare(Array(rest.prefix(3))) { others.formUnion(start..<start + 2) }
    }
    return others
  }

  /// A date: `2025-01-15`, `15.01.2025`.
  private func isDate(_ groups: [Range<Int>]) -> Bool {
    let sizes = groups.map(\.count)
    guard sizes == [4, 2, 2] || sizes == [2, 2, 4],
      "-./".unicodeScalars.contains(scalars[groups[0].upperBound]),
      scalars[groups[0].upperBound] == scalars[groups[1].upperBound]
    else { return false }
    let (year, day) = sizes[0] == 4 ? (groups[0], groups[2]) : (groups[2], groups[0])
    return (1900..<2200).contains(value(of: year)) && (1...12).contains(value(of: groups[1]))
      && (1...31).contains(value(of: day))
  }

  /// An IP address: `192.168.10.20`.
  private func isAddress(_ groups: [Range<Int>]) -> Bool {
    groups.count == 4 && groups.dropLast().allSatisfy { scalars[$0.upperBound] == "." && $0.count <= 3 }
      && groups.allSatisfy { value(of: $0) < 256 && ($0.count == 1 || digit(at: $0.lowerBound) != 0) }
  }

  /// A small decimal number: `0.5`, unless another point follows.
  private func isShare(_ groups: [Range<Int>]) -> Bool {
    guard groups.count > 1, scalars[groups[0].upperBound] == ".", groups[0].count == 1, groups[1].count < 3
    else {
      return false
    }
    return scalar(at: groups[1].upperBound) != "."
  }

  /// `24.7136`: two groups, the second of which cannot be a part of a phone number.
  private func isDecimal(_ groups: [Range<Int>]) -> Bool {
    groups.count == 2 && scalars[groups[0].upperBound] == "." && isFraction(groups[1])
  }

  private func value(of group: Range<Int>) -> Int {
    group.count > 9 ? .max : group.reduce(0) { $0 * 10 + Int(digit(at: $1)) }
  }

  /// The place of the digit after one or more separators, such as `) ` or ` (0) `; nil where there is none.
  private func afterSeparator(_ place: Int, mayEndLine: Bool) -> Int? {
    var place = place
    var separators = 0
    // A query has `+` for a space.
    let isSpace = mayEndLine && scalar(at: place) == "+"
    if isSpace || Self.isQuote(scalar(at: place)), scalar(at: place + 1)?.digit != nil { return place + 1 }
    while place < scalars.count, separators < 3 {
      let scalar = scalars[place]
      if scalar.digit != nil { return separators > 0 ? place : nil }
      let isLineEnd = mayEndLine && (scalar == "\n" || scalar == "\r")
      // The columns of a table have two spaces between them.
      guard Self.isSeparator(scalar) || isLineEnd, separators == 0 || scalar != scalars[place - 1] else {
        return nil
      }
      separators += 1
      place += 1
      // The next line may begin further in.
      while isLineEnd, self.scalar(at: place) == " " { place += 1 }
    }
    return place < scalars.count && scalars[place].digit != nil ? place : nil
  }

  /// A quote may stand between two digits: `050'123'4567`.
  private static func isQuote(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { "'\"’‘`´".unicodeScalars.contains($0) } ?? false
  }

  /// The separators that `phone` accepts, and others that are found between digits.
  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .dashPunctuation, .spaceSeparator, .connectorPunctuation: true
    default: "./()−,·•*~".unicodeScalars.contains(scalar)
    }
  }

  private func isMarked(_ start: Int) -> Bool {
    start >= 1 && (scalars[start - 1] == "+" || scalars[start - 1] == "\u{FF0B}")
  }

  /// Whether these are the digits after the point of `24.7136123456`, which is a degree or a rate. Those of
  /// `966.50123456`, `050.1234567` and `9.66501234567E+11` are not.
  private func isFraction(_ run: Range<Int>) -> Bool {
    guard run.lowerBound >= 2, scalars[run.lowerBound - 1] == ".", scalars[run.lowerBound - 2].digit != nil
    else { return false }
    var start = run.lowerBound - 1
    while start > 0, scalars[start - 1].digit != nil { start -= 1 }
    let whole = start..<run.lowerBound - 1
    let hasPower = scalar(at: run.upperBound) == "E" || scalar(at: run.upperBound) == "e"
    return whole.count <= 3 && value(of: whole) <= 180 && !hasPower
      && (whole.count == 1 || digit(at: whole.lowerBound) != 0)
  }
}
