import JSON

/// Calls that PowerShell makes by `Invoke-RestMethod` and `Invoke-WebRequest`, with the variables that are
/// set before them. Nothing is run. Where a value is known only to that shell, its name is kept.
struct PowerShellCalls {
  private(set) var calls: [ForeignCall] = []
  /// Whether the text ends inside a bracket, a quote or a here-string.
  private(set) var isOpen = false

  private let text: [Character]
  private var place = 0
  /// How many brackets are open.
  private var depth = 0
  /// Nobody writes deeper ones by hand.
  private static let deepest = 64
  /// The variables that are set so far, by their names in small letters.
  private var variables: [String: Given] = [:]

  /// A value, and the parts of its texts that only the other shell knows.
  private struct Given {
    var value = Value.null
    var unknown: [String] = []

    var text: String { value.asString ?? value.json }
  }

  private static let commands: Set = ["invoke-restmethod", "invoke-webrequest", "irm", "iwr"]

  init(_ pasted: String) {
    text = Array(pasted.replacing("\r\n", with: "\n"))
    while place < text.count { statement() }
  }

  /// Whether a text has a call of PowerShell.
  static func isIn(_ text: String) -> Bool {
    let words = text.lowercased().split { !($0.isLetter || $0 == "-") }.map(String.init)
    return words.contains { $0.hasPrefix("invoke-") && commands.contains($0) }
      || words.first.map(commands.contains) == true
  }

  private func peek(_ distance: Int = 0) -> Character? {
    place + distance < text.count ? text[place + distance] : nil
  }

  private func isNext(_ string: String) -> Bool {
    text[min(place, text.count)...].starts(with: Array(string))
  }

  // MARK: Statements

  private mutating func statement() {
    skip(lines: true)
    guard let next = peek() else { return }
    if next == "$", let name = variableName(at: place + 1) {
      let start = place
      place += 1 + name.count
      skip()
      if peek() == "=", peek(1) != "=" {
        place += 1
        variables[name.lowercased()] = pipeline()
        return
      }
      place = start
    }
    _ = pipeline()
    if peek() == ";" || peek() == "\n" || peek() == ")" || peek() == "}" { place += 1 }
  }

  /// Skips spaces, comments, and a backtick with the line's end after it.
  private mutating func skip(lines: Bool = false) {
    while let next = peek() {
      if next == "`", peek(1) == "\n" || peek(1) == " " && peek(2) == "\n" {
        place += peek(1) == "\n" ? 2 : 3
      } else if next == "#" {
        while let next = peek(), next != "\n" {
          _ = next
          place += 1
        }
      } else if next == " " || next == "\t" || next == "\u{A0}" || (lines && (next == "\n" || next == ";")) {
        place += 1
      } else {
        return
      }
    }
  }

  /// Reads a value or a command, and the commands that it is piped into. Of these only `ConvertTo-Json`
  /// changes the value.
  private mutating func pipeline() -> Given {
    var given = element()
    skip()
    while peek() == "|" {
      place += 1
      skip(lines: true)
      let command = bareWord().lowercased()
      while let next = peek(), !"|;\n)}".contains(next) {
        _ = next
        place += 1
      }
      if command == "convertto-json" { given.value = Value(given.value.json) }
    }
    return given
  }

  private mutating func element() -> Given {
    skip()
    let start = place
    let word = bareWord()
    if Self.commands.contains(word.lowercased()) || (word.lowercased().hasPrefix("curl") && peek() == " ") {
      call()
      return Given()
    }
    place = start
    return value(endsAt: ";|\n)},")
  }

  /// Reads the parameters of a call. PowerShell allows them in any order, and shortened.
  private mutating func call() {
    var call = ForeignCall()
    var parameters: [(name: String, given: Given)] = []
    while true {
      skip()
      guard let next = peek(), !";|\n)}".contains(next) else { break }
      if next == "@", let name = variableName(at: place + 1), let table = variables[name.lowercased()] {
        place += 1 + name.count
        for member in table.value.asObject?.members ?? [] {
          parameters.append(
            (member.name.string.lowercased(), Given(value: member.value, unknown: table.unknown)))
        }
      } else if next == "-", peek(1)?.isLetter == true {
        place += 1
        let name = bareWord(endsAt: ":").lowercased()
        if peek() == ":" { place += 1 }
        skip()
        let isSwitch = ["usebasicparsing", "skipcertificatecheck", "verbose", "passthru"].contains(name)
        parameters.append((name, isSwitch ? Given() : value(endsAt: ";|\n)}")))
      } else {
        parameters.append(("uri", value(endsAt: ";|\n)}")))
      }
    }
    for (name, given) in parameters { take(name, given, &call) }
    if call.method == nil { call.method = "GET" }
    calls.append(call)
  }

  private func take(_ name: String, _ given: Given, _ call: inout ForeignCall) {
    let names = ["uri", "method", "headers", "body", "contenttype", "infile", "form", "token"]
    guard let name = names.first(where: { !name.isEmpty && $0.hasPrefix(name) }) else { return }
    call.unknown += given.unknown
    switch name {
    case "uri": call.url = given.text
    // PowerShell takes the method in any case.
    case "method": call.method = given.text.uppercased()
    case "headers":
      call.headers += (given.value.asObject?.members ?? []).map {
        ($0.name.string, $0.value.asString ?? $0.value.json)
      }
    case "contenttype": call.headers.append(("Content-Type", given.text))
    case "token": call.headers.append(("Authorization", "Bearer " + given.text))
    case "infile": call.body = .file(given.text)
    default:
      if let members = given.value.asObject?.members {
        let fields = members.map { (name: $0.name.string, value: $0.value.asString ?? $0.value.json) }
        call.body = .form(fields, isMultipart: name == "form")
        if name == "body" { call.faults.append("-Body is sent as a form: it must go through ConvertTo-Json") }
      } else {
        call.body = .text(given.text)
      }
    }
  }

  // MARK: Values

  private mutating func value(endsAt ends: String) -> Given {
    skip()
    // A type may stand in front of a value: `[string]`.
    while peek() == "[", let end = text[place...].firstIndex(of: "]"), peek(1)?.isLetter == true {
      place = end + 1
      skip()
    }
    var first = single(endsAt: ends)
    skip()
    guard peek() == ",", !ends.contains(",") else { return first }
    var items = [first.value]
    while peek() == "," {
      place += 1
      skip(lines: true)
      let next = single(endsAt: ends + ",")
      items.append(next.value)
      first.unknown += next.unknown
      skip()
    }
    return Given(value: .array(items), unknown: first.unknown)
  }

  private mutating func single(endsAt ends: String) -> Given {
    switch peek() {
    case "'", "‘": return quoted("'")
    case "\"", "“": return quoted("\"")
    case "@" where peek(1) == "'" || peek(1) == "\"": return hereString()
    case "@" where peek(1) == "{": return table()
    case "[" where isNext("[ordered]@{"):
      place += "[ordered]".count
      return table()
    case "@" where peek(1) == "(":
      place += 1
      return brackets(isList: true)
    case "(": return brackets(isList: false)
    case "$": return variable()
    default:
      let word = bareWord(endsAt: ends)
      if word.isEmpty { place += place < text.count && !ends.contains(text[place]) ? 1 : 0 }
      return Given(value: Int64(word).map { .int($0) } ?? Value(word))
    }
  }

  private mutating func bareWord(endsAt ends: String = "") -> String {
    var word = ""
    while let next = peek(), !next.isWhitespace, !";|(){}\"'`".contains(next), !ends.contains(next) {
      word.append(next)
      place += 1
    }
    return word
  }

  private func variableName(at start: Int) -> String? {
    let name = text[min(start, text.count)...].prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == ":" }
    return name.isEmpty ? nil : String(name)
  }

  private mutating func variable() -> Given {
    if peek(1) == "(" {
      place += 1
      return brackets(isList: false)
    }
    guard let name = variableName(at: place + 1) else {
      place += 1
      return Given(value: "$")
    }
    place += 1 + name.count
    switch name.lowercased() {
    case "true": return Given(value: true)
    case "false": return Given(value: false)
    case "null": return Given()
    default: return variables[name.lowercased()] ?? Given(value: Value("$" + name), unknown: ["$" + name])
    }
  }

  private mutating func quoted(_ quote: Character) -> Given {
    var given = Given(value: "")
    var result = ""
    place += 1
    while let next = peek() {
      let isQuote = quote == "'" ? "'’".contains(next) : "\"”".contains(next)
      if isQuote, peek(1) == quote {
        result.append(quote)
        place += 2
      } else if isQuote {
        place += 1
        given.value = Value(result)
        return given
      } else {
        part(next, quote == "\"", &result, &given)
      }
    }
    isOpen = true
    given.value = Value(result)
    return given
  }

  private mutating func part(_ next: Character, _ inserts: Bool, _ result: inout String, _ given: inout Given)
  {
    if inserts, next == "`", let escaped = peek(1) {
      result.append(escaped == "n" ? "\n" : escaped == "t" ? "\t" : escaped)
      place += 2
    } else if inserts, next == "$", peek(1) == "(" || variableName(at: place + 1) != nil {
      let inner = variable()
      result += inner.text
      given.unknown += inner.unknown
    } else {
      result.append(next)
      place += 1
    }
  }

  /// `@"`, then lines, then `"@` at the beginning of a line.
  private mutating func hereString() -> Given {
    let inserts = peek(1) == "\""
    let end = inserts ? "\n\"@" : "\n'@"
    var given = Given()
    var result = ""
    place += 2
    while let next = peek(), next != "\n" {
      _ = next
      place += 1
    }
    while let next = peek() {
      if isNext(end) {
        place += end.count
        given.value = Value(String(result.drop { $0 == "\n" }))
        return given
      }
      part(next, inserts, &result, &given)
    }
    isOpen = true
    given.value = Value(result)
    return given
  }

  private mutating func table() -> Given {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return givenUp() }
    var object = Object()
    var unknown: [String] = []
    place += 2
    while true {
      skip(lines: true)
      guard let next = peek() else {
        isOpen = true
        break
      }
      if next == "}" {
        place += 1
        break
      }
      let name = "'\"".contains(next) ? quoted(next).text : bareWord(endsAt: "=")
      skip()
      if peek() == "=" { place += 1 }
      let start = place
      let given = pipeline(within: ";\n}")
      object[Text(name)] = given.value
      unknown += given.unknown
      if place == start { place += 1 }
    }
    return Given(value: .object(object), unknown: unknown)
  }

  /// Reads no further.
  private mutating func givenUp() -> Given {
    place = text.count
    isOpen = true
    return Given()
  }

  private mutating func pipeline(within ends: String) -> Given {
    skip(lines: true)
    return value(endsAt: ends)
  }

  /// `(…)` has the value of what stands in it; `@(…)` is a list of all values in it.
  private mutating func brackets(isList: Bool) -> Given {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return givenUp() }
    var items: [Value] = []
    var unknown: [String] = []
    var last = Given()
    let start = place
    place += 1
    while true {
      skip(lines: true)
      guard let next = peek() else {
        isOpen = true
        break
      }
      if next == ")" {
        place += 1
        break
      }
      if next == "," {
        place += 1
        continue
      }
      let before = place
      last = pipeline()
      items.append(last.value)
      unknown += last.unknown
      if place == before { place += 1 }
    }
    if isList { return Given(value: .array(items), unknown: unknown) }
    let written = String(text[start..<min(place, text.count)])
    let isCommand = text[start...].dropFirst().first.map { $0.isLetter } ?? false
    return isCommand ? Given(value: Value("$" + written), unknown: ["$" + written]) : last
  }
}
