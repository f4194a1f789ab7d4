import Catalog
import JSON

/// Masks numbers and texts. What their member says of them counts only where their form fits it.
extension Mask {
  func scalar(_ value: Value, at place: Place, inMap: Bool) -> Value {
    switch value {
    case .int(let number): .int(masked(number, at: place))
    case .double(let number): masked(number, at: place).map { .double($0) } ?? value
    case .decimal(let decimal): masked(decimal.value, at: place).map { .double($0) } ?? value
    case .string(let string): Value(masked(string.string, at: place, inMap))
    case .null, .bool, .array, .object: value
    }
  }

  // MARK: Numbers

  private func masked(_ number: Int64, at place: Place) -> Int64 {
    let digits = number.magnitude.digits
    if keeps(number, digits, at: place) { return number }
    if extent == .all { return memory.token(number) }
    let isPhone =
      8...15 ~= digits.count || (digits.count == NumberMask.length && memory.numbers.knows(digits))
    return isPhone ? memory.token(number) : number
  }

  private func keeps(_ number: Int64, _ digits: [UInt8], at place: Place) -> Bool {
    if memory.isPhone(digits) { return false }
    switch place.kind {
    case .id, .name:
      guard number > 0, place.isRecord || digits.count < 8 || memory.isID(digits) else { return false }
      if place.isRecord, !place.isShown { memory.ids.insert("\(number)") }
      return true
    case .count:
      if place.isShown {
        return digits.count < 8 && (place.isNamed || !memory.isHidden("\(number)")) || isShownTime(number)
      }
      if digits.count < 10 { memory.words.insert("\(number)") }
      return digits.count < 10
    // Seconds or milliseconds since 1970.
    case .time:
      return 1_000_000_000..<5_000_000_000 ~= number || 1_000_000_000_000..<5_000_000_000_000 ~= number
    case .word, .wording: return digits.count < 4
    case .personal:
      return place.isShown && (digits.count < 4 || memory.isID(digits) || isShownTime(number))
        && !memory.isHidden("\(number)")
    }
  }

  private func isShownTime(_ number: Int64) -> Bool {
    number > 0 && memory.isUnixTime(number.magnitude.digits) && !memory.isHidden("\(number)")
  }

  /// Nil where the number stays.
  private func masked(_ number: Double, at place: Place) -> Double? {
    if let whole = Int64(exactly: number) {
      let token = masked(whole, at: place)
      return token == whole ? nil : Double(token)
    }
    let isSmall = number.magnitude < 1e7
    if place.isShown, place.kind != .word, isShownTime(Int64(clamping: number)) { return nil }
    if extent == .numbers {
      let whole = isSmall ? nil : Int64(exactly: number.rounded())
      return whole.flatMap { 8...15 ~= $0.magnitude.digits.count ? Double(memory.token($0)) : nil }
    }
    let isKept = isSmall && (place.kind == .count || (place.kind == .time && number > 1e9) || place.isShown)
    return isKept && !memory.isHidden("\(number)") ? nil : memory.token(number)
  }

  // MARK: Texts

  private func masked(_ text: String, at place: Place, _ inMap: Bool) -> String {
    if text.isEmpty { return text }
    if !inMap, place.kind == .wording {
      if !place.isShown { memory.sentences.insert(text) }
      return self.text(text)
    }
    let isKept = !inMap && keeps(text, at: place)
    guard extent == .all else {
      // The value is kept in mind as a customer's, even where it stays as it is.
      if place.kind == .personal || inMap { _ = memory.token(text) }
      return isKept ? text : self.text(text)
    }
    if isKept { return text }
    if place.isShown, place.kind == .personal, !inMap, memory.sentences.contains(text) {
      return self.text(text)
    }
    return memory.hide(text)
  }

  private func keeps(_ text: String, at place: Place) -> Bool {
    switch place.kind {
    case .id: return isID(text, at: place)
    case .name: return isID(text, at: place) || isName(text, at: place)
    case .word: return isWord(text, at: place)
    case .time:
      return Self.isMoment(text) || Int64(text).map { keeps($0, $0.magnitude.digits, at: place) } ?? false
    case .count:
      return text.utf8.count < 9 && text.utf8.allSatisfy { (0x2E...0x39).contains($0) && $0 != 0x2F }
    case .wording: return false
    case .personal:
      guard place.isShown else { return false }
      if Self.isMoment(text) { return true }
      if memory.isHidden(text) { return false }
      return isHarmless(text) || memory.isName(text) || isShownTime(Int64(text) ?? 0)
    }
  }

  /// A number of a few digits, or one that was seen as an id. In a record, also an id with other characters.
  func isID(_ text: String, at place: Place) -> Bool {
    let digits = text.utf8.map { $0 &- 0x30 }
    if digits.allSatisfy({ $0 < 10 }), digits.first != 0 {
      guard !memory.isPhone(digits),
        digits.count < 8 || (place.isRecord && digits.count < 19) || memory.isID(digits)
      else { return false }
      if place.isAsked {
        if memory.isOfCustomer(text), !memory.ids.contains(text) { return false }
        memory.asked.insert(text)
      } else if place.isRecord, !place.isShown {
        memory.ids.insert(text)
      }
      return true
    }
    let isMixed = text.utf8.contains { $0 > 0x40 } && digits.contains { $0 < 10 }
    let isPlain = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x2D
    }
    guard place.isRecord, isMixed, isPlain, 8...64 ~= digits.count, isOpaque(text) else { return false }
    if !place.isShown { memory.opaqueIDs.insert(text) }
    return true
  }

  /// Whether an id reveals nothing about a customer: it has no number that can be recognised, and no name.
  func isOpaque(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var scanner = NumberScanner(scalars)
    while let number = scanner.next() {
      guard let first = number.places.first, let last = number.places.last else { continue }
      if memory.isPhone(number.places.map { scanner.digit(at: $0) }) { return false }
      // Digits beside a letter belong to something else.
      let isInWord = [first - 1, last + 1].contains { scalars.indices.contains($0) && scalars[$0].isOfWord }
      let isPart = isInWord || Self.isUUID(text) || first == 0 && last + 1 == scalars.count
      if !number.isPlain || number.places.count >= 10 && !isPart { return Self.isUUID(text) }
    }
    var edit = TextEdit(text)
    maskEncoded(&edit)
    let words = edit.words
    return edit.result == text && words.indices.allSatisfy { memory.personal.match(words, at: $0) == nil }
  }

  private static func isUUID(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
  }

  /// The text with its numbers masked, also the encoded ones.
  func withoutNumbers(_ text: String, _ depth: Int = 0) -> String {
    var edit = TextEdit(text)
    edit.keepMoments()
    maskEncoded(&edit, depth: depth)
    memory.numbers.mask(&edit, isID: memory.isID)
    return edit.result
  }

  /// Whether a text is the name of an instance. Such a name is not a customer's, unless it is a number or an address.
  func isName(_ text: String, at place: Place) -> Bool {
    if place.isShown { return memory.isName(text) }
    guard memory.isNoNumber(text), withoutNumbers(text) == text, !text.contains("@"), text.utf8.count <= 100
    else {
      return false
    }
    memory.keep(name: text)
    return true
  }

  /// Whether it is a word of the service; in a record, also one that is not documented yet.
  private func isWord(_ text: String, at place: Place) -> Bool {
    if kinds.words.contains(text) || (extent == .all && place.isShown && memory.words.contains(text)) {
      return true
    }
    if Pattern.hexColor.matches(text) { return memory.numbers.masked(text) == text }
    guard place.isRecord, !place.isShown, 1...24 ~= text.utf8.count else {
      return false
    }
    let isLower = text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F }
    let isUpper = text.utf8.allSatisfy { (0x41...0x5A).contains($0) || $0 == 0x5F }
    if isLower || isUpper {
      memory.words.insert(text)
      memory.statuses.insert(text.lowercased())
    }
    return isLower || isUpper
  }
}
