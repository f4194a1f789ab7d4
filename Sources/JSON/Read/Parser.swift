/// Reads one JSON text (RFC 8259). Recurses no deeper than `options.depth`.
struct Parser: ~Copyable {
  private(set) var cursor: Cursor
  private let options: JSONOptions
  private let names: NameCache
  private var values = Stack<Value>()
  private var members = Stack<Object.Member>()
  private var scratch: [UInt8] = []

  init(_ cursor: Cursor, _ options: JSONOptions, names: NameCache) {
    self.cursor = cursor
    self.options = options
    self.names = names
  }

  /// A value with nothing but white space around it.
  mutating func document() throws(JSONError) -> Value {
    try cursor.skipByteOrderMark(options)
    cursor.skipSpace()
    let value = try value(within: 0)
    cursor.skipSpace()
    guard cursor.isAtEnd else { throw cursor.expected(.end) }
    return value
  }

  private mutating func value(within depth: Int) throws(JSONError) -> Value {
    switch cursor.byte {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return .object(try object(at: depth + 1))
    case UInt8(ascii: "["): return .array(try array(at: depth + 1))
    case UInt8(ascii: "-"), 0x30...0x39: return try cursor.number()
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw cursor.expected(.value)
    }
  }

  private mutating func word(_ word: StaticString, _ value: Value) throws(JSONError) -> Value {
    guard cursor.take(word: word) else { throw cursor.expected(.word(word.description)) }
    return value
  }

  private mutating func string() throws(JSONError) -> Text {
    switch try cursor.quoted(UInt8(ascii: "\""), into: &scratch) {
    case .plain(let range): Text(validated: cursor.bytes(range))
    case .decoded: scratch.withUnsafeBufferPointer { Text(validated: $0) }
    }
  }

  private mutating func name() throws(JSONError) -> Text {
    switch try cursor.quoted(UInt8(ascii: "\""), into: &scratch) {
    case .plain(let range): names.text(cursor.bytes(range))
    case .decoded: scratch.withUnsafeBufferPointer { names.text($0) }
    }
  }

  private mutating func array(at depth: Int) throws(JSONError) -> [Value] {
    try open(depth)
    if cursor.take(UInt8(ascii: "]")) { return [] }
    let start = values.count
    while true {
      values.push(try value(within: depth))
      cursor.skipSpace()
      if cursor.take(UInt8(ascii: "]")) { return values.pop(from: start) }
      guard cursor.take(UInt8(ascii: ",")) else { throw cursor.expected(.commaOrBracket) }
      cursor.skipSpace()
    }
  }

  private mutating func object(at depth: Int) throws(JSONError) -> Object {
    try open(depth)
    if cursor.take(UInt8(ascii: "}")) { return Object() }
    let start = members.count
    while true {
      members.push(try member(within: depth, first: members.count == start))
      cursor.skipSpace()
      if cursor.take(UInt8(ascii: "}")) { return Object(read: members.pop(from: start)) }
      guard cursor.take(UInt8(ascii: ",")) else { throw cursor.expected(.commaOrBrace) }
      cursor.skipSpace()
    }
  }

  private mutating func member(within depth: Int, first: Bool) throws(JSONError) -> Object.Member {
    guard cursor.byte == UInt8(ascii: "\"") else { throw cursor.expected(first ? .nameOrClose : .name) }
    let name = try name()
    cursor.skipSpace()
    guard cursor.take(UInt8(ascii: ":")) else { throw cursor.expected(.colon) }
    cursor.skipSpace()
    return Object.Member(name: name, value: try value(within: depth))
  }

  private mutating func open(_ depth: Int) throws(JSONError) {
    guard depth <= options.depth else {
      throw JSONError(.tooDeep(limit: options.depth), at: cursor.offset)
    }
    cursor.offset += 1
    cursor.skipSpace()
  }
}

extension Cursor {
  mutating func skipByteOrderMark(_ options: JSONOptions) throws(JSONError) {
    guard byte == 0xEF, take(word: "\u{FEFF}") else { return }
    if !options.skipsByteOrderMark { throw JSONError(.byteOrderMark, at: offset - 3) }
  }
}
