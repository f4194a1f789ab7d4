import JSON

/// Reads queries (RFC 9535 §2.1 to §2.5) by recursive descent. The part for filters is in `PathParser+Filter.swift`.
struct PathParser {
  var cursor: Cursor
  /// Whether `$name` is a root inside filters, besides `$` and `@`.
  let allowsVariables: Bool
  /// The variables that the filter at hand has mentioned so far.
  var variables: [Text] = []
  var depth = 0

  /// How deep brackets, parentheses and calls may be nested.
  static let deepest = 100
  /// The greatest index: indices must be integers of I-JSON (RFC 9535 §2.1).
  private static let greatest: Int64 = 1 << 53 - 1

  init(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, variables: Bool) throws(PathError) {
    guard let cursor = Cursor(bytes, at: offset) else {
      throw PathError(.expected(.root, found: nil), at: bytes.count)
    }
    self.cursor = cursor
    allowsVariables = variables
  }

  /// Reads a whole query, from `$` to the end of the text.
  mutating func query() throws(PathError) -> [PathSegment] {
    guard cursor.take(UInt8(ascii: "$")) else { throw expected(.root) }
    let segments = try segments()
    guard cursor.isAtEnd else { throw expected(.segment) }
    return segments
  }

  /// Reads all segments that follow, with white space between them. White space after the last one is not taken.
  mutating func segments() throws(PathError) -> [PathSegment] {
    var segments: [PathSegment] = []
    while true {
      let end = cursor.offset
      cursor.skipSpace()
      guard let segment = try segment() else {
        cursor.offset = end
        return segments
      }
      segments.append(segment)
    }
  }

  private mutating func segment() throws(PathError) -> PathSegment? {
    if cursor.byte == UInt8(ascii: "[") { return PathSegment(try bracket()) }
    guard cursor.take(UInt8(ascii: ".")) else { return nil }
    guard cursor.take(UInt8(ascii: ".")) else { return PathSegment([try shorthand()]) }
    let bracketed = cursor.byte == UInt8(ascii: "[")
    return PathSegment(descendant: true, bracketed ? try bracket() : [try shorthand()])
  }

  /// Reads `*` or a name after a point.
  private mutating func shorthand() throws(PathError) -> PathSelector {
    if cursor.take(UInt8(ascii: "*")) { return .wildcard }
    return .name(try memberName())
  }

  private mutating func memberName() throws(PathError) -> Text {
    let start = cursor.offset
    guard cursor.byte.isNameStart else { throw expected(.name) }
    while cursor.byte.isNameStart || cursor.byte.isDigit { cursor.offset += 1 }
    let range = start..<cursor.offset
    try literal { cursor throws(JSONError) in try cursor.checkUTF8(range) }
    return Text(validated: cursor.bytes(range))
  }

  private mutating func bracket() throws(PathError) -> [PathSelector] {
    try enter()
    cursor.offset += 1
    var selectors: [PathSelector] = []
    repeat {
      cursor.skipSpace()
      selectors.append(try selector())
      cursor.skipSpace()
    } while cursor.take(UInt8(ascii: ","))
    guard cursor.take(UInt8(ascii: "]")) else { throw expected(.commaOrBracket) }
    depth -= 1
    return selectors
  }

  private mutating func selector() throws(PathError) -> PathSelector {
    switch cursor.byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .name(try string())
    case UInt8(ascii: "*"):
      cursor.offset += 1
      return .wildcard
    case UInt8(ascii: "?"):
      cursor.offset += 1
      return .filter(try filter())
    case UInt8(ascii: ":"): return try slice(from: nil)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try indexOrSlice()
    default: throw expected(.selector)
    }
  }

  private mutating func indexOrSlice() throws(PathError) -> PathSelector {
    let first = try integer()
    let end = cursor.offset
    cursor.skipSpace()
    if cursor.byte == UInt8(ascii: ":") { return try slice(from: first) }
    cursor.offset = end
    return .index(first)
  }

  /// Reads a slice from its first colon on (RFC 9535 §2.3.4.1).
  private mutating func slice(from start: Int64?) throws(PathError) -> PathSelector {
    cursor.offset += 1
    let end = try optionalInteger()
    guard cursor.take(UInt8(ascii: ":")) else { return .slice(start: start, end: end, step: nil) }
    return .slice(start: start, end: end, step: try optionalInteger())
  }

  private mutating func optionalInteger() throws(PathError) -> Int64? {
    cursor.skipSpace()
    guard cursor.byte.isDigit || cursor.byte == UInt8(ascii: "-") else { return nil }
    let integer = try integer()
    cursor.skipSpace()
    return integer
  }

  private mutating func integer() throws(PathError) -> Int64 {
    let start = cursor.offset
    let negative = cursor.take(UInt8(ascii: "-"))
    guard cursor.byte.isDigit else { throw expected(.integer) }
    if cursor.byte == UInt8(ascii: "0"), negative || cursor.next.isDigit {
      throw PathError(cursor.next.isDigit ? .leadingZero : .negativeZero, at: start)
    }
    var integer: Int64 = 0
    while cursor.byte.isDigit {
      integer = integer * 10 + Int64(cursor.byte - 0x30)
      guard integer <= Self.greatest else { throw PathError(.outOfRange, at: start) }
      cursor.offset += 1
    }
    return negative ? -integer : integer
  }

  /// Reads a string in single or double quotes.
  mutating func string() throws(PathError) -> Text {
    var scratch: [UInt8] = []
    let quote = cursor.byte
    let quoted = try literal { cursor throws(JSONError) in try cursor.quoted(quote, into: &scratch) }
    switch quoted {
    case .plain(let range): return Text(validated: cursor.bytes(range))
    case .decoded: return scratch.withUnsafeBufferPointer { Text(validated: $0) }
    }
  }

  /// Reads a number of a filter, which is written as in JSON (RFC 9535 §2.3.5.1).
  mutating func number() throws(PathError) -> Value {
    try literal { cursor throws(JSONError) in try cursor.number() }
  }

  private mutating func literal<R>(
    _ read: (inout Cursor) throws(JSONError) -> R
  ) throws(PathError) -> R {
    do {
      return try read(&cursor)
    } catch {
      throw PathError(.literal(error.kind), at: error.offset)
    }
  }

  mutating func enter() throws(PathError) {
    depth += 1
    guard depth <= Self.deepest else { throw PathError(.tooDeep(limit: Self.deepest), at: cursor.offset) }
  }

  func expected(_ expectation: PathError.Expectation) -> PathError {
    PathError(.expected(expectation, found: cursor.found), at: cursor.offset)
  }
}

extension UInt8 {
  /// Whether the byte is an ASCII letter, `_`, or a part of a character beyond ASCII (RFC 9535 §2.5.1.1, name-first).
  var isNameStart: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "_"), 0x80...: true
    default: false
    }
  }
}
