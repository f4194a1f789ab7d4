import HTTP
import JSON

/// The ids and numbers that a record is limited to, so that it says nothing about other people.
package struct RecordSubject: Sendable {
  /// The ids and numbers as they were written.
  package let words: [String]
  private let ids: Set<String>
  /// The numbers without leading zeros. A longer number matches where it ends with one of them.
  private let endings: [String]
  /// The last digits of the numbers of those whom the ids mean.
  private var own: Set<String> = []

  /// The least digits of a phone number; fewer are an id.
  private static let fewest = 6

  package init(_ words: [String]) {
    self.words = words
    let digits = words.map { $0.filter(\.isASCIIDigit) }
    ids = Set(zip(words, digits).filter { $0.0 == $0.1 }.map(\.0))
    endings = digits.filter { $0.count >= Self.fewest }.map { String($0.drop { $0 == "0" }) }
  }

  /// Whether a row, a record or a body contains one of the ids or numbers.
  package func isIn(_ value: Value) -> Bool {
    switch value {
    case .int(let number): return isIn(String(number))
    case .string(let text): return isIn(text.string)
    case .array(let items): return items.contains(where: isIn)
    case .object(let members): return members.values.contains(where: isIn)
    case .null, .bool, .double, .decimal: return false
    }
  }

  /// Whether a text contains one of the ids, or a number that ends with one of the numbers. Separators may stand
  /// between the digits of a number.
  package func isIn(_ text: String) -> Bool {
    let runs = text.split { !$0.isASCIIDigit }.map(String.init)
    if runs.contains(where: { run in ids.contains(run) || endings.contains { run.hasSuffix($0) } }) {
      return true
    }
    return !endings.isEmpty && Self.numbers(in: text).contains { endings.contains(where: $0.hasSuffix) }
  }

  /// Whether a text contains a phone number of anybody else.
  func speaksOfOthers(_ text: String) -> Bool {
    !Self.numbers(in: text).allSatisfy { isIn($0) || own.contains($0.suffix(Self.certain) + "") }
  }

  /// So many last digits of two numbers mean the same person.
  private static let certain = 8

  /// Learns whose numbers stand beside the ids in an exchange. The record of a message names its recipient.
  fileprivate mutating func learn(_ exchange: Exchange) {
    let answer: Value? =
      if case .success(let response) = exchange.result { try? Value(parsing: response.body) } else { nil }
    let request = exchange.request.body.flatMap { try? Value(parsing: $0) }
    if let data = answer?["data"], isMeant(data), let request { learn(numbersOf: request) }
    for value in [request, answer].compactMap(\.self) { learn(value) }
  }

  private mutating func learn(_ value: Value) {
    switch value {
    case .object(let members):
      if isMeant(value) { learn(numbersOf: value) }
      for value in members.values { learn(value) }
    case .array(let items): for item in items { learn(item) }
    case .null, .bool, .int, .double, .decimal, .string: break
    }
  }

  private func isMeant(_ record: Value) -> Bool {
    ["id", "message_id", "contact_id"].contains { name in
      record[name].map { ids.contains($0.asString ?? $0.json) } ?? false
    }
  }

  /// Only members that are numbers as a whole: a text may name anybody.
  private mutating func learn(numbersOf record: Value) {
    for value in record.asObject?.values ?? [] {
      let text = value.asString ?? ""
      guard text.unicodeScalars.allSatisfy({ !$0.properties.isAlphabetic }) else { continue }
      let numbers = Self.numbers(in: text)
      if numbers.count == 1 { own.formUnion(numbers.map { $0.suffix(Self.certain) + "" }) }
    }
  }

  /// The digits of the phone numbers in a text.
  private static func numbers(in text: String) -> [String] {
    var scanner = NumberScanner(Array(text.unicodeScalars))
    var numbers: [String] = []
    while let number = scanner.next() {
      numbers.append(
        String(number.places.map { Character(Unicode.Scalar(0x30 + scanner.digit(at: $0))) }))
    }
    return numbers
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}

extension Recording {
  /// The recording, cut down to a subject: the rows of lists and the lines that are about it. What belongs to
  /// nobody (the key, instances, the pages of lists) stays, so that it can be replayed.
  package func about(_ subject: RecordSubject) -> Recording {
    var recording = self
    var subject = subject
    for recorded in exchanges { subject.learn(recorded.exchange) }
    recording.about = subject
    recording.isSilent =
      !exchanges.contains { $0.speaks(of: subject) } && !parts.contains { $0.shows(subject) }
    recording.exchanges = exchanges.compactMap { $0.about(subject) }
    recording.parts = Transcript.about(subject, parts)
    return recording
  }
}

extension RecordedExchange {
  /// Nil where the exchange was about other people.
  fileprivate func about(_ subject: RecordSubject) -> RecordedExchange? {
    let parts = path.prefix { $0 != "?" }.split(separator: "/").map(String.init)
    // Nobody can say what a body that was cut says about other people.
    if isCut { return nil }
    let narrowed = RecordedExchange(exchange.about(subject.isIn), base, isNarrowed: isNarrowed)
    // Calls that are about no person, such as 'me', and calls on the way to a record.
    let isOfNobody = ["ping", "me", "instances", "workspaces", "templates"].contains(parts.first ?? "")
    if isNarrowed || (isOfNobody && exchange.request.body == nil) {
      return isOfNobody ? self : narrowed
    }
    guard speaks(of: subject) else { return nil }
    // A bulk to several people is also about the others.
    if let sent = exchange.request.body, let value = try? Value(parsing: sent),
      let rows = value["messages"]?.asArray,
      rows.contains(where: { !subject.isIn($0) })
    {
      return nil
    }
    return narrowed
  }

  /// The path below the base, with its query.
  private var path: String {
    let (url, base) = (exchange.request.url, "\(base)")
    return url.hasPrefix(base) ? String(url.dropFirst(base.count)) : url
  }

  fileprivate func speaks(of subject: RecordSubject) -> Bool {
    subject.isIn(path) || subject.isIn(String(decoding: exchange.request.body ?? [], as: UTF8.self))
      || subject.isIn(answerText)
  }

  private var answerText: String {
    guard case .success(let response) = exchange.result else { return "" }
    return String(decoding: response.body, as: UTF8.self)
  }
}

enum Transcript {
  /// The inputs about a subject, with what they showed. Lines that are about other people are left out.
  static func about(_ subject: RecordSubject, _ parts: [TranscriptPart]) -> [TranscriptPart] {
    var kept: [TranscriptPart] = []
    var block: [TranscriptPart] = []
    func end() {
      if block.contains(where: { subject.isIn($0.text) }) { kept += block.map { $0.about(subject) } }
      block = []
    }
    for part in parts {
      if case .typed = part { end() }
      block.append(part)
    }
    end()
    return kept
  }
}

extension TranscriptPart {
  /// Whether it was shown and speaks of the subject. Who types an id may get no answer.
  fileprivate func shows(_ subject: RecordSubject) -> Bool {
    if case .shown = self { subject.isIn(text) } else { false }
  }

  fileprivate var text: String {
    switch self {
    case .typed(_, let text, _): text
    case .shown(let bytes, _): String(decoding: bytes, as: UTF8.self)
    }
  }

  /// What was shown, without the lines that are about other people. Where there are such lines, only the lines
  /// about the subject stay, because a name beside another person's number belongs to that person.
  fileprivate func about(_ subject: RecordSubject) -> TranscriptPart {
    guard case .shown(let bytes, _) = self else { return self }
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .map(String.init)
    guard lines.contains(where: subject.speaksOfOthers) else { return self }
    let kept = lines.filter { subject.isIn($0) && !subject.speaksOfOthers($0) }
    let left = lines.count { !$0.isEmpty } - kept.count
    let text = (kept + ["… \(left) lines that are about others too are left out", ""]).joined(separator: "\n")
    return .shown(Array(text.utf8), again: nil)
  }
}
