import Source

/// Reads the bytes of a file on demand. It knows its position but not the mode of the grammar (EXPR, ARG or TEXT). The
/// parser knows the mode and calls the function for it.
struct Lexer: Sendable {
  let bytes: [UInt8]
  let file: UInt32
  /// Where the text begins, behind a byte order mark.
  let start: Int
  var position: Int
  /// Whether a newline is white space inside the innermost open bracket.
  var newlineIsBlank = false
  /// Whether a statement continues where the next line begins with `|`, `||`, `&&` or `??`.
  var joinsNextLine = true
  private(set) var comments: [Comment] = []
  /// No line before this offset is continued by a later one. This saves looking through many empty lines again and
  /// again.
  private var joinKnownUntil = 0
  /// The next token, and the settings under which it was read.
  private var cached: (position: Int, newlineIsBlank: Bool, joinsNextLine: Bool, token: Token)?

  init(_ source: SourceFile, file: UInt32) {
    bytes = source.bytes
    self.file = file
    start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    position = start
  }

  /// The byte at this offset; 0 behind the end.
  func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  var atEnd: Bool { position >= bytes.count }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func span(_ start: Int, _ end: Int) -> Span { Span(file: file, start: start, end: end) }

  /// Whether these bytes stand at this offset.
  func has(_ text: String, at offset: Int) -> Bool {
    var next = offset
    for byte in text.utf8 {
      guard self.byte(next) == byte else { return false }
      next += 1
    }
    return true
  }

  /// Whether this word stands at this offset, and not only as the beginning of a longer name.
  func hasWord(_ word: String, at offset: Int) -> Bool {
    has(word, at: offset) && nameEnd(from: offset, hyphens: true) == offset + word.utf8.count
  }

  /// The character at this offset. The bytes must be valid UTF-8.
  func scalar(at offset: Int) -> Unicode.Scalar? {
    guard offset < bytes.count else { return nil }
    if bytes[offset] < 0x80 { return Unicode.Scalar(bytes[offset]) }
    var decoder = UTF8()
    var rest = bytes[offset...].prefix(4).makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return nil }
    return scalar
  }
}

// MARK: - White space

extension Lexer {
  /// Passes blanks, comments, a `\` with its newline, and newlines where they are white space.
  mutating func skipBlanks() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
      case UInt8(ascii: "\n"):
        guard newlineIsBlank || (joinsNextLine && nextLineJoins()) else { return }
        position += 1
      case UInt8(ascii: "\\"):
        guard let next = afterEscapedNewline(position) else { return }
        position = next
      case UInt8(ascii: "#"):
        guard commentMayStart(at: position) else { return }
        readComment()
      default: return
      }
    }
  }

  /// The offset of the line after a `\`; nil where the `\` does not end its line.
  func afterEscapedNewline(_ offset: Int) -> Int? {
    guard byte(offset) == UInt8(ascii: "\\") else { return nil }
    var next = offset + 1
    while isBlank(byte(next)) { next += 1 }
    return byte(next) == UInt8(ascii: "\n") ? next + 1 : nil
  }

  func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  func isWhiteSpace(_ byte: UInt8) -> Bool { isBlank(byte) || byte == UInt8(ascii: "\n") }

  /// Whether a `#` at this offset begins a comment. It must stand at the start of a line, or after white space, `;`,
  /// `{`, `(`, `[` or `,`.
  func commentMayStart(at offset: Int) -> Bool {
    guard offset > start else { return true }
    switch bytes[offset - 1] {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): return true
    case UInt8(ascii: ";"), UInt8(ascii: ","): return true
    case UInt8(ascii: "{"), UInt8(ascii: "("), UInt8(ascii: "["): return true
    default: return false
    }
  }

  func endOfLine(from offset: Int) -> Int {
    bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
  }

  /// Reads a comment, without its newline and the blanks before that. A comment that was read before is not kept twice.
  private mutating func readComment() {
    let opening = position
    position = endOfLine(from: opening)
    guard comments.last.map({ Int($0.span.start) < opening }) ?? true else { return }
    var textStart = opening + 1
    if byte(textStart) == UInt8(ascii: " ") { textStart += 1 }
    var end = position
    while isBlank(bytes[end - 1]) { end -= 1 }
    comments.append(Comment(text: text(Swift.min(textStart, end)..<end), span: span(opening, end)))
  }

  /// Whether the next line that is neither empty nor a comment begins with an operator that joins it to this line.
  private mutating func nextLineJoins() -> Bool {
    guard position >= joinKnownUntil else { return false }
    var next = position
    while next < bytes.count {
      if bytes[next] == UInt8(ascii: "#") {
        next = endOfLine(from: next)
      } else if isWhiteSpace(bytes[next]) {
        next += 1
      } else {
        break
      }
    }
    if byte(next) == UInt8(ascii: "|") || has("&&", at: next) || has("??", at: next) { return true }
    joinKnownUntil = next
    return false
  }
}

// MARK: - Tokens

extension Lexer {
  /// The next token in EXPR mode. The position does not change.
  mutating func peek() -> Token {
    if let cached, cached.position == position, cached.newlineIsBlank == newlineIsBlank,
      cached.joinsNextLine == joinsNextLine
    {
      return cached.token
    }
    let before = position
    skipBlanks()
    let token = token(spaced: position > before || position == start)
    position = before
    cached = (before, newlineIsBlank, joinsNextLine, token)
    return token
  }

  private func token(spaced: Bool) -> Token {
    func made(_ kind: Token.Kind, _ end: Int) -> Token {
      Token(kind: kind, start: position, end: end, spaced: spaced)
    }
    guard position < bytes.count else { return made(.end, bytes.count) }
    switch bytes[position] {
    case UInt8(ascii: "\n"): return made(.newline, position + 1)
    case UInt8(ascii: "\""): return made(.text, position + (has("\"\"\"", at: position) ? 3 : 1))
    case UInt8(ascii: "'"): return made(.raw, position + 1)
    case UInt8(ascii: "@"): return made(.item, position + 1)
    case UInt8(ascii: "$"):
      let end = nameEnd(from: position + 1, hyphens: false)
      return end > position + 1 ? made(.variable, end) : made(.last, position + 1)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      let (kind, end) = number(from: position)
      return made(kind, end)
    default:
      let end = nameEnd(from: position, hyphens: true)
      if end > position {
        var name = made(.name, end)
        name.keyword = keyword(position, end)
        return name
      }
      if let symbol = symbol(at: position) { return made(.symbol(symbol), position + symbol.length) }
      let scalar = scalar(at: position) ?? "\u{FFFD}"
      return made(.stray(scalar), Swift.min(position + UTF8.width(scalar), bytes.count))
    }
  }

  /// The longest symbol that begins at this offset.
  func symbol(at offset: Int) -> Symbol? {
    let next = byte(offset + 1)
    let isEquals = next == UInt8(ascii: "=")
    switch byte(offset) {
    case UInt8(ascii: "("): return .openParenthesis
    case UInt8(ascii: ")"): return .closeParenthesis
    case UInt8(ascii: "["): return .openBracket
    case UInt8(ascii: "]"): return .closeBracket
    case UInt8(ascii: "{"): return .openBrace
    case UInt8(ascii: "}"): return .closeBrace
    case UInt8(ascii: ","): return .comma
    case UInt8(ascii: ";"): return .semicolon
    case UInt8(ascii: ":"): return .colon
    case UInt8(ascii: "."):
      return next != UInt8(ascii: ".") ? .dot : byte(offset + 2) == UInt8(ascii: ".") ? .spread : .range
    case UInt8(ascii: "|"): return next == UInt8(ascii: "|") ? .or : .pipe
    case UInt8(ascii: "&"): return next == UInt8(ascii: "&") ? .and : .ampersand
    case UInt8(ascii: "?"): return next == UInt8(ascii: "?") ? .coalesce : .question
    case UInt8(ascii: "="): return isEquals ? .equal : .assign
    case UInt8(ascii: "!"): return isEquals ? .notEqual : .not
    case UInt8(ascii: "<"): return isEquals ? .lessOrEqual : .less
    case UInt8(ascii: ">"): return isEquals ? .greaterOrEqual : .greater
    case UInt8(ascii: "+"): return isEquals ? .addAssign : .plus
    case UInt8(ascii: "-"): return isEquals ? .subtractAssign : .minus
    case UInt8(ascii: "*"): return isEquals ? .multiplyAssign : .star
    case UInt8(ascii: "/"): return isEquals ? .divideAssign : .slash
    case UInt8(ascii: "%"): return isEquals ? .remainderAssign : .percent
    default: return nil
    }
  }
}

extension UTF8 {
  static func width(_ scalar: Unicode.Scalar) -> Int { String(scalar).utf8.count }
}
