/// The words of a command that was written for another shell: a POSIX shell, PowerShell, or Windows' cmd.
/// Nothing of it is run. Where a value is known only to that shell, its name is kept.
struct PastedWords {
  enum Shell {
    case posix, powerShell, cmd
  }

  struct Word {
    var text = ""
    /// Variables and commands that the other shell would have replaced, as they were written and in their
    /// order.
    var unknown: [String] = []
  }

  private(set) var commands: [[Word]] = []
  /// What is wrong with the way it was written.
  private(set) var faults: [String] = []
  /// The body of a here-document, where there is one.
  var document: String?
  private(set) var shell: Shell

  let text: [Character]
  var place = 0
  private var words: [Word] = []
  var word: Word?
  var documentEnd: (name: String, isRaw: Bool)?

  init(_ pasted: String) {
    var pasted = String(pasted.replacing("\r\n", with: "\n").drop { $0 == "\u{FEFF}" })
    if pasted.contains("&quot;") || pasted.contains("&amp;") {
      faults.append("it was copied out of HTML: &quot; must be \", and &amp; must be &")
      for (name, meant) in [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
        pasted = pasted.replacing(name, with: meant)
      }
    }
    shell = Self.shell(of: pasted)
    text = Array(pasted.contains("^\"") ? Self.withoutCarets(pasted) : pasted)
    while place < text.count { step() }
    endCommand()
  }

  /// Removes the carets of a command that a browser copied for cmd, as cmd would. The program reads what is
  /// left.
  private static func withoutCarets(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let next = rest.popFirst() {
      guard next == "^", let escaped = rest.popFirst() else {
        result.append(next)
        continue
      }
      // After a caret, two line ends mean one.
      if escaped != "\n" {
        result.append(escaped)
      } else if rest.first == "\n" {
        result.append(rest.removeFirst())
      }
    }
    return result
  }

  /// Tells the shell by the sign that continues a line, and by how quotes and variables are written.
  private static func shell(of text: String) -> Shell {
    let lines = text.split(separator: "\n").map { $0.trimmingSuffix { $0 == " " || $0 == "\t" } }
    if lines.contains(where: { $0.hasSuffix("^") }) || text.contains("^\"") { return .cmd }
    if lines.contains(where: { $0.hasSuffix("`") }) || text.contains("$env:") { return .powerShell }
    return .posix
  }

  /// Whether every quote is closed, every here-document has ended, and the last line is not continued.
  static func isComplete(_ text: String) -> Bool {
    let last = text.last { $0 != " " && $0 != "\n" }
    if last == "\\" || (last == "^" && !text.contains("'")) { return false }
    let words = PastedWords(text)
    return words.openQuote == nil && words.documentEnd == nil
  }

  /// The quote that was not closed; nil where all were.
  var openQuote: Character?

  func peek(_ distance: Int = 0) -> Character? {
    place + distance < text.count ? text[place + distance] : nil
  }

  mutating func add(_ character: Character) {
    word = word ?? Word()
    word?.text.append(character)
  }

  mutating func add(_ string: String, unknown: Bool = false) {
    word = word ?? Word()
    word?.text += string
    if unknown { word?.unknown.append(string) }
  }

  mutating func endWord() {
    if let word { words.append(word) }
    word = nil
  }

  mutating func endCommand() {
    endWord()
    if !words.isEmpty { commands.append(words) }
    words = []
  }

  mutating func step() {
    let character = text[place]
    switch character {
    case " ", "\t", "\u{A0}":
      if character == "\u{A0}" {
        note("there are no-break spaces between the words: a shell takes them for text")
      }
      endWord()
      place += 1
    case "\n":
      place += 1
      endCommand()
      readDocument()
    case "#" where word == nil && shell != .cmd:
      while let next = peek(), next != "\n" {
        _ = next
        place += 1
      }
    case "&" where word?.text.contains("://") == true && peek(1)?.isLetter == true:
      note("the & in the URL ends the command: the URL must stand in quotes")
      add("&")
      place += 1
    case ";" where shell != .cmd, "|", "&":
      place += 1
      endCommand()
    case "<" where peek(1) == "<" && peek(2) == "<" && shell == .posix: readHereString()
    case "<" where peek(1) == "<" && shell == .posix: beginDocument()
    case "<", ">":
      endWord()
      place += 1
      while peek() == ">" || peek() == "&" || peek() == " " { place += 1 }
      while let next = peek(), !next.isWhitespace {
        _ = next
        place += 1
      }
    case "“", "”", "‘", "’":
      note("the quotes are \(character)…: a word processor made them, no shell takes them for quotes")
      smartQuoted(character)
    case "'" where shell != .cmd: singleQuoted()
    case "'" where word == nil:
      note("cmd takes ' for a letter: there texts stand in \", and a \" in them is \\\"")
      singleQuoted()
    case "\"": doubleQuoted()
    default: other(character)
    }
  }

  private mutating func other(_ character: Character) {
    switch (shell, character) {
    case (.posix, "\\"), (.cmd, "^"), (.powerShell, "`"):
      escaped(character)
    case (.posix, "$") where peek(1) == "'": ansiQuoted()
    case (.posix, "$"), (.powerShell, "$"): variable()
    case (.cmd, "%"): percentVariable()
    default:
      add(character)
      place += 1
    }
  }

  mutating func note(_ fault: String) {
    if !faults.contains(fault) { faults.append(fault) }
  }
}

extension String {
  /// Without white space around it.
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    return String(start.trimmingSuffix { $0.isWhitespace })
  }
}

extension StringProtocol {
  func trimmingSuffix(_ isLeft: (Character) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, isLeft(self[index(before: end)]) { end = index(before: end) }
    return self[startIndex..<end]
  }
}
