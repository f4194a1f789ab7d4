/// Reads values one by one from bytes that come in pieces. It holds only the bytes of one value and of the
/// last piece.
///
///     var elements = JSONElements(.array)
///     while let chunk = read() {
///       elements.append(chunk)
///       try elements.take { use($0) }
///     }
///     elements.finish()
///     try elements.take { use($0) }
public struct JSONElements {
  /// How the elements are written.
  public enum Form: Sendable {
    /// One JSON text that is an array: its elements.
    case array
    /// A JSON text on each line (NDJSON); blank lines are skipped.
    case lines
  }

  private enum State { case beforeArray, opened, afterElement, afterComma, closed }

  private let form: Form
  private let options: JSONOptions
  private let projection: Projection
  private let names: NameCache
  private var buffer: [UInt8] = []
  /// How many bytes of the buffer were used.
  private var used = 0
  /// The bytes before the buffer.
  private var passed = Passed()
  /// Finds the end of an element that was not complete when it was last searched.
  private var scanner: BoundaryScanner?
  private var state = State.beforeArray
  private var isAtStart = true
  private var isFinished = false
  /// How many lines were read, where each value has a line.
  private var line = 0
  /// The lines of the values that were given; nil where they are not needed.
  private var lines: [Int]?

  /// - Parameter projection: the members that will be used. Others may be left out of the values.
  public init(_ form: Form, options: JSONOptions = JSONOptions(), projection: Projection = .whole) {
    self.form = form
    self.options = options
    self.projection = projection
    names = NameCache(projection)
  }

  /// Takes the next piece, which may end anywhere, also within a character.
  public mutating func append(_ bytes: some Collection<UInt8>) {
    discardUsed()
    buffer.append(contentsOf: bytes)
  }

  /// Notes from now on the line of each value.
  public mutating func noteLines() { lines = [] }

  /// The lines, from 1, of the values that were given since the last call.
  public mutating func takeLines() -> [Int] {
    defer { lines = lines.map { _ in [] } }
    return lines ?? []
  }

  /// Notes that no more bytes will come. The rest may still hold values.
  public mutating func finish() { isFinished = true }

  /// Gives the values that are complete to a function.
  ///
  /// - Throws: where the text is not JSON, after the values before that place were given. The offset counts
  ///   from the start of all bytes. Nothing can be read after that.
  public mutating func take(_ use: (Value) -> Void) throws(JSONError) {
    if isAtStart {
      guard isFinished || buffer.count >= 3 else { return }
      try skipByteOrderMark()
      isAtStart = false
    }
    // A reference to the buffer's storage, so that `self` can be changed.
    let bytes = buffer
    do {
      try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
        guard let cursor = Cursor(bytes, at: used) else { return }
        var parser = Parser(cursor, options, names: names, projection)
        switch form {
        case .array: try takeElements(&parser, use)
        case .lines: try takeLines(&parser, use)
        }
      }
    } catch {
      throw JSONError(error.kind, at: passed.bytes + error.offset)
    }
    if isFinished, form == .array, state != .closed {
      throw JSONError(.expected(expectation, found: nil), at: passed.bytes + buffer.count)
    }
  }

  /// The line and column of an error that was thrown, both from 1. The column counts characters; it is nil
  /// where the beginning of the line is no longer in the buffer.
  public func position(of error: JSONError) -> (line: Int, column: Int?) {
    var local = error
    local.offset = Swift.max(0, error.offset - passed.bytes)
    let (line, column) = local.position(in: buffer)
    return (passed.lines + line, line > 1 || passed.endsLine ? column : nil)
  }

  private mutating func skipByteOrderMark() throws(JSONError) {
    guard buffer.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
    if !options.skipsByteOrderMark { throw JSONError(.byteOrderMark, at: 0) }
    used = 3
  }

  private mutating func discardUsed() {
    guard used > 0 else { return }
    buffer.withUnsafeBufferPointer { passed.add(UnsafeBufferPointer(rebasing: $0[..<used])) }
    scanner?.shift(by: used)
    buffer.removeFirst(used)
    used = 0
  }
}

// MARK: Lines

extension JSONElements {
  private mutating func takeLines(_ parser: inout Parser, _ use: (Value) -> Void) throws(JSONError) {
    let end = parser.cursor.end
    while used < end, let lineEnd = endOfLine(parser.cursor, end) {
      parser.cursor.offset = used
      parser.cursor.end = lineEnd
      parser.cursor.skipSpace()
      used = Swift.min(lineEnd + 1, end)
      line += 1
      guard !parser.cursor.isAtEnd else { continue }
      use(try parser.document())
      lines?.append(line)
    }
  }

  private mutating func endOfLine(_ cursor: Cursor, _ end: Int) -> Int? {
    let from = scanner?.position ?? used
    if let found = cursor.first(UInt8(ascii: "\n"), in: from..<end) {
      scanner = nil
      return found
    }
    scanner = BoundaryScanner(position: end)
    return isFinished ? end : nil
  }
}

// MARK: Elements

extension JSONElements {
  /// Reads elements by the grammar of an array. An element is read at once. Where it turns out to be
  /// incomplete, its end is searched in the bytes that come, and it is then read again.
  private mutating func takeElements(_ parser: inout Parser, _ use: (Value) -> Void) throws(JSONError) {
    while true {
      parser.cursor.skipSpace()
      used = parser.cursor.offset
      guard let byte = parser.cursor.found else { return }
      switch (state, byte) {
      case (.beforeArray, UInt8(ascii: "[")): state = .opened
      case (.opened, UInt8(ascii: "]")), (.afterElement, UInt8(ascii: "]")): state = .closed
      case (.afterElement, UInt8(ascii: ",")): state = .afterComma
      case (.opened, _), (.afterComma, _):
        guard let value = try element(&parser) else { return }
        state = .afterElement
        use(value)
        continue
      default: throw parser.cursor.expected(expectation)
      }
      parser.cursor.offset += 1
    }
  }

  /// The element that begins here; nil where it is not complete yet.
  private mutating func element(_ parser: inout Parser) throws(JSONError) -> Value? {
    let isWhole = isFinished || scanner?.endOfElement(in: buffer) != nil
    if scanner != nil, !isWhole { return nil }
    do throws(JSONError) {
      let value = try parser.item()
      parser.cursor.skipSpace()
      if isWhole || !parser.cursor.isAtEnd {
        scanner = nil
        return value
      }
    } catch {
      if isWhole || error.offset + Self.longestToken < parser.cursor.end { throw error }
    }
    scanner = BoundaryScanner(position: used)
    _ = scanner?.endOfElement(in: buffer)
    return nil
  }

  /// An error this far from the end does not come from the cut: the longest thing that is read as one is a
  /// pair of `\uHHHH`, whose error is reported at its first byte.
  private static var longestToken: Int { 12 }

  private var expectation: JSONError.Expectation {
    switch state {
    case .beforeArray: .array
    case .opened, .afterComma: .value
    case .afterElement: .commaOrBracket
    case .closed: .end
    }
  }
}

/// The bytes that are no longer in the buffer.
private struct Passed {
  var bytes = 0
  var lines = 0
  /// Whether they end with the end of a line.
  var endsLine = true

  mutating func add(_ gone: UnsafeBufferPointer<UInt8>) {
    bytes += gone.count
    endsLine = gone.last == UInt8(ascii: "\n")
    guard let cursor = Cursor(gone) else { return }
    var from = 0
    // 5 ms for 114 MB of lines of 285 bytes; 57 ms byte by byte.
    while let found = cursor.first(UInt8(ascii: "\n"), in: from..<cursor.end) {
      lines += 1
      from = found + 1
    }
  }
}
