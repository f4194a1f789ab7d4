import JSON
import Source

/// Texts in base64 or in hexadecimal digits, also where they are encoded more than once.
extension Mask {
  /// How many times a text is decoded at most. Nobody encodes one more often.
  private static let deepest = 4

  /// Decodes encoded texts, masks them, and encodes them again.
  func maskEncoded(_ edit: inout TextEdit, depth: Int = 0) {
    guard depth < Self.deepest else { return }
    maskHexadecimal(&edit, depth)
    let scalars = edit.atoms.scalars
    var index = 0
    while index < scalars.count {
      let start = index
      while index < scalars.count, Base64.isDigit(scalars[index]) { index += 1 }
      if index - start >= Self.shortest { maskBase64(&edit, start..<index, depth) }
      index = max(index, start + 1)
    }
  }

  /// The length of seven digits in base64.
  private static let shortest = 10
  /// The signs of base64 also separate words: `id-OTY2NTAxMjM0NTY3`. A run with more parts than this is not split.
  private static let mostParts = 12

  private func maskBase64(_ edit: inout TextEdit, _ run: Range<Int>, _ depth: Int) {
    let scalars = edit.atoms.scalars
    let parts = Self.parts(scalars, run)
    // Parts that decode to readable text come first: they show where the encoded text begins.
    for isText in [true, false] {
      for part in parts where edit.isFree(part) {
        let text = edit.atoms.meant(part)
        let isPlain = Base64.bytes(text).map(Self.isText) ?? false
        guard isPlain == isText else { continue }
        if isText, extent == .all, Self.isEncoded(text) {
          let filling = scalars[part.upperBound...].prefix { $0 == "=" }.count
          edit.replace(part.lowerBound..<part.upperBound + filling, by: memory.token(text))
        } else if let new = masked(encoded: text, depth) {
          edit.replace(part, by: new)
        } else if !isText, let (start, new) = maskedWithin(text, depth) {
          edit.replace(part.lowerBound + start..<part.upperBound, by: new)
        }
      }
    }
  }

  /// The whole run, and the parts between signs such as `-`, which may belong to it or separate it; the longest
  /// first.
  private static func parts(_ scalars: [Unicode.Scalar], _ run: Range<Int>) -> [Range<Int>] {
    var starts = [run.lowerBound]
    for place in run where "+/-_".unicodeScalars.contains(scalars[place]) { starts.append(place + 1) }
    if starts.count == 1 || starts.count > mostParts { return [run] }
    let ends = starts.dropFirst().map { $0 - 1 } + [run.upperBound]
    let all = starts.flatMap { start in
      ends.compactMap { end in end - start >= shortest ? start..<end : nil }
    }
    return all.sorted { $0.count > $1.count }
  }

  /// Whether it is neither a word nor a number.
  private static func isEncoded(_ text: String) -> Bool {
    text.utf8.contains { $0 > 0x40 }
      && text.utf8.contains { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
  }

  private func masked(encoded text: String, _ depth: Int) -> String? {
    guard Self.isEncoded(text), let bytes = Base64.bytes(text) else { return nil }
    // The letters beside the encoded text may be a plain number.
    return masked(bytes, depth).map { memory.numbers.masked(Base64.text($0, like: text)) }
  }

  /// Finds encoded text right after one to three other letters, as in `xOTY2NTAxMjM0NTY3`.
  private func maskedWithin(_ text: String, _ depth: Int) -> (Int, String)? {
    for start in 1...3 {
      guard let bytes = Base64.bytes(String(text.dropFirst(start))), Self.hasManyDigits(bytes),
        let masked = masked(bytes, depth)
      else { continue }
      return (start, memory.numbers.masked(Base64.text(masked, like: text)))
    }
    return nil
  }

  /// The bytes with false numbers in the place of true ones; nil where they hold no number.
  private func masked(_ bytes: [UInt8], _ depth: Int) -> [UInt8]? {
    let wide = WideText(bytes, fewest: NumberMask.length)
    let isUTF8 = wide?.text ?? String(validating: bytes, as: UTF8.self)
    let meant = isUTF8 ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    let masked = withoutNumbers(meant, depth + 1)
    guard masked != meant else { return nil }
    if let wide { return wide.bytes(of: masked) }
    return isUTF8 == nil
      ? masked.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } : Array(masked.utf8)
  }

  private static func hasManyDigits(_ bytes: [UInt8]) -> Bool {
    (WideText(bytes, fewest: NumberMask.length).map { Array($0.text.utf8) } ?? bytes).split {
      !(0x30...0x39).contains($0)
    }
    .contains { $0.count > NumberMask.length }
  }

  /// Whether bytes are readable text.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    if WideText(bytes, fewest: NumberMask.length) != nil { return true }
    // A long text may have been cut into lines within a character.
    let isLine = bytes.count > 40
    let start = isLine ? bytes.prefix(3).prefix { 0x80..<0xC0 ~= $0 }.count : 0
    var whole = bytes.dropFirst(start)
    while isLine, whole.count + 3 > bytes.count - start, let last = whole.last, last >= 0x80,
      String(validating: whole, as: UTF8.self) == nil
    { whole.removeLast() }
    guard whole.count > 6, let text = String(validating: whole, as: UTF8.self) else { return false }
    // A few bytes may be readable by chance, so the rule is stricter for them.
    let isShort = whole.count < 12
    return text.unicodeScalars.allSatisfy { scalar in
      if !scalar.isASCII { return scalar.properties.isAlphabetic || scalar.isOfWord || !isShort }
      if "\n\r\t".unicodeScalars.contains(scalar) { return !isShort }
      return isShort
        ? scalar.isOfWord || " +-.@_()'".unicodeScalars.contains(scalar)
        : scalar.value >= 0x20 && scalar.value != 0x7F
    }
  }

  // MARK: Hexadecimal digits

  private func maskHexadecimal(_ edit: inout TextEdit, _ depth: Int) {
    for word in edit.words where word.range.count > NumberMask.length && edit.isFree(word.range) {
      let isMarked = word.text.hasPrefix("0x")
      let digits = word.range.dropFirst(isMarked ? 2 : 0)
      let text = edit.atoms.meant(digits)
      guard text.utf8.count == digits.count, text.allSatisfy(\.isHexDigit) else { continue }
      if let new = maskedNumber(text, isMarked: isMarked) ?? maskedCharacters(text, depth) {
        edit.replace(digits, by: new)
      }
    }
  }

  /// `0xE108792B87`. Without `0x`, only a number that is known to be a customer's is masked.
  private func maskedNumber(_ text: String, isMarked: Bool) -> String? {
    guard let number = UInt64(text, radix: 16), text.utf8.count < 14 else { return nil }
    let digits = number.digits
    let isPlain = text.allSatisfy(\.isNumber)
    guard NumberMask.length + 1...13 ~= digits.count, isMarked || !isPlain && memory.isPhone(digits) else {
      return nil
    }
    let new = memory.numbers.masked(digits).reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
    let written = String(new, radix: 16, uppercase: text.contains(where: \.isUppercase))
    return String(repeating: "0", count: max(text.utf8.count - written.utf8.count, 0)) + written
  }

  /// The bytes of a text in hexadecimal digits: `393636353031323334353637`.
  private func maskedCharacters(_ text: String, _ depth: Int) -> String? {
    let digits = text.compactMap(\.hexDigitValue)
    guard digits.count.isMultiple(of: 2), digits.count >= 2 * NumberMask.length else { return nil }
    let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    guard Self.isText(bytes), let masked = masked(bytes, depth) else {
      let isNumber = text.allSatisfy(\.isNumber)
      return extent == .all && !isNumber && bytes.count > 8 && Self.isText(bytes) ? memory.token(text) : nil
    }
    let isUpper = text.contains(where: \.isUppercase)
    return masked.map { byte in
      let written = String(byte, radix: 16, uppercase: isUpper)
      return written.utf8.count == 1 ? "0" + written : written
    }.joined()
  }
}
