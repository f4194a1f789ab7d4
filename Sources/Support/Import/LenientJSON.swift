import JSON

/// Reads text that was meant as JSON, and lists what in it is not JSON: a comma before a bracket, quotes of
/// other languages or of a word processor, names without quotes. A service refuses each of them.
struct LenientJSON {
  private(set) var faults: [String] = []
  private let text: [Character]
  private var place = 0

  private struct Stuck: Error {}

  /// The deepest nesting that is read. No message of the API comes near it.
  private static let deepest = 64

  /// - Returns: the value that was meant, or nil where no value can be made of the text; and every fault,
  ///   with its place.
  static func read(_ text: String) -> (value: Value?, faults: [String]) {
    if let value = try? Value(parsing: Array(text.utf8)) { return (value, []) }
    var reader = LenientJSON(text: Array(text))
    reader.skip()
    let value = try? reader.value(depth: 0)
    reader.skip()
    if value != nil, reader.place < reader.text.count {
      reader.note(
        "text follows after the end of the JSON: \(String(reader.text[reader.place...].prefix(20)))")
    }
    if reader.faults.isEmpty || value == nil {
      do throws(JSONError) { _ = try Value(parsing: Array(text.utf8)) } catch {
        let (line, column) = error.position(in: Array(text.utf8))
        reader.faults.append("line \(line), column \(column): \(error.message)")
      }
    }
    return (value, reader.faults)
  }

  /// The fault where neither names nor values have quotes: then the shell took them away. Nil where some
  /// have.
  static func tellsLostQuotes(_ faults: [String]) -> String? {
    let lost = faults.filter { $0.hasSuffix("must stand in \"") && !$0.contains("a text must") }
    let names = lost.count { $0.contains("the name ") }
    return names > 0 && names < lost.count || (names > 0 && names == faults.count - 1 && faults.count < 3)
      ? "the shell removed the quotes inside the JSON: the body must stand in '…'" : nil
  }

  private init(text: [Character]) { self.text = text }

  private var next: Character? { place < text.count ? text[place] : nil }

  private mutating func note(_ fault: String) {
    let before = text[..<min(place, text.count)]
    let line = before.count { $0.isNewline } + 1
    let column = before.reversed().prefix { !$0.isNewline }.count + 1
    faults.append("line \(line), column \(column): \(fault)")
  }

  private mutating func skip() {
    while let character = next {
      if character.isWhitespace {
        place += 1
      } else if character == "/", place + 1 < text.count, text[place + 1] == "/" {
        note("JSON has no comments")
        while let other = next, !other.isNewline {
          _ = other
          place += 1
        }
      } else {
        return
      }
    }
  }

  private mutating func value(depth: Int) throws(Stuck) -> Value {
    guard depth < Self.deepest, let character = next else { throw Stuck() }
    switch character {
    case "{": return try object(depth)
    case "[": return try array(depth)
    case "\"", "'", "“", "”", "„", "‘", "’": return Value(try string())
    default: return try word()
    }
  }

  private mutating func object(_ depth: Int) throws(Stuck) -> Value {
    var members: [(Text, Value)] = []
    place += 1
    while true {
      skip()
      guard let character = next else {
        note("the } is missing")
        return .object(Object(members))
      }
      if character == "}" {
        place += 1
        return .object(Object(members))
      }
      let name = try memberName(character)
      skip()
      if next == "=" || next != ":" {
        note("between '\(name)' and its value stands a colon")
        if next == "=" { place += 1 }
      } else {
        place += 1
      }
      skip()
      members.append((Text(name), try value(depth: depth + 1)))
      try comma(before: "}")
    }
  }

  private mutating func memberName(_ character: Character) throws(Stuck) -> String {
    if "\"'“”„‘’".contains(character) { return try string() }
    var name = ""
    let start = place
    while let character = next, character.isLetter || character.isNumber || "_-".contains(character) {
      name.append(character)
      place += 1
    }
    if name.isEmpty { throw Stuck() }
    let end = place
    place = start
    note("the name \(name) must stand in \"")
    place = end
    return name
  }

  private mutating func array(_ depth: Int) throws(Stuck) -> Value {
    var items: [Value] = []
    place += 1
    while true {
      skip()
      guard let character = next else {
        note("the ] is missing")
        return .array(items)
      }
      if character == "]" {
        place += 1
        return .array(items)
      }
      items.append(try value(depth: depth + 1))
      try comma(before: "]")
    }
  }

  /// Reads the comma before the next member or item. Notes a comma before the closing bracket, and one that
  /// is missing.
  private mutating func comma(before close: Character) throws(Stuck) {
    skip()
    if next == "," {
      let start = place
      place += 1
      skip()
      if next == close {
        let end = place
        place = start
        note("JSON allows no comma before \(close)")
        place = end
      }
    } else if let character = next, character != close {
      guard "\"'“{[".contains(character) || character.isLetter else { throw Stuck() }
      note("a comma is missing")
    }
  }

  private mutating func string() throws(Stuck) -> String {
    let open = text[place]
    let closes: Set<Character> =
      switch open {
      case "\"": ["\""]
      case "'": ["'"]
      case "“", "”", "„": ["”", "“", "\""]
      default: ["’", "‘", "'"]
      }
    if open != "\"" { note("a text must stand in \", but stands in \(open)") }
    place += 1
    var result = ""
    var hasBreak = false
    while let character = next, !closes.contains(character) {
      if character == "\\" {
        place += 1
        try escape(&result)
        continue
      }
      if character.isNewline, !hasBreak {
        hasBreak = true
        note("a line break in a text must be written \\n")
      }
      result.append(character)
      place += 1
    }
    guard next != nil else {
      note("the text has no closing \(open)")
      return result
    }
    place += 1
    return result
  }

  private mutating func escape(_ result: inout String) throws(Stuck) {
    guard let character = next else { throw Stuck() }
    place += 1
    switch character {
    case "n": result.append("\n")
    case "t": result.append("\t")
    case "r": result.append("\r")
    case "b": result.append("\u{8}")
    case "f": result.append("\u{C}")
    case "u": unicodeEscape(&result)
    case "\"", "\\", "/": result.append(character)
    default:
      note("\\\(character) is no escape of JSON")
      result.append(character)
    }
  }

  /// Reads the digits behind `\u`; a character beyond U+FFFF is a pair of them (RFC 8259 §7).
  private mutating func unicodeEscape(_ result: inout String) {
    guard let first = codeUnit(at: place) else { return note("\\u must have four hexadecimal digits") }
    place += 4
    var units = [first]
    if 0xD800..<0xDC00 ~= first, text[place...].starts(with: "\\u"), let second = codeUnit(at: place + 2),
      0xDC00..<0xE000 ~= second
    {
      units.append(second)
      place += 6
    }
    if units.count == 1, 0xD800..<0xE000 ~= first {
      note("\\u\(String(first, radix: 16)) is half a character")
    }
    result += String(decoding: units, as: UTF16.self)
  }

  private func codeUnit(at place: Int) -> UInt16? {
    guard place + 4 <= text.count else { return nil }
    let digits = text[place..<place + 4]
    return digits.allSatisfy(\.isHexDigit) ? UInt16(String(digits), radix: 16) : nil
  }

  /// Reads a number, `true`, `false`, `null`, or the word that another language has for one of them.
  private mutating func word() throws(Stuck) -> Value {
    var word = ""
    let start = place
    while let character = next, !character.isWhitespace, !",]}:".contains(character) {
      word.append(character)
      place += 1
    }
    if word.isEmpty { throw Stuck() }
    if let value = try? Value(parsing: Array(word.utf8)) { return value }
    let end = place
    place = start
    defer { place = end }
    let known: [String: Value] = [
      "True": true, "False": false, "None": .null, "undefined": .null, "NULL": .null,
    ]
    if let value = known[word] {
      note("JSON writes \(word) as \(value.json)")
      return value
    }
    note("\(word) must stand in \"")
    return Value(word)
  }
}
