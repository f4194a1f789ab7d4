import JSON
import Machine
import Numbering
import Source

/// The messages of this room's failures: what must hold, and what was found.
extension Failure {
  static func noMember(_ name: Text, in value: Value) -> Failure {
    guard case .object(let object) = value else {
      return Failure(.script, "the member '\(name)' must be an object's, but this is \(value.described)")
    }
    return missing("no member '\(name)'", name, among: object, hint: "'\(name)?' is null where there is none")
  }

  static func noVariable(_ name: Text, among variables: Object) -> Failure {
    missing("no value for '{{\(name)}}'", name, among: variables, hint: "give it as '\(name)=…'")
  }

  private static func missing(_ what: String, _ name: Text, among object: Object, hint: String) -> Failure {
    let near = nearest(name.string, among: object.names.map(\.string))
    return Failure(.script, what + (near.map { "; did you mean '\($0)'?" } ?? ""), hint: hint)
  }

  static func noItems(_ builtin: String, hint: String? = nil) -> Failure {
    Failure(.script, "\(builtin) takes a list with an item, but has none", hint: hint)
  }

  static func beyondNumbers(_ builtin: String, _ value: Value) -> Failure {
    Failure(
      .script, "\(builtin) takes a number between -1.8e308 and 1.8e308, but has \(value.described)",
      hint: "as text it can be kept: string(…)")
  }

  static func mixed(_ builtin: String, _ left: Value, _ right: Value) -> Failure {
    Failure(
      .script, "\(builtin) takes all numbers or all strings, but has \(left.described) and \(right.described)"
    )
  }

  static func repeatedKey(_ key: Value) -> Failure {
    Failure(
      .script, "diff --by takes an expression that tells the items apart, but two have \(key.described)",
      hint: "without --by, each item counts as often as it is there")
  }

  static func noGroup(_ number: Int, of count: Int) -> Failure {
    Failure(
      .script,
      "replace --regexp puts groups of its pattern in place of $1 to $\(max(count, 1)), but '$\(number)' is none",
      hint: "the pattern has \(count) groups; a dollar is '$$'")
  }

  static func pattern(
    _ builtin: String, _ wanted: String, _ text: Text, _ message: String, at offset: Int
  ) -> Failure {
    let place = text.part(0..<Swift.min(offset, text.utf8Count)).scalarCount + 1
    return Failure(.script, "\(builtin) takes \(wanted), but in '\(text)' at character \(place) \(message)")
  }
}

// Failures of phone numbers.
extension Failure {
  static func notPhone(_ text: Text, _ fault: String) -> Failure {
    Failure(.script, "phone takes a phone number, but \(Value.string(text).described) \(fault)")
  }

  static func roundedPhone(_ text: Text) -> Failure {
    Failure(
      .script,
      "phone takes a phone number, but \(Value.string(text).described) is one that a spreadsheet has rounded",
      hint: "its last digits are lost: format the column as text in the spreadsheet and export it again")
  }

  static func localPhone(_ text: Text) -> Failure {
    Failure(
      .script, "phone takes a number with + or 00, but has \(Value.string(text).described)",
      hint: text.utf8Count > 40
        ? "a local number needs its country: phone SA"
        : "a local number needs its country, as in: phone(\(Value.string(text).json), \"SA\")")
  }

  static func unknownCountry(_ value: Value) -> Failure {
    Failure(
      .script, "phone takes a country's two letters of ISO 3166, but has \(value.described)",
      hint: value == "UK" ? "the United Kingdom is GB" : "as SA, EG or DE")
  }

  static func phoneLength(_ text: Text, _ count: Int, _ plan: NumberingPlan.Country) -> Failure {
    let wanted = listed(plan.usualLengths)
    return Failure(
      .script,
      "a number of +\(plan.code) must have \(wanted) digits after it, but "
        + "\(Value.string(text).described) has \(count)"
    )
  }
}

extension Failure {
  /// The number has a possible length, but the numbering plan of its country does not have such numbers.
  static func outsidePlan(_ text: Text, _ code: String) -> Failure {
    Failure(
      .script,
      "phone takes a number of its country's numbering plan, but +\(code) has none such as "
        + Value.string(text).described,
      hint: "write it as it is dialled within the country, or with + and the calling code")
  }

  /// The first digits may be a calling code, or the beginning of a local number.
  static func ambiguousPhone(_ text: Text, _ local: String, _ foreign: String) -> Failure {
    Failure(
      .script,
      "phone takes a number that can be read in one way, but \(Value.string(text).described) may be "
        + "\(foreign) or \(local)",
      hint: "write the one that is meant")
  }

  /// The lengths in words: `9`, `8 or 10`, `4 to 11`.
  private static func listed(_ lengths: [Int]) -> String {
    guard let least = lengths.first, let most = lengths.last, least != most else {
      return lengths.first.map { "\($0)" } ?? "other"
    }
    return lengths.count == 2 && most > least + 1 ? "\(least) or \(most)" : "\(least) to \(most)"
  }
}

// Failures of times.
extension Failure {
  static func notTime(_ value: Value) -> Failure {
    Failure(
      .script, "time takes a date or time of ISO 8601, but has \(value.described)",
      hint: "as 2025-01-31, 2025-01-31T10:30:00Z or 2025-01-31 10:30+03:00")
  }

  static func notTime(_ value: Value, as format: String) -> Failure {
    Failure(.script, "time --format takes text as '\(format)' has it, but has \(value.described)")
  }

  static func notSeconds(_ builtin: String, _ value: Value) -> Failure {
    Failure(
      .script, "\(builtin) takes a time in seconds, but has \(value.described)",
      hint: value.asText == nil ? nil : "'time' makes seconds of text: time(…) | \(builtin) …")
  }

  static func farTime(_ builtin: String, _ value: Value) -> Failure {
    Failure(
      .script, "\(builtin) takes seconds of the years 0 to 9999, but has \(value.described)",
      hint: "milliseconds are divided by 1000 first")
  }

  static func badDate(_ format: String, _ directive: String, _ builtin: String = "date") -> Failure {
    Failure(
      .script, "\(builtin) takes a format of strftime, but '\(directive)' in '\(format)' is none",
      hint: "as %Y-%m-%d %H:%M:%S; a percent sign is %%")
  }

  static func unknownZone(_ name: Text, _ builtin: String = "date") -> Failure {
    Failure(
      .script, "\(builtin) --zone takes a time zone of this system, but has '\(name)'",
      hint: "as Asia/Riyadh, UTC or +03:00")
  }
}

/// Takes the place of a file's name in a hint, where the name is not known yet.
enum FilePlaceholder {
  static let conversion = "FILE > NEW-FILE"
}

extension Failure {
  /// The failure with the name of the file in its hint, quoted for a shell, where the hint tells how to convert a file.
  public func convertingFile(_ path: String) -> Failure {
    guard let parts = hint?.split(separator: FilePlaceholder.conversion, maxSplits: 1), parts.count == 2
    else {
      return self
    }
    let dot = path.lastIndex(of: ".").flatMap {
      path[$0...].contains("/") || $0 == path.startIndex ? nil : $0
    }
    let new = path[..<(dot ?? path.endIndex)] + "-utf8" + path[(dot ?? path.endIndex)...]
    var failure = self
    failure.hint = parts[0] + Self.quoted(path) + " > " + Self.quoted(String(new)) + parts[1]
    return failure
  }

  private static func quoted(_ path: String) -> String {
    let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "./_-+,".contains($0) } && path.first != "-"
    if isPlain { return path }
    let start = path.first == "-" ? "./" : ""
    return "'" + start
      + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}

// Failures of formats.
extension Failure {
  static func notJSON(_ error: JSONError, line: Int, column: Int?) -> Failure {
    let place = "line \(line), " + (column.map { "column \($0)" } ?? "after \(error.offset) bytes")
    return Failure(.script, "\(place): \(error.message)", hint: error.hint)
  }

  /// - Parameter bytes: the bytes around the fault, from which the encoding is guessed.
  static func notUTF8(line: Int, _ bytes: some Collection<UInt8>) -> Failure {
    let encoding = ForeignEncoding(of: bytes).rawValue
    return Failure(
      .script, "line \(line): the text must be UTF-8, but is not",
      hint: "it looks like \(encoding): iconv -f \(encoding) -t UTF-8 \(FilePlaceholder.conversion); "
        + "spreadsheets save it as \"CSV UTF-8\" too")
  }

  static func raggedRow(_ row: CSVRows.Row, width: Int) -> Failure {
    Failure(
      .script,
      "line \(row.line): a row must have \(width) cells as the first one has, "
        + "but has \(row.cells.count)",
      hint: row.cells.count > width ? "a cell with a comma in it stands in quotes" : nil)
  }

  static func repeatedColumn(_ name: Text, line: Int) -> Failure {
    Failure(.script, "line \(line): each column must have its own name, but '\(name)' occurs twice")
  }

  static func unnamedCell(_ cell: Text, line: Int) -> Failure {
    Failure(
      .script,
      "line \(line): a cell must stand under a column's name, but \(Value.string(cell).described) has none",
      hint: "the first row names the columns")
  }

  static func openQuote(line: Int) -> Failure {
    Failure(.script, "line \(line): the quote that opens here must be closed, but the text ends")
  }

  static func textAfterQuote(line: Int) -> Failure {
    Failure(
      .script, "line \(line): a cell must end at its closing quote, but goes on",
      hint: "a quote inside a quoted cell is written twice")
  }

  static func otherColumns(_ columns: [Text], _ given: [Text]) -> Failure {
    let missing = columns.filter { !given.contains($0) }
    let strange = given.filter { !columns.contains($0) }
    let faults =
      (missing.isEmpty ? [] : ["have no \(missing.joined(by: ", "))"])
      + (strange.isEmpty ? [] : ["have \(strange.joined(by: ", ")), which it has not"])
    return Failure(
      .script,
      "rows that are added must have the file's columns, \(columns.joined(by: ", ")), "
        + "but \(faults.joined(separator: ", and "))",
      hint: "choose them: select \(columns.map { $0 + "?" }.joined(by: " "))")
  }

  static func noCells(_ item: Value) -> Failure {
    Failure(
      .script, "a row must be an object, but is \(item.described)",
      hint: item.asText == nil
        ? "'map {value: @}' makes rows of values"
        : "'map {value: @}' makes rows of values; what 'to' made is text already, and needs no other format")
  }

  static func newColumn(_ name: Text, row: Int, columns: [Text]) -> Failure {
    Failure(
      .script, "row \(row): every member must be one of the columns so far, but '\(name)' is not",
      hint: "choose the columns first: select \((columns + [name]).map { $0 + "?" }.joined(by: " "))")
  }
}
