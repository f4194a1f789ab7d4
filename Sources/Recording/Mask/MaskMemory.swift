import Catalog
import SystemCalls

/// What a session knows about its customers, and the tokens that replace this. A value has the same token in
/// every file that the session saves.
package final class MaskMemory {
  package let numbers = NumberMask()
  private var tokens: [String: String] = [:]
  /// The same tokens, by the texts in small letters.
  private var byWord: [String: String] = [:]
  private var integers: [Int64: Int64] = [:]
  private var doubles: [Double: Double] = [:]
  private var count = 0
  private var numberTexts: Set<String> = []
  private var hidden: Set<String> = []
  /// Those of them that stand in records, in small letters.
  private var wholes: Set<String> = []
  private var nameTexts: Set<String> = []
  /// The texts of customers, which are searched for in other texts.
  private(set) var personal = Phrases()
  /// The names of instances.
  private(set) var names = Phrases()
  /// Sentences that are documented, to be found in text.
  private(set) var wordings = Phrases()
  /// The phone numbers of customers, without leading zeros, by their last digits.
  private var phones: [[UInt8]: Set<[UInt8]>] = [:]
  /// When the session was active, in seconds since 1970.
  package private(set) var moments: ClosedRange<Double>
  /// Ids that contain letters.
  var opaqueIDs: Set<String> = []
  /// The service's words for statuses and types, in small letters.
  package var statuses: Set<String> = []
  package var ids: Set<String> = []
  /// Those in the paths of requests, where anything may have been typed.
  var asked: Set<String> = []
  package var words: Set<String> = []
  /// The sentences of the service and of the program, word for word.
  package var sentences: Set<String> = []
  package let own: HarmlessWords
  /// The commands after which a count or a duration stands, and those after which a word of the program does.
  let (counting, naming): (Set<String>, Set<String>)

  /// - Parameter now: in seconds since 1970.
  package init(
    own: Set<String>, counting: Set<String> = [], naming: Set<String> = [],
    now: Double = SystemClock.wall().rounded(.down)
  ) {
    self.own = HarmlessWords(own)
    (self.counting, self.naming) = (counting, naming)
    moments = now...now
    sentences = Self.ownSentences
    for sentence in sentences { wordings.add(sentence, "", self.own) }
  }

  package func note(moment: Double) {
    moments = min(moments.lowerBound, moment)...max(moments.upperBound, moment)
  }

  /// The token for a text, whatever its capital letters. The token of a number is a false number in the same form.
  package func token(_ text: String) -> String {
    if let token = tokens[text] { return token }
    let number = falseNumber(text)
    if number != nil { numberTexts.insert(text) }
    let token = number ?? byWord[Self.plain(text)] ?? newToken(text)
    tokens[text] = token
    if number == nil, !text.contains("://") { byWord[Self.plain(text)] = token }
    return token
  }

  private static func plain(_ text: String) -> String { ArabicWords.plain(text.lowercased()) }

  /// The token for a customer's text, which is from now on hidden in other texts too.
  ///
  /// - Parameter isPage: whether it is a whole page, in which the service may also speak.
  package func hide(_ text: String, isPage: Bool = false) -> String {
    let token = token(text)
    // Numbers are found by their digits instead.
    if hidden.insert(text).inserted, isPage || !numberTexts.contains(text) {
      personal.add(text, token, own, isPage: isPage)
    }
    if !isPage, text.utf8.count < 64 { wholes.insert(Self.plain(text)) }
    return token
  }

  /// The token for what was typed: that of the same words in a record, and of the last digits of a customer's number
  /// those of the false one. Ids in the text stay ids elsewhere.
  func hide(typed text: String) -> String {
    let words = TextEdit(text).words
    if !words.isEmpty, let found = personal.match(words, at: 0), found.isWhole, found.count == words.count {
      return found.token ?? token(text)
    }
    let digits = text.utf8.map { $0 &- 0x30 }
    if tokens[text] == nil, digits.allSatisfy({ $0 < 10 }), let end = numbers.falseEnd(of: digits) {
      tokens[text] = String(decoding: end.map { $0 + 0x30 }, as: UTF8.self)
    }
    let token = token(text)
    if hidden.insert(text).inserted, !numberTexts.contains(text) {
      personal.add(text, token, own, isID: hasID)
    }
    return token
  }

  /// Whether a word is all that a customer wrote somewhere.
  func isWhole(_ word: String) -> Bool { wholes.contains(Self.plain(word)) }

  /// Whether digits are an id that may be shown: one that an answer holds, or one that was asked for and is nothing of a
  /// customer's.
  func hasID(_ digits: String) -> Bool {
    ids.contains(digits) || asked.contains(digits) && !isOfCustomer(digits)
  }

  /// Whether digits are a code that a customer got, or a part of a customer's number.
  func isOfCustomer(_ digits: String) -> Bool {
    if personal.codes.contains(digits) { return true }
    let part = Array(digits.utf8.map { $0 &- 0x30 }.drop { $0 == 0 })
    return part.count >= Self.fewest
      && phones.values.joined().contains { phone in
        phone.indices.dropLast(part.count - 1).contains { phone[$0...].starts(with: part) }
      }
  }

  /// Fewer digits of a number tell nothing of it.
  private static let fewest = 4

  /// The token for a code, which may also have been an integer.
  func token(code: String) -> String {
    personal.match([TextEdit.Word(range: 0..<1, text: code)], at: 0)?.token ?? token(code)
  }

  /// Whether a text, or a number written in digits, belongs to a customer.
  func isHidden(_ text: String) -> Bool { hidden.contains(text) }

  /// Whether a text is a sentence that the service said, or several words of one, and not a customer's.
  func isSaid(_ text: String) -> Bool {
    let small = text.lowercased()
    return !isHidden(text)
      && sentences.contains {
        let sentence = $0.lowercased()
        return sentence == small || small.contains(" ") && sentence.contains(small)
      }
  }

  package func keep(name: String) {
    if nameTexts.insert(name).inserted { names.add(name, name, own) }
  }

  package func isName(_ text: String) -> Bool { nameTexts.contains(text) }

  /// Whether a text holds no number, in any form.
  func isNoNumber(_ text: String) -> Bool {
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

  /// A false number in the same form as the text; nil where the text is anything but a number.
  private func falseNumber(_ text: String) -> String? {
    if text.utf8.count > 200 || Mask.isMoment(text) { return nil }
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

  /// Where the number stands, without `tel:` before it and `@s.whatsapp.net` after it.
  private static func body(of atoms: Atoms) -> Range<Int> {
    let all = 0..<atoms.scalars.count
    let text = atoms.meant(all)
    let start = ["tel:", "whatsapp:", "sms:"].first { text.hasPrefix($0) }?.unicodeScalars.count ?? 0
    let end = ["@s.whatsapp.net", "@c.us", "@lid"].first { text.hasSuffix($0) }?.unicodeScalars.count ?? 0
    return start + end > all.count ? all : start..<all.count - end
  }

  package func note(phone digits: [UInt8]) {
    let number = Array(digits.drop { $0 == 0 })
    phones[number.suffix(NumberMask.length) + [], default: []].insert(number)
  }

  /// Whether the digits are a customer's number, with or without the code of its country. A shorter match does not
  /// count, because an id may end like a number by chance.
  package func isPhone(_ digits: [UInt8]) -> Bool {
    let number = Array(digits.drop { $0 == 0 })
    return phones[number.suffix(NumberMask.length) + []]?.contains { phone in
      let count = min(phone.count, number.count)
      return phone == number || count >= 8 && phone.suffix(count) == number.suffix(count)
    } ?? false
  }

  /// Whether the digits are an id that may be shown.
  func isID(_ digits: [UInt8]) -> Bool {
    hasID(String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)) && !isPhone(digits)
  }

  /// The token for an integer, which is another integer.
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
    // Fewer digits alone reveal nothing about a customer.
    if digits.count > 3 { hidden.insert("\(number)") }
    if digits.count < NumberMask.length { personal.add("\(number)", "\(token)", own) }
    return token
  }

  package func token(_ number: Double) -> Double {
    if let whole = Int64(exactly: number), NumberMask.length...15 ~= whole.magnitude.digits.count {
      return Double(token(whole))
    }
    if let token = doubles[number] { return token }
    // The token must be a possible degree of latitude.
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
  /// The sentences in which the program explains statuses and words.
  static var ownSentences: Set<String> {
    let words = WordMeaning.messageStatuses + WordMeaning.connectionStatuses + WordMeaning.errorCodes
    return Set(
      StatusMeaning.all.flatMap { [$0.reason, $0.meaning, $0.advice ?? ""] }
        + words.flatMap { [$0.meaning, $0.advice ?? ""] })
  }
}
