/// Finds dates and moments in a text, in the forms of protocols and of people.
package struct MomentScanner {
  /// The ASCII characters of the text, and 0 for every other one.
  private let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The end of the date that begins there, with the time of day beside it; nil where no date begins.
  package func end(at start: Int) -> Int? {
    guard mayBegin(at: start), isAlone(before: start) else { return nil }
    let end = [Timestamp.end(in: bytes[start...]), moment(start), basic(start)].compactMap(\.self).max()
    return end.flatMap { isAlone(after: $0) ? $0 : nil }
  }

  /// Excludes most places by their first characters, because the full test is slow.
  private func mayBegin(at start: Int) -> Bool {
    if isDigit(start) {
      var end = start
      while isDigit(end) { end += 1 }
      return [1, 2, 4, 8].contains(end - start)
    }
    return isLetter(start + 2) && isSign(start, "JFMASONDTWjfmasondtw")
  }

  // MARK: What stands beside it

  private func byte(_ place: Int) -> UInt8? { bytes.indices.contains(place) ? bytes[place] : nil }

  private func isDigit(_ place: Int) -> Bool { byte(place).map { (0x30...0x39).contains($0) } ?? false }

  private func isLetter(_ place: Int) -> Bool {
    byte(place).map { (0x61...0x7A).contains($0 | 0x20) } ?? false
  }

  private func isSign(_ place: Int, _ signs: StaticString) -> Bool {
    byte(place).map { byte in signs.description.utf8.contains(byte) } ?? false
  }

  /// Whether no word and no longer number reaches into the date.
  private func isAlone(before start: Int) -> Bool {
    if isDigit(start - 1) || isLetter(start - 1) || isSign(start - 1, "_+") { return false }
    return !(isSign(start - 1, "-./:") && isDigit(start - 2))
  }

  private func isAlone(after end: Int) -> Bool {
    if isDigit(end) || isLetter(end) || isSign(end, "_") { return false }
    return !(isSign(end, "-./:") && isDigit(end + 1))
  }

  // MARK: Parts

  private func number(_ start: Int, _ counts: ClosedRange<Int>) -> (value: Int, end: Int)? {
    var (value, end) = (0, start)
    while isDigit(end), end - start <= counts.upperBound {
      value = value * 10 + Int(bytes[end] - 0x30)
      end += 1
    }
    return counts.contains(end - start) ? (value, end) : nil
  }

  private func year(_ start: Int) -> Int? {
    number(start, 4...4).flatMap { (1900..<2200).contains($0.value) ? $0.end : nil }
  }

  private func day(_ start: Int) -> Int? {
    number(start, 1...2).flatMap { (1...31).contains($0.value) ? $0.end : nil }
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  ]
  private static let days = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// A name of a month or a day, or its first three letters.
  private func name(_ start: Int, of names: [String]) -> Int? {
    var end = start
    while isLetter(end) { end += 1 }
    let word = bytes[start..<end].map { $0 | 0x20 }
    let isName = names.contains { $0.utf8.elementsEqual(word) || $0.utf8.prefix(3).elementsEqual(word) }
    return isName || names == Self.months && word == Array("sept".utf8) ? end : nil
  }

  private func skip(_ start: Int, _ signs: StaticString) -> Int { isSign(start, signs) ? start + 1 : start }

  private func spaces(_ start: Int) -> Int {
    var end = start
    while isSign(end, " "), end - start < 2 { end += 1 }
    return end
  }

  // MARK: Whole

  /// `29/11/2026`, `Sun, 29 Nov 2026 18:04:06 GMT`, `Nov 29, 2026 6:04 PM`, `Sun Nov 29 18:04:06 2026`.
  private func moment(_ start: Int) -> Int? {
    let afterDay = name(start, of: Self.days).map { spaces(skip($0, ",")) } ?? start
    if let end = date(afterDay) {
      return time(spaces(skip(skip(end, ","), "T"))) ?? end
    }
    // The date of asctime(3) has the year last.
    guard let month = name(afterDay, of: Self.months), let day = day(spaces(month)),
      let clock = time(spaces(day)), let end = year(spaces(clock))
    else { return nil }
    return end
  }

  private func date(_ start: Int) -> Int? { numbers(start) ?? words(start) }

  private func numbers(_ start: Int) -> Int? {
    for sign in ["-", "/", "."] as [StaticString] {
      if let first = year(start), isSign(first, sign), let month = number(first + 1, 1...2),
        (1...12).contains(month.value), isSign(month.end, sign), let end = day(month.end + 1)
      {
        return end
      }
      if let first = number(start, 1...2), isSign(first.end, sign), let second = number(first.end + 1, 1...2),
        isSign(second.end, sign), let end = year(second.end + 1), (1...31).contains(first.value),
        (1...31).contains(second.value), first.value <= 12 || second.value <= 12
      {
        return end
      }
    }
    return nil
  }

  private func words(_ start: Int) -> Int? {
    if let day = day(start), let month = name(separator(day), of: Self.months) {
      return year(separator(skip(month, ",."))) ?? number(separator(month), 2...2)?.end
    }
    guard let month = name(start, of: Self.months), let day = day(spaces(skip(month, "."))) else {
      return nil
    }
    return year(spaces(skip(day, ",")))
  }

  private func separator(_ start: Int) -> Int { isSign(start, "-") ? start + 1 : spaces(start) }

  /// A time of day: `18:04`, `6:04:06.5 PM +0300`.
  private func time(_ start: Int) -> Int? {
    guard let hour = number(start, 1...2), hour.value < 25, isSign(hour.end, ":"),
      let minute = number(hour.end + 1, 2...2), minute.value < 60
    else { return nil }
    var end = minute.end
    if isSign(end, ":"), let second = number(end + 1, 2...2) { end = second.end }
    if isSign(end, ".,"), let fraction = number(end + 1, 1...9) { end = fraction.end }
    return zone(word(end, ["am", "pm"]) ?? end)
  }

  private func zone(_ start: Int) -> Int {
    if let end = word(start, ["gmt", "utc", "z"]) { return end }
    let sign = spaces(start)
    guard isSign(sign, "+-") else { return start }
    let whole =
      number(sign + 1, 4...4)
      ?? number(sign + 1, 2...2).flatMap { hours in
        number(skip(hours.end, ":"), 2...2).map { (hours.value * 100 + $0.value, $0.end) }
      }
    // After a time, `+1202 555 0123` is a phone number and not an offset.
    guard let whole, whole.value <= 1400, !isDigit(whole.end + 1), !isDigit(whole.end + 2) else {
      return start
    }
    return whole.end
  }

  private func word(_ start: Int, _ words: [String]) -> Int? {
    let first = spaces(start)
    var end = first
    while isLetter(end) { end += 1 }
    let word = bytes[first..<end].map { $0 | 0x20 }
    return words.contains { $0.utf8.elementsEqual(word) } ? end : nil
  }

  /// The basic form of ISO 8601: `20261129T180406Z`.
  private func basic(_ start: Int) -> Int? {
    guard let date = number(start, 8...8), (1900_0101..<2200_0101).contains(date.value),
      isSign(date.end, "T"),
      let time = number(date.end + 1, 4...6)
    else { return nil }
    return skip(time.end, "Z")
  }
}
