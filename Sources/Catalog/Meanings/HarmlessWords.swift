/// The words that tell nothing of a customer: those of the program and of the API's documentation, and those in which
/// services tell errors. None of them is a name.
package struct HarmlessWords {
  /// In small letters.
  private let words: Set<String>

  /// - Parameter own: the words of the program.
  package init(_ own: Set<String>) { words = own.union(ErrorWords.all).subtracting(Self.names.keys) }

  /// Whether a word in small letters is one of them, also with an ending. Short words are names with an ending, as
  /// `in` and `Ines`.
  package func contains(_ word: String) -> Bool {
    if words.contains(word) { return true }
    return Self.endings.contains { ending, other in
      guard word.hasSuffix(ending) else { return false }
      let stem = word.dropLast(ending.utf8.count) + other
      return stem.utf8.count > 3 && words.contains(String(stem))
    }
  }

  private static let endings = [
    ("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ies", "y"), ("ied", "y"),
  ]

  /// The same of a word with any capitals, of one that is written together of several (`NotFoundException`), and of one
  /// with a number of few digits (`base64`).
  package func holds(_ word: String) -> Bool {
    if Self.isName(word, before: "") == true { return false }
    if contains(word.lowercased()) { return true }
    var parts: [String] = []
    var last: Character = " "
    for character in word {
      let begins = last.isNumber != character.isNumber || last.isLowercase && character.isUppercase
      if parts.isEmpty || begins { parts.append("") }
      parts[parts.count - 1].append(character)
      last = character
    }
    let single = parts.count { $0.utf8.count == 1 && !$0.utf8.allSatisfy(Self.isDigit) }
    return parts.count > 1 && single < 2
      && parts.allSatisfy { part in
        part.utf8.allSatisfy(Self.isDigit)
          ? part.utf8.count < 4 : part.utf8.count == 1 || contains(part.lowercased())
      }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  // MARK: Names

  /// Names that are also words, each with the words before which it is none. `0` stands for any number.
  private static let names = Dictionary(
    uniqueKeysWithValues: """
      ahmed
      ali
      april
      august
      bill
      don t
      grace period
      jan
      john
      june
      mark as
      max 0 attempts connections length number of retries size value
      may also ask be come contain fail have hold need never not only read retry run stand still take try wait
      pat
      rich
      ruby
      sara
      will also be come contain fail follow have need never not only retry still try wait
      """.split(separator: "\n").map { line in
        let words = line.split(separator: " ").map(String.init)
        return (words[0], Set(words.dropFirst()))
      })

  /// Those that in small letters are words.
  private static let capital: Set = ["said", "harding", "fielding", "grant"]

  /// Whether a word is a name, as far as the next word tells, in small letters; nil where it is never one.
  package static func isName(_ word: String, before next: String) -> Bool? {
    let small = word.lowercased()
    if small != word, capital.contains(small) { return true }
    guard let others = names[small] else { return nil }
    let isNumber = !next.isEmpty && next.utf8.allSatisfy(isDigit)
    return small != word || !others.contains(isNumber ? "0" : next)
  }

  // MARK: Numbers

  /// Whether the words before and after a number, in small letters, say that it is an id, the code of an error or an
  /// amount.
  package static func isAmount(after before: [String], before next: String) -> Bool {
    guard let last = before.last else { return counted.contains(next) }
    return counted.contains(next) || counting.contains(last)
      || ["error code", "status code", "reason code"].contains(before.joined(separator: " "))
  }

  private static let counted = words(
    """
    bytes characters contacts credits days digits hours items kb mb messages milliseconds minutes ms numbers
    recipients requests rows seconds times
    """)
  private static let counting = words(
    """
    about contact contacts error exceed exceeds explain get http id ids instance least limit line maximum message
    messages minimum most page port row sqlstate status template than total wait workspace
    """)

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
