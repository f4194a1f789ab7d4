import Catalog
import JSON
import Library
import Machine
import Rendering
import Source
import Stage

/// What `explain` found: an object for programs, and a screen of text for people. Both are made of
/// the same facts.
struct Explanation {
  var value: Value
  /// The parts of the screen, from top to bottom. Each has a heading and rows; a row has a label
  /// and a text.
  var parts: [(heading: String, rows: [(label: String, said: String)])]
  /// Why what was asked about could not be read; nil where it could. The run ends with it after the screen was shown.
  var failure: Failure?

  init(_ value: Value, heading: String, _ rows: [(String, String)]) {
    self.value = value
    parts = [(heading, rows.map { (label: $0.0, said: $0.1) })]
  }

  /// The screen as text, wrapped to a width in columns.
  func text(columns: Int) -> String {
    parts.map { part in
      let width = part.rows.map { displayWidth(of: $0.label) }.max() ?? 0
      let indent = width + 2 < columns / 2 ? width + 2 : 2
      let lines = part.rows.flatMap { label, said in
        Self.lines(label, said, indent: indent, columns: columns)
      }
      return (Self.wrapped(part.heading, columns) + [""] + lines).map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }

  /// One row. Where the screen is narrow, the label stands on a line of its own above the text.
  private static func lines(_ label: String, _ said: String, indent: Int, columns: Int) -> [String] {
    let lines = said.split(separator: "\n").flatMap { wrapped(String($0), columns - indent) }
    if displayWidth(of: label) + 2 > indent { return [label] + lines.flatMap { placed($0, indent, columns) } }
    return lines.enumerated().flatMap { number, line in
      if number > 0 { return placed(line, indent, columns) }
      let first = label.padded(to: indent) + line
      return displayWidth(of: first) > columns ? [label] + placed(line, indent, columns) : [first]
    }
  }

  /// A line at its indentation. One word that is too wide for that, such as a path, stands further to the left; where it
  /// is too wide for the screen, it is broken behind a `/`.
  private static func placed(_ line: String, _ indent: Int, _ columns: Int) -> [String] {
    let width = displayWidth(of: line)
    if width <= columns - 2 { return [String(repeating: " ", count: min(indent, columns - width)) + line] }
    var rows = [""]
    for part in line.split(separator: "/", omittingEmptySubsequences: false).map({ $0 + "/" }) {
      if !rows[rows.count - 1].isEmpty, displayWidth(of: rows[rows.count - 1] + part) > columns - 2 {
        rows.append("")
      }
      rows[rows.count - 1] += part
    }
    rows[rows.count - 1].removeLast()
    return rows.map { "  " + $0 }
  }

  private static func wrapped(_ text: String, _ columns: Int) -> [String] {
    var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    words.joinQuoted(within: columns)
    return Source.wrapped(words, columns: columns).map { $0.joined(separator: " ") }
  }
}

extension Explanation {
  /// The words that answers of the API hold and that `explain` knows.
  static var words: [WordMeaning] {
    WordMeaning.messageStatuses + WordMeaning.connectionStatuses + WordMeaning.errorCodes + WordMeaning.scopes
  }

  init(status: Int) {
    let known = StatusMeaning.of(status)
    let meaning =
      known?.meaning
      ?? (status >= 500 ? "the service failed" : "a status that the API's documentation has not")
    let write = status == 429 || (400..<500).contains(status) ? "no" : status >= 500 ? "nobody knows" : "yes"
    let retry =
      switch status {
      case 429: "reads and writes, after the seconds that Retry-After names, up to 300 in all"
      case 500...: "reads; a write is in doubt and is never repeated on a guess"
      default: "no"
      }
    self.init(
      [
        "status": .int(Int64(status)), "reason": known.map { Value($0.reason) } ?? .null,
        "meaning": Value(meaning),
        "write_happened": Value(write), "retried": Value(retry),
        "advice": known?.advice.map { Value($0) } ?? .null,
      ],
      heading: "\(status) \(known?.reason ?? "")",
      [("means", meaning), ("write done", write), ("retried", retry)]
        + (known?.advice.map { [("do", $0)] } ?? []))
  }

  init?(word: String) {
    if let error = ErrorMeaning.all.first(where: { $0.kind.rawValue == word }) {
      self.init(
        [
          "kind": Value(word), "meaning": Value(error.meaning), "advice": Value(error.advice),
          "exit_status": .int(Int64(ExitStatus.of(Failure(error.kind, "")))),
        ],
        heading: "error \(word)",
        [
          ("means", error.meaning), ("do", error.advice),
          ("exit status", "\(ExitStatus.of(Failure(error.kind, "")))"),
          ("in a script", "try { … } catch e { if $e.kind == \"\(word)\" { … } }"),
        ])
      return
    }
    let plain = word.lowercased().replacing(" ", with: "_")
    guard let found = Self.words.first(where: { $0.word.lowercased() == plain }) else { return nil }
    self.init(
      [
        "word": Value(found.word), "meaning": Value(found.meaning),
        "advice": found.advice.map { Value($0) } ?? .null,
      ],
      heading: found.word, [("means", found.meaning)] + (found.advice.map { [("do", $0)] } ?? []))
  }
}

extension Explanation {
  /// Explains what the program itself says at the end of a run; nil for other texts.
  init?(ownWords text: String) {
    let text = text.lowercased()
    if text.contains("not known whether the server acted") || text == "in doubt" {
      self.init(word: Failure.Kind.inDoubt.rawValue)
    } else if let exit = ExitMeaning.all.first(where: { $0.status == 130 }), text == "interrupted" {
      self = exit.explanation
    } else {
      return nil
    }
  }
}

/// What an error's kind means (Language.md, "Errors").
struct ErrorMeaning {
  var kind: Failure.Kind
  var meaning: String
  var advice: String

  static let all: [ErrorMeaning] = [
    ErrorMeaning(
      kind: .validation,
      meaning: "a call breaks the API's rules; found before it was sent, or answered with 422",
      advice: "the message names each parameter; --dry-run shows the request"),
    ErrorMeaning(
      kind: .auth, meaning: "there is no key, or the service does not know it (401)",
      advice: "'wessaal login' tries a key and keeps it"),
    ErrorMeaning(
      kind: .permission, meaning: "the key may not do that (403), or the session is read-only",
      advice: "'me' shows the key's permissions; a key with others is made in the dashboard"),
    ErrorMeaning(
      kind: .credits, meaning: "the WhatsApp pocket holds too few credits (402); the message was not queued",
      advice: "top up the pocket; 'me' shows the balance"),
    ErrorMeaning(
      kind: .missing, meaning: "there is no such record in this account (404)",
      advice: "list the records for their ids; is it the right profile?"),
    ErrorMeaning(
      kind: .gone, meaning: "the operation is not there any more (410)", advice: "take the call out"),
    ErrorMeaning(
      kind: .rateLimit, meaning: "more requests than the rate allows, also after the retries (429)",
      advice: "--rate 3000/h goes slower; many messages go in one messages send-bulk"),
    ErrorMeaning(
      kind: .server, meaning: "the service failed on a read, or answered what cannot be read",
      advice: "try the read again later; 'doctor' tells whether it is up"),
    ErrorMeaning(
      kind: .network, meaning: "the service was not reached; the call was not sent",
      advice: "'doctor' looks at name, connection and TLS"),
    ErrorMeaning(
      kind: .timeout, meaning: "no answer, or not the awaited status, in time",
      advice: "--timeout waits longer; 'messages wait ID' waits on for a message that was sent"),
    ErrorMeaning(
      kind: .budget, meaning: "the call would have spent more than the budget allows; it was not sent",
      advice: "raise the budget or --max-credits, if it is meant to cost that much"),
    ErrorMeaning(
      kind: .inDoubt,
      meaning: "a write was sent and its answer was lost or was a 5xx: nobody knows whether it was done",
      advice:
        "look before it is done again: messages list --since TIME --to NUMBER, with a TIME before the send"),
    ErrorMeaning(
      kind: .undelivered, meaning: "the message was sent and failed; its credit was returned, or will be",
      advice: "'explain ID' tells why"),
    ErrorMeaning(
      kind: .usage, meaning: "a command, an option or a file is not as it must be; nothing was sent",
      advice: "the hint says how it is meant; 'help COMMAND' tells more"),
    ErrorMeaning(
      kind: .script,
      meaning: "the program itself failed: a member that is not there, a wrong type, 'fail', a file",
      advice: "the message points at the place"),
  ]
}
