import Catalog
import JSON
import Source

/// What of a typed text tells nothing of a customer, and what is known to be a customer's.
extension MaskedInput {
  /// Whether a command begins at this place.
  func isFirst(at start: Int) -> Bool {
    scalars[..<start].last { $0 != " " }.map { "|{(;=\n".unicodeScalars.contains($0) } ?? true
  }

  /// A text of known ids alone as it is, and one that the service said as an answer with it is shown; nil for others.
  func saidOrID(_ text: String) -> String? {
    let words = text.split { " ,".contains($0) }.map(String.init)
    let isID = words.allSatisfy { mask.memory.ids.contains($0) && !mask.memory.personal.codes.contains($0) }
    if !words.isEmpty, isID, !mask.memory.isHidden(text) { return text }
    return mask.memory.isSaid(text) ? mask.text(text) : nil
  }

  /// Whether a number stands where one of a customer is typed: `--to 238887`.
  func isNumber(_ word: String, after option: String) -> Bool {
    option == "--to" || option == "--about" && !mask.memory.hasID(word)
  }

  /// Whether a bare word is all that a customer wrote somewhere, or a part of a customer's number. The words of the
  /// language stay where they stand as such.
  func isOfCustomer(_ word: String, at start: Int) -> Bool {
    if isNumber(word, after: last) { return true }
    let isCount = last.hasPrefix("--") || mask.memory.counting.contains(last)
    if word.unicodeScalars.allSatisfy({ $0.digit != nil }) {
      return !mask.memory.hasID(word) && !isCount && mask.memory.isOfCustomer(word)
    }
    let isOfLanguage =
      isFirst(at: start) || last.hasPrefix("--") || mask.memory.naming.contains(last)
      || Self.signs.contains(word)
      || mask.kinds.isKnown(word) || mask.memory.statuses.contains(word.lowercased())
      || mask.catalog.operations.contains { $0.name == "\(last) \(word)" }
    return word.unicodeScalars.count > 3 && !isOfLanguage && mask.memory.isWhole(word)
  }

  /// The words that stand between values.
  private static let signs: Set = ["else", "catch", "while", "matches", "true", "false", "null"]

  /// A word in the place of a command, which may be a typing error of one.
  func isCommand(_ word: String, at start: Int) -> Bool {
    let commands = mask.catalog.operations.flatMap { $0.name.split(separator: " ").map(String.init) }
    guard isFirst(at: start), nearest(word, among: commands) != nil else { return false }
    mask.memory.words.insert(word)
    return true
  }

  func keeps(_ text: String) -> Bool {
    if ["", "true", "false", "null"].contains(text) || mask.kinds.words.contains(text) { return true }
    if mask.memory.isName(text) && !mask.memory.isHidden(text) { return true }
    guard let parameter else { return Mask.isMoment(text) }
    let path = parameter.split(separator: ".").map(String.init)
    if parameter.hasPrefix("-") {
      return Self.isAmount(text) || mask.memory.own.contains(text) || Mask.isMoment(text)
    }
    guard let root = path.first, !mask.kinds.maps.contains(root) else { return false }
    let kind = mask.kinds.kind(of: path.last ?? root)
    if kind == .personal || kind == .wording { return false }
    let place = Mask.Place(kind: kind, isRecord: false)
    if kind == .name { return mask.isID(text, at: place) || mask.isName(text, at: place) }
    return mask.scalar(Value(text), at: place, inMap: false) == Value(text)
  }

  /// Whether a word is a command, a member, a number or a sign of the language.
  func isOfLanguage(_ word: String) -> Bool {
    if mask.memory.own.contains(word) || mask.memory.hasID(word) { return true }
    // A few digits may be a secret code. But after a command or a flag they are a count or an id.
    if Self.isAmount(word) {
      return word.utf8.count < 4 || mask.memory.own.contains(last) || last.hasPrefix("--")
    }
    if word.hasPrefix("--") { return shown(String(word.dropFirst(2))) == word.dropFirst(2) }
    if word.unicodeScalars.allSatisfy({ !$0.isOfWord }) { return true }
    let parts = word.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    return !word.contains("/") && !mask.memory.isHidden(word)
      && parts.allSatisfy {
        mask.kinds.isKnown($0) || mask.memory.own.contains($0) || $0.utf8.count < 4 && Self.isAmount($0)
      }
  }

  /// Whether a word is a number of a few digits, or a duration.
  private static func isAmount(_ word: String) -> Bool {
    let digits = word.utf8.prefix { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D }
    guard 1...6 ~= digits.count else { return false }
    return ["", "ms", "s", "m", "h", "d", "/h", "%"].contains(String(word.dropFirst(digits.count)))
  }
}
