import Catalog
import JSON
import Library
import Machine
import Source

extension OperationCommand {
  /// What could be typed in the place of a value that a parameter does not take; nil where nothing is known.
  package func hint(after violation: Violation) -> String? {
    switch violation.fault {
    case .limit(.pattern(.e164), let found): found.asText.flatMap(Self.hint(forNumber:))
    case .limit(.pattern(.httpsURL), let found):
      found.asString.flatMap { Self.hint(forURL: $0, violation.field) }
    case .notAmong(let words, let found):
      found.asString.flatMap { word in
        filterHint(violation.field, word)
          ?? (words.first { $0 == word.lowercased() } ?? nearest(word, among: words)).map {
            "did you mean '\($0)'?"
          }
      }
    default: nil
    }
  }

  /// The same address by HTTPS.
  private static func hint(forURL text: String, _ field: String) -> String? {
    let plain = "http://"
    guard text.lowercased().hasPrefix(plain), !field.contains(".") else { return nil }
    return "where the server has it by HTTPS too: \(field)=\"https://\(text.dropFirst(plain.count))\""
  }

  /// How to filter the rows by a word that occurs in the service's answers, but by which the service cannot filter.
  private func filterHint(_ field: String, _ word: String) -> String? {
    guard operation.isList, WordMeaning.messageStatuses.contains(where: { $0.word == word }) else {
      return nil
    }
    return "the service does not filter by it, but this does: "
      + "\(operation.name) --since yesterday | where @.\(field) == \"\(word)\""
  }

  /// The faults of ids that are phone numbers: `messages get 0501234567`.
  func numbers(in operands: [Value?]) -> [ArgumentFault] {
    guard operation.pathParameters.contains(where: { $0.name == "messageId" }) else { return [] }
    return zip(operation.pathParameters, operands).enumerated().compactMap { place, given in
      guard case .integer = given.0.type, let text = given.1?.asString,
        text.first == "0" || text.first == "+",
        WrittenNumber(text) != nil
      else { return nil }
      return ArgumentFault(
        operand: place,
        message: "\(operation.name) takes the id of a message, but has the phone number \(text)",
        hint: "explain \(text), or: messages list --to \(text)")
    }
  }

  /// How to write a number that a person wrote: with its blanks, or as it is dialled within its country. The country of
  /// a local number is not known. So the hint shows the service's own one as an example, where the number fits there.
  private static func hint(forNumber text: Text) -> String? {
    guard let written = WrittenNumber(text.string),
      let meant = try? Library.phone(text, country: "SA")
    else { return nil }
    if written.whole != nil { return "as E.164: \(meant)" }
    return "with its country: "
      + "phone(\"\(text.string)\", \"SA\") is \(meant)"
  }
}
