import Catalog
import JSON

/// What a message is known by in the list: to whom, what, and of which type.
struct Likeness: Hashable {
  /// What a row of the list is to the message.
  enum Judgement {
    case same
    case other
    /// The row does not tell, or tells it otherwise than it was given: it may be the message.
    case unclear
  }

  /// Nil where it is a contact's that cannot be looked up.
  private let recipient: String?
  /// One of these; nil where it cannot be told.
  private let contents: Set<String>?
  /// Nil where a template says it, or where the operation is none that names one.
  private let type: String?

  init(recipient: String?, contents: [String]?, type: String?) {
    self.recipient = recipient
    self.contents = contents.map { Set($0.map(Self.plain)) }
    self.type = type
  }

  /// - Parameter types: those that a message can have: any other word may be a name for one of them.
  func judge(_ row: Value, types: Set<String>) -> Judgement {
    // Most rows go to somebody else.
    let to = judge(recipient: row["recipient"])
    if to == .other { return .other }
    let parts = [to, judge(content: row["content"]), judge(type: row["type"], types)]
    if parts.contains(.other) { return .other }
    // What has no id cannot be claimed, so that another key would take it too.
    return parts.contains(.unclear) || row["id"]?.isRecordID != true ? .unclear : .same
  }

  private func judge(type found: Value?, _ types: Set<String>) -> Judgement {
    guard let type else { return .same }
    guard let found = found?.asString else { return .unclear }
    if found == type { return .same }
    return types.isSuperset(of: [found, type.lowercased()]) && found != type.lowercased() ? .other : .unclear
  }
}

// MARK: Whom it goes to

extension Likeness {
  private func judge(recipient found: Value?) -> Judgement {
    guard let recipient else { return .unclear }
    if let text = found?.asString {
      if text == recipient { return .same }
      if let tail = Self.plainTail(recipient), let other = Self.plainTail(text) {
        return tail.elementsEqual(other) ? .unclear : .other
      }
    }
    guard let wanted = Self.number(recipient), let other = found.flatMap(Self.number) else { return .unclear }
    // Services write a number in more than one way: with 00, without the country, with WhatsApp's own digits.
    return wanted.suffix(Self.telling) == other.suffix(Self.telling) ? .unclear : .other
  }

  /// Numbers that differ in the last of their digits are two, however they are written.
  private static let telling = 7

  /// The telling digits of what is written as E.164 has it, as nearly all are.
  private static func plainTail(_ text: String) -> Substring.UTF8View? {
    guard text.utf8.first == UInt8(ascii: "+"), (8...16).contains(text.utf8.count),
      text.utf8.dropFirst().allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return text.utf8.suffix(telling)
  }

  private static func number(_ value: Value) -> String? {
    switch value {
    case .string(let text): number(text.string)
    case .int, .decimal: number(value.json)
    case .double(let number): Int64(exactly: number).flatMap { Self.number(String($0)) }
    case .null, .bool, .array, .object: nil
    }
  }

  /// The digits of a number, or of a JID; nil where some are hidden, or it is neither.
  private static func number(_ text: String) -> String? {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    // Of a JID the number of the device is no part; a LID hides the number.
    if parts.count > 2 || parts.count == 2 && parts[1].lowercased() == "lid" { return nil }
    var digits = ""
    for character in parts.count == 2 ? parts[0].prefix(while: { $0 != ":" }) : parts[0] {
      if let digit = character.wholeNumberValue, digit < 10 {
        digits += String(digit)
      } else if !character.isWhitespace, !"+-.()/_".contains(character) {
        return nil
      }
    }
    return digits.count >= telling ? digits : nil
  }
}

// MARK: What it says

extension Likeness {
  private func judge(content found: Value?) -> Judgement {
    guard let contents, let text = found?.asString else { return .unclear }
    let plain = Self.plain(text)
    if contents.contains(plain) { return .same }
    let letters = Self.letters(plain)
    // Nothing but signs: what could not be stored often becomes question marks.
    if letters.isEmpty { return .unclear }
    let isCut = plain.hasSuffix("…") || plain.hasSuffix("...") || letters.count >= Self.preview
    let mayBe = contents.contains { content in
      let wanted = Self.letters(content)
      return wanted == letters || isCut && wanted.starts(with: letters)
    }
    return mayBe ? .unclear : .other
  }

  /// So many letters that begin a message may be a list's preview of it.
  private static let preview = 20

  /// As any service may store it: many trim what they are given, and have one form of line ends.
  private static func plain(_ text: String) -> String {
    let lines = text.replacing("\r\n", with: "\n")
    let isEnd = { (character: Character) in
      character.isWhitespace || character == "\u{200B}" || character == "\u{FEFF}"
    }
    guard let first = lines.firstIndex(where: { !isEnd($0) }),
      let last = lines.lastIndex(where: { !isEnd($0) })
    else { return "" }
    return String(lines[first...last])
  }

  /// Its letters and digits alone: a service may escape what HTML escapes, or change signs and spaces.
  private static func letters(_ text: String) -> String {
    var letters = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      if character == "&", let end = rest.prefix(8).firstIndex(of: ";"),
        rest[..<end].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") })
      {
        rest = rest[rest.index(after: end)...]
      } else if character.isLetter || character.isNumber {
        letters += character.lowercased()
      }
    }
    return letters
  }
}
