import HTTP
import JSON

/// Ids and numbers that somebody's record is to be about, and no other.
package struct RecordSubject: Sendable {
  /// As they were written.
  package let words: [String]
  private let ids: Set<String>
  /// The ends of numbers.
  private let endings: [String]

  /// So many digits make a number what it is.
  private static let fewest = 6

  package init(_ words: [String]) {
    self.words = words
    let digits = words.map { $0.filter(\.isASCIIDigit) }
    ids = Set(zip(words, digits).filter { $0.0 == $0.1 }.map(\.0))
    endings = digits.filter { $0.count >= Self.fewest }.map { String($0.drop { $0 == "0" }) }
  }

  /// Whether a row, a record or a body speaks of it.
  package func isIn(_ value: Value) -> Bool {
    switch value {
    case .int(let number): return isIn(String(number))
    case .string(let text): return isIn(text.string)
    case .array(let items): return items.contains(where: isIn)
    case .object(let members): return members.values.contains(where: isIn)
    case .null, .bool, .double, .decimal: return false
    }
  }

  /// Whether one of the runs of digits in a text is an id, or ends as a number does; also with what may stand between
  /// its digits.
  package func isIn(_ text: String) -> Bool {
    let runs = text.split { !$0.isASCIIDigit }.map(String.init)
    if runs.contains(where: { run in ids.contains(run) || endings.contains { run.hasSuffix($0) } }) {
      return true
    }
    return !endings.isEmpty && Self.numbers(in: text).contains { endings.contains(where: $0.hasSuffix) }
  }

  /// Whether a text has a phone number that is another one's.
  func speaksOfOthers(_ text: String) -> Bool { !Self.numbers(in: text).allSatisfy { isIn($0) } }

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
  /// The same cut down to what speaks of a subject: of lists its rows, of what was shown its lines. What is nobody's (the
  /// key, instances, the way through lists) stays, so that it can be replayed.
  package func about(_ subject: RecordSubject) -> Recording {
    var recording = self
    recording.about = subject
    recording.exchanges = exchanges.compactMap { $0.about(subject) }
    recording.parts = Transcript.about(subject, parts)
    return recording
  }
}

extension RecordedExchange {
  /// Nil where it was about others.
  fileprivate func about(_ subject: RecordSubject) -> RecordedExchange? {
    let path =
      exchange.request.url.hasPrefix("\(base)")
      ? String(exchange.request.url.dropFirst("\(base)".count)) : exchange.request.url
    let parts = path.prefix { $0 != "?" }.split(separator: "/").map(String.init)
    // Of what is not whole it cannot be said whom it speaks of.
    if isCut { return nil }
    let narrowed = RecordedExchange(exchange.about(subject.isIn), base, isNarrowed: isNarrowed)
    // Calls that name nobody, as 'me', and the way to something.
    let isOfNobody = ["ping", "me", "instances", "workspaces", "templates"].contains(parts.first ?? "")
    if isNarrowed || (isOfNobody && exchange.request.body == nil) {
      return isOfNobody ? self : narrowed
    }
    let body = exchange.request.body.map { String(decoding: $0, as: UTF8.self) } ?? ""
    guard subject.isIn(path) || subject.isIn(body) || subject.isIn(answerText) else { return nil }
    // A bulk to many has others in it.
    if let sent = exchange.request.body, let value = try? Value(parsing: sent),
      let rows = value["messages"]?.asArray,
      rows.contains(where: { !subject.isIn($0) })
    {
      return nil
    }
    return narrowed
  }

  private var answerText: String {
    guard case .success(let response) = exchange.result else { return "" }
    return String(decoding: response.body, as: UTF8.self)
  }
}

enum Transcript {
  /// Those of the inputs, with what they showed, that speak of a subject; of what else they showed no line that speaks
  /// of others.
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
  fileprivate var text: String {
    switch self {
    case .typed(_, let text, _): text
    case .shown(let bytes, _): String(decoding: bytes, as: UTF8.self)
    }
  }

  /// What was shown without lines that speak of others; where there are any, only those that speak of the subject stay,
  /// since a name or a text beside a number is that person's too.
  fileprivate func about(_ subject: RecordSubject) -> TranscriptPart {
    guard case .shown(let bytes, _) = self else { return self }
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .map(String.init)
    guard lines.contains(where: subject.speaksOfOthers) else { return self }
    let kept = lines.filter { subject.isIn($0) && !subject.speaksOfOthers($0) }
    let left = lines.count { !$0.isEmpty } - kept.count
    let text = (kept + ["… \(left) lines that speak of others too are left out", ""]).joined(separator: "\n")
    return .shown(Array(text.utf8), again: nil)
  }
}
