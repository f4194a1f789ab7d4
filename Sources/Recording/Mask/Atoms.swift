/// The characters that a text means. Percent-encoding and the escapes of JSON and of the terminal are undone, and
/// invisible characters are left out.
struct Atoms {
  private let source: [Unicode.Scalar]
  private(set) var scalars: [Unicode.Scalar] = []
  /// Where in the source each of the characters stands.
  private var places: [Range<Int>] = []

  init(_ text: String) {
    source = Array(text.unicodeScalars)
    scalars.reserveCapacity(source.count)
    places.reserveCapacity(source.count)
    var index = 0
    while index < source.count {
      let (scalar, end) = percent(index) ?? escape(index) ?? entity(index) ?? (source[index], index + 1)
      if !Self.isUnseen(scalar), !(scalar.isMark && scalars.last?.digit != nil) {
        scalars.append(scalar)
        places.append(index..<end)
      }
      index = end
    }
  }

  /// The ASCII characters as they are, and 0 for every other one.
  var bytes: [UInt8] { scalars.map { $0.isASCII ? UInt8($0.value) : 0 } }

  /// The part of the source that means these characters.
  func written(_ range: Range<Int>) -> String {
    guard let first = range.first, let last = range.last else { return "" }
    return Self.string(source[places[first].lowerBound..<places[last].upperBound])
  }

  /// The characters themselves.
  func meant(_ range: Range<Int>) -> String { Self.string(scalars[range]) }

  /// The source with replacements. Their ranges are in order and do not overlap.
  func text(with edits: [(range: Range<Int>, text: String)]) -> String { text(0..<source.count, with: edits) }

  /// Where the characters stand in the source, and that part of it with replacements.
  func text(of range: Range<Int>, with edits: [(range: Range<Int>, text: String)]) -> (Range<Int>, String) {
    let part = places[range.lowerBound].lowerBound..<places[range.upperBound - 1].upperBound
    return (part, text(part, with: edits))
  }

  private func text(_ part: Range<Int>, with edits: [(range: Range<Int>, text: String)]) -> String {
    var result = String.UnicodeScalarView()
    var index = part.lowerBound
    for edit in edits {
      guard let first = edit.range.first, let last = edit.range.last else { continue }
      result.append(contentsOf: source[index..<places[first].lowerBound])
      result.append(contentsOf: edit.text.unicodeScalars)
      index = places[last].upperBound
    }
    result.append(contentsOf: source[index..<part.upperBound])
    return String(result)
  }

  /// Writes another digit in the same script and encoding as the one that stands there.
  func digit(_ digit: UInt8, at index: Int) -> String {
    let old = scalars[index]
    let isOfRow = old.properties.generalCategory == .decimalNumber
    let zero = isOfRow ? old.value - UInt32(old.digit ?? 0) : 0x30
    let new = Unicode.Scalar(zero + UInt32(digit)) ?? "0"
    switch source[places[index].lowerBound] {
    case "%" where places[index].count > 1:
      return String(new).utf8.map { "%" + Self.hex(UInt32($0), 2) }.joined()
    case "\\" where places[index].count == 4: return "\\x" + Self.hex(new.value, 2)
    case "\\" where places[index].count > 1 && new.value < 0x10000: return "\\u" + Self.hex(new.value, 4)
    case "&" where places[index].count > 1: return "&#\(new.value);"
    default: return String(new)
    }
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static func hex(_ value: UInt32, _ digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(digits - text.count, 0)) + text
  }

  /// Marks of direction, joiners, soft hyphens and variation selectors. They can hide between the digits of a number.
  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0xAD { return false }
    return scalar.properties.generalCategory == .format || scalar.properties.isVariationSelector
      || scalar.properties.isDefaultIgnorableCodePoint
  }

  // MARK: Encodings

  /// One character in percent-encoding: `%D9%A0`.
  private func percent(_ start: Int) -> (Unicode.Scalar, Int)? {
    guard let first = percentByte(start)?.byte else { return nil }
    let count = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var bytes: [UInt8] = []
    var index = start
    while bytes.count < count, let (byte, end) = percentByte(index) {
      bytes.append(byte)
      index = end
    }
    guard bytes.count == count, let text = String(validating: bytes, as: UTF8.self),
      let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1
    else { return nil }
    return (scalar, index)
  }

  /// A byte, and where it ends. The percent sign may be encoded itself: `%2539`.
  private func percentByte(_ index: Int) -> (byte: UInt8, end: Int)? {
    guard index < source.count, source[index] == "%" else { return nil }
    var end = index + 3
    guard var byte = number(index + 1..<end).map({ UInt8($0) }) else { return nil }
    while byte == 0x25, let next = number(end..<end + 2) {
      byte = UInt8(next)
      end += 2
    }
    return (byte, end)
  }

  private static let entities: [String: Unicode.Scalar] = [
    "nbsp": "\u{A0}", "plus": "+", "amp": "&", "quot": "\"", "apos": "'", "lt": "<", "gt": ">", "lpar": "(",
    "rpar": ")", "shy": "\u{AD}", "hyphen": "\u{2010}", "ndash": "\u{2013}", "thinsp": "\u{2009}",
    "ensp": "\u{2002}", "zwj": "\u{200D}", "zwnj": "\u{200C}", "lrm": "\u{200E}", "rlm": "\u{200F}",
  ]

  /// `&#57;`, `&#x39;`, `&nbsp;`
  private func entity(_ start: Int) -> (Unicode.Scalar, Int)? {
    guard source[start] == "&", start + 3 < source.count,
      let end = source[start...].prefix(10).firstIndex(of: ";")
    else { return nil }
    guard source[start + 1] == "#" else {
      return Self.entities[Self.string(source[start + 1..<end])].map { ($0, end + 1) }
    }
    let isHex = source[start + 2] == "x" || source[start + 2] == "X"
    let digits = start + (isHex ? 3 : 2)..<end
    if digits.isEmpty { return nil }
    let value = isHex ? number(digits) : UInt32(Self.string(source[digits]))
    return value.flatMap(Unicode.Scalar.init).map { ($0, end + 1) }
  }

  /// `\n`, `\"`, `\x39`, `\u0660`, `\u{200e}`.
  private func escape(_ start: Int) -> (Unicode.Scalar, Int)? {
    guard source[start] == "\\", start + 1 < source.count else { return nil }
    switch source[start + 1] {
    case "n": return ("\n", start + 2)
    case "r": return ("\r", start + 2)
    case "t": return ("\t", start + 2)
    case "\"", "\\", "/", "'": return (source[start + 1], start + 2)
    case "x":
      guard let value = number(start + 2..<start + 4), value < 0x80 else { return nil }
      return Unicode.Scalar(value).map { ($0, start + 4) }
    case "u" where start + 2 < source.count && source[start + 2] == "{":
      guard let end = source[start...].prefix(10).firstIndex(of: "}"), end > start + 3,
        let scalar = number(start + 3..<end).flatMap(Unicode.Scalar.init)
      else { return nil }
      return (scalar, end + 1)
    case "u": return utf16(start)
    default: return nil
    }
  }

  private func utf16(_ start: Int) -> (Unicode.Scalar, Int)? {
    guard let unit = number(start + 2..<start + 6) else { return nil }
    if let scalar = Unicode.Scalar(unit) { return (scalar, start + 6) }
    guard start + 7 < source.count, source[start + 6] == "\\", source[start + 7] == "u",
      let low = number(start + 8..<start + 12), (0xD800..<0xDC00).contains(unit),
      (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { return nil }
    return (scalar, start + 12)
  }

  /// The number that at most eight hexadecimal digits mean.
  private func number(_ range: Range<Int>) -> UInt32? {
    guard range.upperBound <= source.count else { return nil }
    var value: UInt32 = 0
    for scalar in source[range] {
      guard scalar.isASCII, let digit = Character(scalar).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}

extension Unicode.Scalar {
  /// The value of a digit in any script, also of a superscript.
  var digit: UInt8? {
    if isASCII { return ("0"..."9").contains(self) ? UInt8(value - 0x30) : nil }
    guard properties.numericType == .decimal || properties.numericType == .digit else { return nil }
    return properties.numericValue.flatMap { UInt8(exactly: $0) }.flatMap { $0 < 10 ? $0 : nil }
  }

  /// Whether it is drawn around or above the character before it.
  fileprivate var isMark: Bool {
    if isASCII { return false }
    let category = properties.generalCategory
    return category == .nonspacingMark || category == .enclosingMark
  }

  /// Whether it can be a part of a word.
  var isOfWord: Bool {
    if isASCII {
      return ("a"..."z").contains(self) || ("A"..."Z").contains(self) || ("0"..."9").contains(self)
    }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return false
    }
  }
}
