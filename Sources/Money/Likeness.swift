import Catalog
import JSON

/// What identifies a message in the list of the account's messages: its recipient, its content and its type.
struct Likeness: Hashable {
  /// How a row of the list compares with the message.
  enum Judgement {
    case same
    case other
    /// The row leaves it open: it lacks a part, or has it in another form than it was sent. It may be the message.
    case unclear
  }

  /// The recipient; nil where the message went to a contact that cannot be looked up.
  private let recipient: String?
  /// The contents that the message may have; nil where they cannot be known.
  private let contents: Set<String>?
  /// The type; nil where a template decides it, or where the operation does not name one.
  private let type: String?

  init(recipient: String?, contents: [String]?, type: String?) {
    self.recipient = recipient
    self.contents = contents.map { Set($0.map(Self.plain)) }
    self.type = type
  }

  /// - Parameter types: all types that a message can have. Any other word in a row may be another name for one of
  ///   these.
  func judge(_ row: Value, types: Set<String>) -> Judgement {
    // Most rows have another recipient, which is found out fastest.
    let to = judge(recipient: row["recipient"])
    if to == .other { return .other }
    let parts = [to, judge(content: row["content"]), judge(type: row["type"], types)]
    if parts.contains(.other) { return .other }
    // A row without an id cannot be claimed, so another key could take it as well.
    return parts.contains(.unclear) || row["id"]?.isRecordID != true ? .unclear : .same
  }

  private func judge(type found: Value?, _ types: Set<String>) -> Judgement {
    guard let type else { return .same }
    guard let found = found?.asString else { return .unclear }
    if found == type { return .same }
    return types.isSuperset(of: [found, type.lowercased()]) && found != type.lowercased() ? .other : .unclear
  }
}

// MARK: The recipient

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
    // Services write the same number in several ways: with 00, without the country, with WhatsApp's own digits. So only
    // the last digits are compared, and equal digits leave it open.
    return wanted.suffix(Self.telling) == other.suffix(Self.telling) ? .unclear : .other
  }

  /// How many digits at the end of a number are compared. Two numbers that differ in these are different, however they
  /// are written.
  private static let telling = 7

  /// The last digits of a number in the form of E.164, which nearly all rows have; nil for any other form.
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

  /// The digits of a telephone number or a JID; nil where some of them are hidden, or where the text is neither.
  private static func number(_ text: String) -> String? {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    // In a JID, the number of the device after the colon does not belong to the telephone number. A LID hides the
    // telephone number.
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

// MARK: The content

extension Likeness {
  private func judge(content found: Value?) -> Judgement {
    guard let contents, let text = found?.asString else { return .unclear }
    let plain = Self.plain(text)
    if contents.contains(plain) { return .same }
    let letters = Self.letters(plain)
    // The text consists of signs only. A service that cannot store a character often replaces it by a question mark.
    if letters.isEmpty { return .unclear }
    let isCut = plain.hasSuffix("…") || plain.hasSuffix("...") || letters.count >= Self.preview
    let mayBe = contents.contains { content in
      let wanted = Self.letters(content)
      return wanted == letters || isCut && wanted.starts(with: letters)
    }
    return mayBe ? .unclear : .other
  }

  /// A text of at least so many letters may be the shortened beginning that a list shows of a longer one.
  private static let preview = 20

  /// The text in the form in which a service may store it: many remove white space at both ends, and use one kind of
  /// line end.
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

  /// Only the letters and digits of the text, in lower case. A service may escape what HTML escapes, or change signs
  /// and spaces.
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
