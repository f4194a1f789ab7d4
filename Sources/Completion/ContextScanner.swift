/// Reads a text once, and notes the open brackets, and the words before the cursor in the innermost
/// one. The language's lexer cannot be used, because it refuses unfinished text.
package struct ContextScanner {
  /// One open bracket, or the text as a whole.
  struct Frame {
    var bracket: Unicode.Scalar?
    /// What the next word may be, where there are no words yet.
    var start: CursorContext.Place
    /// The words since the last start.
    var words: [String] = []
    /// The keyword whose block comes next. The statement ends with that block.
    var head: String?
    /// The text that continues after the bracket is closed: `"… $( … ) …"`.
    var text: Quoted?
    /// The place of the bracket.
    var opening: Int?
    /// Where the pipeline begins.
    var pipeline = 0
    /// The place of its last bar.
    var bar: Int?
    /// The variables that were declared in it, and those that its next block declares.
    var names: [String] = []
    var coming: [String] = []
  }

  struct Quoted {
    var quote: String
    /// The place after the quote, where the text begins.
    var start: Int
    /// Whether the quote begins a word. In `name="…"` it does not.
    var isWord: Bool
  }

  let scalars: [Unicode.Scalar]
  private(set) var index = 0
  var frames = [Frame(bracket: nil, start: .statement)]
  /// Whether the next characters belong to the word before them: `name="a"b`, `f(x).y`.
  var isGlued = false
  /// The parts of the text so far; nil where they are not needed.
  private var pieces: [Piece]?

  init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  /// The parts of the text, in the order in which they end. O(n).
  package static func pieces(of scalars: [Unicode.Scalar]) -> [Piece] {
    var scanner = ContextScanner(scalars)
    scanner.pieces = []
    _ = scanner.scan()
    for frame in scanner.frames {
      if let opening = frame.opening { scanner.note(.lonely, opening..<opening + 1) }
    }
    return scanner.pieces ?? []
  }

  /// How many brackets are open at the end. Nil where the end is inside a text, whose blanks count.
  /// O(n).
  package static func openBrackets(of scalars: [Unicode.Scalar]) -> Int? {
    var scanner = ContextScanner(scalars)
    return scanner.scan().quote == nil ? scanner.frames.count - 1 : nil
  }

  mutating func note(_ kind: Piece.Kind, _ range: Range<Int>) {
    pieces?.append(Piece(kind: kind, range: range))
  }

  mutating func scan() -> CursorContext {
    while index < scalars.count {
      if let found = step() { return found }
    }
    // Right behind a quote or a bracket, the next character would go on with the word before it.
    return context(isGlued ? .nothing : place, from: index)
  }

  /// Reads at least one character.
  private mutating func step() -> CursorContext? {
    switch scalars[index] {
    case " ", "\t", "\r": skip()
    case "\\": continueLine()
    case "\n": endLine()
    case ";": endStatement()
    case "|": bar()
    case "(", "[", "{": open(scalars[index])
    case ")", "]", "}": return close()
    case "\"", "'": return openText()
    case "#" where !isGlued: return comment()
    default: return word()
    }
    return nil
  }

  mutating func skip() {
    index += 1
    isGlued = false
  }

  private mutating func continueLine() {
    skip()
    if index < scalars.count, scalars[index] == "\n" { skip() }
  }

  private mutating func comment() -> CursorContext? {
    let start = index
    while index < scalars.count, scalars[index] != "\n" { index += 1 }
    note(.comment, start..<index)
    return index == scalars.count ? context(.nothing, from: index) : nil
  }

  private func context(_ place: CursorContext.Place, from start: Int) -> CursorContext {
    var context = CursorContext(place: place, word: String(scalars: scalars[start...]), start: start)
    context.source = frames.last { $0.bar != nil }.flatMap { frame in frame.bar.map { frame.pipeline..<$0 } }
    context.openings = frames.compactMap(\.opening)
    context.call = frames.last { $0.start != .expression && !$0.words.isEmpty }?.words
    context.names = frames.flatMap(\.names)
    if let opening = frame.opening, scalars[opening...].starts(with: "[?".unicodeScalars) {
      context.filter = opening
    }
    return context
  }
}

// MARK: - Statements and pipelines

extension ContextScanner {
  var frame: Frame {
    get { frames[frames.count - 1] }
    set { frames[frames.count - 1] = newValue }
  }

  private var place: CursorContext.Place {
    if frame.start == .expression { return .expression }
    return frame.words.isEmpty ? frame.start : .argument(frame.words)
  }

  mutating func begin(_ place: CursorContext.Place) {
    frame.words = []
    frame.start = place
    if place != .stage { (frame.pipeline, frame.bar) = (index, nil) }
  }

  /// The end of a line ends a statement, but not within brackets other than a block's, and not after
  /// a bar.
  private mutating func endLine() {
    let goesOn = frame.start == .expression || (frame.start == .stage && frame.words.isEmpty)
    if goesOn || frame.bracket == "(" { skip() } else { endStatement() }
  }

  private mutating func endStatement() {
    skip()
    if frame.words.first == "param" { declare() }
    frame.head = nil
    if frame.start != .expression { begin(.statement) }
  }

  private mutating func bar() {
    let bar = index
    skip()
    if index < scalars.count, scalars[index] == "|" {
      skip()
      frame.words.append("||")
    } else if frame.start != .expression {
      frame.bar = bar
      begin(.stage)
    }
  }
}

// MARK: - Words and texts

extension ContextScanner {
  private mutating func word() -> CursorContext? {
    let start = index
    while index < scalars.count, !scalars[index].endsWord { index += 1 }
    note(pieceKind, start..<index)
    if index == scalars.count { return context(isGlued ? .expression : place, from: start) }
    if !isGlued { add(String(scalars: scalars[start..<index])) }
    isGlued = true
    return nil
  }

  private var pieceKind: Piece.Kind {
    guard !isGlued, frame.start != .expression else { return .value }
    guard let command = frame.words.first else { return .first }
    let second = frame.words.count > 1 ? frame.words[1] : nil
    return .argument(command: command, second: second, place: frame.words.count)
  }

  private mutating func add(_ word: String) {
    if let first = frame.words.first, first.hasPrefix("$"), word == "=" || word == "+=" {
      return begin(.pipeline)
    }
    switch (frame.words.first, word) {
    case (nil, "if"), (nil, "while"), (nil, "else"), (nil, "try"):
      frame.head = word
      begin(.pipeline)
    case (nil, "return"): begin(.pipeline)
    case ("for", "in"):
      frame.coming = frame.words.dropFirst().map { String($0.prefix { $0 != "," }) }
      begin(.pipeline)
    case ("let", "="), ("keep", "="):
      declare()
      begin(.pipeline)
    case (nil, "for"), (nil, "def"), (nil, "test"), (nil, "catch"):
      frame.head = word
      frame.words.append(word)
    default: frame.words.append(word)
    }
  }

  private mutating func openText() -> CursorContext? {
    let isLong = scalars[index...].starts(with: "\"\"\"".unicodeScalars)
    let quote = isLong ? "\"\"\"" : String(scalars[index])
    let text = Quoted(quote: quote, start: index + quote.unicodeScalars.count, isWord: !isGlued)
    let start = index
    index = text.start
    return readText(text, from: start)
  }

  /// Reads a text to its end, to a `$(` in it, or to the cursor.
  ///
  /// - Parameter start: where the part begins that is read now.
  mutating func readText(_ text: Quoted, from start: Int) -> CursorContext? {
    let isRaw = text.quote == "'"
    let (quote, isLong) = (text.quote.unicodeScalars.first, text.quote.count > 1)
    while index < scalars.count {
      let isQuote =
        scalars[index] == quote && (!isLong || scalars[index...].starts(with: text.quote.unicodeScalars))
      // A text on one line that is not closed ends with its line.
      if isQuote || !isLong && scalars[index] == "\n" { return endText(text, from: start) }
      if !isRaw, scalars[index] == "$", index + 1 < scalars.count, scalars[index + 1] == "(" {
        note(.text(isRaw: false), start..<index)
        return openInText(text)
      }
      index += !isRaw && scalars[index] == "\\" ? 2 : 1
    }
    index = scalars.count
    note(.text(isRaw: isRaw), start..<index)
    let name = text.isWord ? nil : frame.words.last.flatMap { $0.hasSuffix("=") ? $0.assignedName : nil }
    let isArgument = text.isWord || name != nil
    var found = context(isArgument ? place : .expression, from: Swift.min(text.start, index))
    (found.quote, found.assigned) = (text.quote, name)
    return found
  }

  private mutating func endText(_ text: Quoted, from start: Int) -> CursorContext? {
    if text.isWord {
      add("\"")
    } else if let name = frame.words.last, name.hasSuffix("=") {
      frame.words[frame.words.count - 1] = name + String(scalars: scalars[text.start..<index])
    }
    isGlued = scalars[index] != "\n"
    if isGlued { index += text.quote.unicodeScalars.count }
    note(.text(isRaw: text.quote == "'"), start..<index)
    return nil
  }

  private mutating func openInText(_ text: Quoted) -> CursorContext? {
    index += 2
    isGlued = false
    frames.append(
      Frame(bracket: "(", start: .pipeline, text: text, opening: index - 1, pipeline: index))
    return nil
  }
}
