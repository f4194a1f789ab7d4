import Catalog

/// What a session knows of its customers' data, and the tokens that it gave: the same in each file that it saves.
package final class MaskMemory {
  package let numbers = NumberMask()
  private var tokens: [String: String] = [:]
  private var integers: [Int64: Int64] = [:]
  private var doubles: [Double: Double] = [:]
  private var count = 0
  private var numberTexts: Set<String> = []
  private var hidden: Set<String> = []
  private var nameTexts: Set<String> = []
  /// What customers are or wrote, to be found in text.
  package private(set) var personal = Phrases()
  /// The instances' names.
  package private(set) var names = Phrases()
  /// The ends of numbers that are a customer's, wherever else they stand.
  private var phones: Set<[UInt8]> = []
  package var ids: Set<String> = []
  package var words: Set<String> = []
  /// What the service and the program say, as they say it.
  package var sentences = MaskMemory.ownSentences
  /// The words of the program itself: alone, none of them tells anything of a customer.
  package let own: Set<String>

  package init(own: Set<String>) { self.own = own }

  /// The token for a text. A number stays one, written as it was.
  package func token(_ text: String) -> String {
    if let token = tokens[text] { return token }
    let number = falseNumber(text)
    if number != nil { numberTexts.insert(text) }
    let token = number ?? newToken(text)
    tokens[text] = token
    return token
  }

  /// The same, for what is a customer's: it is hidden in other texts, too.
  package func hide(_ text: String) -> String {
    let token = token(text)
    // Numbers are found by their digits.
    if hidden.insert(text).inserted, !numberTexts.contains(text) { personal.add(text, token, own) }
    return token
  }

  /// Whether a text, or a number in its digits, is a customer's.
  package func isHidden(_ text: String) -> Bool { hidden.contains(text) }

  package func keep(name: String) {
    if nameTexts.insert(name).inserted { names.add(name, name, own) }
  }

  package func isName(_ text: String) -> Bool { nameTexts.contains(text) }

  /// Whether no number is in a text, however it is written.
  package func isNoNumber(_ text: String) -> Bool {
    numberTexts.contains(text) ? false : falseNumber(text) == nil && numbers.masked(text) == text
  }

  private func newToken(_ text: String) -> String {
    count += 1
    let token = "masked-\(count)"
    if Pattern.email.matches(text) { return "\(token)@example.invalid" }
    if Pattern.url.matches(text) { return "https://example.invalid/\(token)" }
    return token
  }

  // MARK: Numbers

  /// Where a text is a number and nothing else, whatever stands between its digits: a false one, written alike.
  private func falseNumber(_ text: String) -> String? {
    if text.utf8.count > 200 || Timestamp.matches(text) { return nil }
    var edit = TextEdit(text)
    let scalars = edit.atoms.scalars
    let body = Self.body(of: edit.atoms)
    let places = body.filter { scalars[$0].digit != nil }
    guard NumberMask.length...15 ~= places.count,
      body.allSatisfy({ scalars[$0].digit != nil || !scalars[$0].isOfWord })
    else { return nil }
    let digits = places.map { scalars[$0].digit ?? 0 }
    let isMarked = scalars[0] == "+" || digits.starts(with: [0, 0]) || body.count < scalars.count
    if isMarked || digits.count >= 10 { note(phone: digits) }
    edit.replace(Array(zip(places, numbers.masked(digits))), within: 0..<scalars.count)
    return edit.result
  }

  /// Without `tel:` before it and `@s.whatsapp.net` after it.
  private static func body(of atoms: Atoms) -> Range<Int> {
    let all = 0..<atoms.scalars.count
    let text = atoms.meant(all)
    let start = ["tel:", "whatsapp:", "sms:"].first { text.hasPrefix($0) }?.unicodeScalars.count ?? 0
    let end = ["@s.whatsapp.net", "@c.us", "@lid"].first { text.hasSuffix($0) }?.unicodeScalars.count ?? 0
    return start + end > all.count ? all : start..<all.count - end
  }

  package func note(phone digits: [UInt8]) { phones.insert(Array(digits.suffix(NumberMask.length))) }

  /// Whether a number of those digits is a customer's, wherever it stands.
  package func isPhone(_ digits: [UInt8]) -> Bool {
    digits.count >= NumberMask.length && phones.contains(Array(digits.suffix(NumberMask.length)))
  }

  /// Whether digits are an id that may be seen.
  package func isID(_ digits: [UInt8]) -> Bool {
    ids.contains(String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)) && !isPhone(digits)
  }

  /// The token for an integer: another one.
  package func token(_ number: Int64) -> Int64 {
    if let token = integers[number] { return token }
    let digits = number.magnitude.digits
    var token: Int64
    if NumberMask.length...15 ~= digits.count {
      if digits.count >= 10 { note(phone: digits) }
      token = numbers.masked(digits).reduce(0) { $0 * 10 + Int64($1) } * number.signum()
    } else {
      token = 900_001 + Int64(integers.count)
      if token == number { token += 50_000_000 }
    }
    integers[number] = token
    // Fewer digits tell nothing by themselves.
    if digits.count > 3 { hidden.insert("\(number)") }
    if digits.count < NumberMask.length { personal.add("\(number)", "\(token)", own) }
    return token
  }

  package func token(_ number: Double) -> Double {
    if let whole = Int64(exactly: number), NumberMask.length...15 ~= whole.magnitude.digits.count {
      return Double(token(whole))
    }
    if let token = doubles[number] { return token }
    // Within what a degree of latitude may be.
    var token = 10 + Double(doubles.count + 1) / 1000
    if token == number { token += 50 }
    doubles[number] = token
    hidden.insert("\(number)")
    personal.add("\(number)", "\(token)", own)
    return token
  }
}

extension UInt64 {
  package var digits: [UInt8] { String(self).utf8.map { $0 - 0x30 } }
}

extension MaskMemory {
  /// What the program says of statuses and words, as it says it.
  package static var ownSentences: Set<String> {
    let words = WordMeaning.messageStatuses + WordMeaning.connectionStatuses + WordMeaning.errorCodes
    return Set(
      StatusMeaning.all.flatMap { [$0.reason, $0.meaning, $0.advice ?? ""] }
        + words.flatMap { [$0.meaning, $0.advice ?? ""] })
  }
}
