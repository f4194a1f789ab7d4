/// Reads values one by one from bytes that come in pieces, and holds no more than one of them at a time.
///
///     var elements = JSONElements(.array)
///     while let chunk = read() {
///       elements.append(chunk)
///       while let value = try elements.next() { use(value) }
///     }
///     elements.finish()
///     while let value = try elements.next() { use(value) }
public struct JSONElements {
  public enum Form: Sendable {
    /// One JSON text that is an array: its elements.
    case array
    /// A JSON text on each line (NDJSON); blank lines are skipped.
    case lines
  }

  private enum State { case beforeArray, opened, afterElement, afterComma, closed }

  private let form: Form
  private let options: JSONOptions
  private let names = NameCache()
  private var buffer: [UInt8] = []
  /// What of the buffer has been used.
  private var used = 0
  /// Where the buffer begins, counted from the start of all.
  private var origin = 0
  private var scanner = BoundaryScanner()
  private var state = State.beforeArray
  private var isAtStart = true
  private var isFinished = false

  public init(_ form: Form, options: JSONOptions = JSONOptions()) {
    self.form = form
    self.options = options
  }

  /// Takes the next piece. It may end anywhere, also within a character.
  public mutating func append(_ bytes: some Collection<UInt8>) {
    if used > buffer.count / 2 { discardUsed() }
    buffer.append(contentsOf: bytes)
  }

  /// Says that no more will come; what is left may still hold values.
  public mutating func finish() { isFinished = true }

  /// The next value, or nil where more bytes are needed or, after `finish`, none is left. Throws where
  /// the text is no JSON, with the offset counted from the start of all; nothing can be read after that.
  public mutating func next() throws(JSONError) -> Value? {
    if isAtStart {
      guard isFinished || buffer.count >= 3 else { return nil }
      try skipByteOrderMark()
      isAtStart = false
    }
    return form == .array ? try nextElement() : try nextLine()
  }

  private mutating func skipByteOrderMark() throws(JSONError) {
    guard buffer.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
    if !options.skipsByteOrderMark { throw JSONError(.byteOrderMark, at: 0) }
    used = 3
    scanner.restart(at: used)
  }

  private mutating func nextLine() throws(JSONError) -> Value? {
    while used < buffer.count {
      guard let end = scanner.endOfLine(in: buffer) ?? (isFinished ? buffer.count : nil) else { return nil }
      let line = used..<end
      used = Swift.min(end + 1, buffer.count)
      scanner.restart(at: used)
      if let value = try parse(line) { return value }
    }
    return nil
  }

  private mutating func nextElement() throws(JSONError) -> Value? {
    while skipSpace() {
      let byte = buffer[used]
      switch (state, byte) {
      case (.beforeArray, UInt8(ascii: "[")): state = .opened
      case (.opened, UInt8(ascii: "]")), (.afterElement, UInt8(ascii: "]")): state = .closed
      case (.afterElement, UInt8(ascii: ",")): state = .afterComma
      case (.opened, _), (.afterComma, _): return try element()
      default: throw expected()
      }
      used += 1
      scanner.restart(at: used)
    }
    if isFinished, state != .closed { throw expected() }
    return nil
  }

  /// The element that begins here, once it has come whole.
  private mutating func element() throws(JSONError) -> Value? {
    guard let end = scanner.endOfElement(in: buffer) ?? (isFinished ? buffer.count : nil) else { return nil }
    guard let value = try parse(used..<end) else { throw expected() }
    used = end
    state = .afterElement
    return value
  }

  /// Moves to what is not white space, and tells whether there is such a byte yet.
  private mutating func skipSpace() -> Bool {
    let start = used
    while used < buffer.count, buffer[used].isSpace { used += 1 }
    if used != start { scanner.advance(to: used) }
    return used < buffer.count
  }

  /// Nil where there is nothing but white space.
  private func parse(_ range: Range<Int>) throws(JSONError) -> Value? {
    if buffer[range].allSatisfy(\.isSpace) { return nil }
    do {
      return try buffer.withUnsafeBufferPointer { bytes throws(JSONError) in
        guard let cursor = Cursor(UnsafeBufferPointer(rebasing: bytes[range])) else { return nil }
        var parser = Parser(cursor, options, names: names)
        return try parser.document()
      }
    } catch {
      throw JSONError(error.kind, at: origin + range.lowerBound + error.offset)
    }
  }

  private func expected() -> JSONError {
    let expectation: JSONError.Expectation =
      switch state {
      case .beforeArray: .array
      case .opened, .afterComma: .value
      case .afterElement: .commaOrBracket
      case .closed: .end
      }
    let found = used < buffer.count ? buffer[used] : nil
    return JSONError(.expected(expectation, found: found), at: origin + used)
  }

  private mutating func discardUsed() {
    buffer.removeFirst(used)
    scanner.shift(by: used)
    origin += used
    used = 0
  }
}
