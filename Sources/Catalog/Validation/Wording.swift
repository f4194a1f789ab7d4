import JSON

// All words for violations, and nothing else.

extension Violation {
  /// The server's words, as its framework's validator writes them (documentation, 422).
  public var message: String {
    let field = Self.attribute(field)
    return switch fault {
    case .missing, .erased, .missingPlaceholder: "The \(field) field is required."
    case .missingWhen(let other, let value):
      "The \(field) field is required when \(Self.attribute(other)) is \(value)."
    case .missingOneOf(let names), .missingAny(let names):
      "The \(field) field is required when \(Self.absence(of: names.filter { $0 != self.field }))."
    case .unknown: "The \(field) field is prohibited."
    case .type(let type, _): "The \(field) field must be \(type.serverWords)."
    case .notAmong, .segment: "The selected \(field) is invalid."
    case .limit(let limit, let found): "The \(field) field \(limit.serverWords(for: found))."
    case .moreThanItems(_, let count, _): "The \(field) field must not be greater than \(count)."
    }
  }

  /// Our words: what must hold, and what was found.
  public var expectation: String { expectation(of: nil) }

  /// The same with the name of the command where that helps: `unknown parameter 'x' of messages
  /// send`.
  public func expectation(of operation: Operation?) -> String {
    switch fault {
    case .missing: "\(field) is required"
    case .erased: "\(field) must not be blank: leave it out to keep the present value"
    case .missingWhen(let other, let value): "\(field) is required where \(other) is \(value)"
    case .missingOneOf(let names): "\(names.joined(separator: " or ")) is required"
    case .missingAny(let names): "at least one of \(names.joined(separator: ", ")) is required"
    case .unknown(let nearest): unknown(operation, nearest)
    case .type(let type, let found): "\(field) must be \(type.words), but is \(found.shown)"
    case .notAmong(let words, let found):
      "\(field) must be \(words.joined(separator: " or ")), but is \(found.shown)"
    case .limit(let limit, let found): "\(field) must \(limit.words(for: found))"
    case .moreThanItems(let other, let count, let found):
      "\(field) must be at most \(count), the number of \(other), but is \(found.shown)"
    case .missingPlaceholder(let template): "\(field) is required by template \(template)"
    case .segment(let found): "\(field) must be a name other than . and .., but is \(found.shown)"
    }
  }

  private func unknown(_ operation: Operation?, _ nearest: String?) -> String {
    let owner = operation.map { " of \($0.name)" } ?? ""
    return "unknown parameter '\(field)'\(owner)" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
  }

  private static func absence(of names: [String]) -> String {
    let names = names.map(attribute)
    return names.count == 1
      ? "\(names[0]) is not present" : "none of \(names.joined(separator: " / ")) are present"
  }

  /// A field in the server's words: `messages.0.media url`, `contacts.0.full name`.
  private static func attribute(_ field: String) -> String {
    field.reduce(into: "") { text, letter in
      if letter.isUppercase {
        text += " " + letter.lowercased()
      } else {
        text.append(letter == "_" ? " " : letter)
      }
    }
  }
}

extension Violation.ExpectedType {
  fileprivate var words: String {
    switch self {
    case .string, .text: "text"
    case .integer: "an integer"
    case .positiveInteger: "a positive integer"
    case .number: "a number"
    case .boolean: "true or false"
    case .array: "a list"
    case .object: "an object"
    case .identifier: "an instance's id or name"
    }
  }

  fileprivate var serverWords: String {
    switch self {
    case .string, .text, .identifier: "a string"
    case .integer, .positiveInteger: "an integer"
    case .number: "a number"
    case .boolean: "true or false"
    case .array, .object: "an array"
    }
  }
}

extension Limit {
  /// The words after "X must".
  fileprivate func words(for found: Value) -> String {
    switch self {
    case .length(let most): "have at most \(most) characters, but has \(found.asText?.scalarCount ?? 0)"
    case .atLeast(let least): "be at least \(least), but is \(found.shown)"
    case .between(let least, let most): "be between \(least) and \(most), but is \(found.shown)"
    case .count(let range):
      "have \(range.lowerBound) to \(range.upperBound) items, but has \(found.asArray?.count ?? 0)"
    case .pattern(let pattern): "be \(pattern.words), but is \(found.shown)"
    }
  }

  /// The words after "The X field".
  fileprivate func serverWords(for found: Value) -> String {
    switch self {
    case .length(let most): "must not be greater than \(most) characters"
    case .atLeast(let least): "must be at least \(least)"
    case .between(let least, let most): "must be between \(least) and \(most)"
    case .count(let range):
      (found.asArray?.count ?? 0) < range.lowerBound
        ? "must have at least \(range.lowerBound) items" : "must not have more than \(range.upperBound) items"
    case .pattern(let pattern): pattern.serverWords
    }
  }
}

extension Pattern {
  /// The name of the form, with an example.
  public var words: String {
    switch self {
    case .e164: "E.164, such as +966501234567"
    case .digits: "digits only, such as 966501234567"
    case .email: "an email address"
    case .hexColor: "a hexadecimal colour, such as #25D366"
    case .httpsURL: "an HTTPS URL"
    case .url: "a URL, such as https://example.com/"
    }
  }

  fileprivate var serverWords: String {
    switch self {
    case .e164, .digits: "format is invalid"
    case .email: "must be a valid email address"
    case .hexColor: "must be a valid hexadecimal color"
    case .httpsURL, .url: "must be a valid URL"
    }
  }
}

extension Value {
  /// The value for a message: short, and on one line.
  fileprivate var shown: String {
    switch self {
    case .null: "null"
    case .array(let items): items.count == 1 ? "a list of 1 item" : "a list of \(items.count) items"
    case .object: "an object"
    case .string(let text): "'\(Self.short(text.string))'"
    case .bool, .int, .double, .decimal: plainText ?? typeName
    }
  }

  private static func short(_ text: String) -> String {
    let printable = text.prefix(40).map {
      $0.isNewline || $0.unicodeScalars.contains(where: isControl) ? "·" : $0
    }
    return String(printable) + (text.dropFirst(40).isEmpty ? "" : "…")
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
  }
}
