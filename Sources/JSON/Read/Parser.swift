/// Reads JSON texts (RFC 8259). Recurses no deeper than `options.depth`.
struct Parser: ~Copyable {
  var cursor: Cursor
  private let options: JSONOptions
  private let names: NameCache
  private let isProjecting: Bool
  private let required: [Text]
  private var values = Stack<Value>()
  private var members = Stack<Object.Member>()
  private var scratch: [UInt8] = []

  /// - Parameter names: a cache that was made for the same projection.
  init(_ cursor: Cursor, _ options: JSONOptions, names: NameCache, _ projection: Projection = .whole) {
    self.cursor = cursor
    self.options = options
    self.names = names
    isProjecting = !projection.isWhole
    required = projection.required
  }

  /// Reads a value with only white space around it.
  mutating func document() throws(JSONError) -> Value {
    try cursor.skipByteOrderMark(options)
    cursor.skipSpace()
    let value = try item()
    cursor.skipSpace()
    guard cursor.isAtEnd else { throw cursor.expected(.end) }
    return value
  }

  /// Reads the value that begins here, with the members that the projection names.
  mutating func item() throws(JSONError) -> Value {
    guard isProjecting, cursor.byte == UInt8(ascii: "{") else { return try value(within: 0, NameCache.root) }
    let start = cursor.offset
    let object = try object(at: 1, NameCache.root, projecting: true)
    if required.allSatisfy({ object.index(of: $0) != nil }) { return .object(object) }
    cursor.offset = start
    return try value(within: 0, NameCache.root)
  }

  private mutating func value(within depth: Int, _ parent: NameCache.Slot) throws(JSONError) -> Value {
    switch cursor.byte {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return .object(try object(at: depth + 1, parent))
    case UInt8(ascii: "["): return .array(try array(at: depth + 1, parent))
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
    switch try cursor.quoted(UInt8(ascii: "\""), into: &scratch, onLoneSurrogate: options.onLoneSurrogate) {
    case .plain(let range): Text(validated: cursor.bytes(range))
    case .decoded: scratch.withUnsafeBufferPointer { Text(validated: $0) }
    }
  }

  private mutating func array(at depth: Int, _ parent: NameCache.Slot) throws(JSONError) -> [Value] {
    try open(depth)
    if cursor.take(UInt8(ascii: "]")) { return [] }
    let start = values.count
    while true {
      values.push(try value(within: depth, parent))
      if try !goesOn(to: UInt8(ascii: "]"), .commaOrBracket) { return values.pop(from: start) }
    }
  }

  private mutating func object(
    at depth: Int, _ parent: NameCache.Slot, projecting: Bool = false
  ) throws(JSONError) -> Object {
    try open(depth)
    if cursor.take(UInt8(ascii: "}")) { return Object() }
    let start = members.count
    var previous: NameCache.Slot?
    while true {
      let (name, slot) = try name(after: previous, in: parent)
      if projecting, !isWanted(name, slot) {
        try skip(within: depth)
      } else {
        // This comes before the value, whose names may take over the slot.
        let name = name ?? names.text(in: slot)
        members.push(Object.Member(name: name, value: try value(within: depth, slot)))
      }
      previous = slot
      if try !goesOn(to: UInt8(ascii: "}"), .commaOrBrace) {
        return Object(read: members.pop(from: start))
      }
    }
  }

  private func isWanted(_ name: Text?, _ slot: NameCache.Slot) -> Bool {
    name.map(names.isWanted) ?? names.isWanted(in: slot)
  }

  /// Reads a name and the colon after it. Returns the slot of the name, and the name itself where the
  /// slot does not keep it.
  @inline(__always)
  private mutating func name(
    after previous: NameCache.Slot?, in parent: NameCache.Slot
  ) throws(JSONError) -> (Text?, NameCache.Slot) {
    var result: (Text?, NameCache.Slot)
    if let slot = names.expected(after: previous, in: parent, &cursor) {
      result = (nil, slot)
    } else {
      guard cursor.byte == UInt8(ascii: "\"") else {
        throw cursor.expected(previous == nil ? .nameOrClose : .name)
      }
      result = try otherName()
      names.expect(result.1, after: previous, in: parent)
    }
    cursor.skipSpace()
    guard cursor.take(UInt8(ascii: ":")) else { throw cursor.expected(.colon) }
    cursor.skipSpace()
    return result
  }

  /// Reads a name that was not expected.
  private mutating func otherName() throws(JSONError) -> (Text?, NameCache.Slot) {
    switch try cursor.quoted(UInt8(ascii: "\""), into: &scratch, onLoneSurrogate: options.onLoneSurrogate) {
    case .plain(let range):
      let slot = names.slot(cursor.bytes(range))
      return (slot == NameCache.other ? Text(validated: cursor.bytes(range)) : nil, slot)
    case .decoded: return (scratch.withUnsafeBufferPointer { Text(validated: $0) }, NameCache.other)
    }
  }

  /// Whether a comma stands here; else it must be the closing bracket. Skips either.
  @inline(__always)
  private mutating func goesOn(
    to close: UInt8, _ expectation: JSONError.Expectation
  ) throws(JSONError) -> Bool {
    cursor.skipSpace()
    if cursor.take(close) { return false }
    guard cursor.take(UInt8(ascii: ",")) else { throw cursor.expected(expectation) }
    cursor.skipSpace()
    return true
  }

  private mutating func open(_ depth: Int) throws(JSONError) {
    guard depth <= options.depth else {
      throw JSONError(.tooDeep(limit: options.depth), at: cursor.offset)
    }
    cursor.offset += 1
    cursor.skipSpace()
  }
}

// Values that are not needed are checked as if they were read, but no value is made.
extension Parser {
  private mutating func skip(within depth: Int) throws(JSONError) {
    switch cursor.byte {
    case UInt8(ascii: "\""):
      _ = try cursor.quoted(UInt8(ascii: "\""), into: &scratch, onLoneSurrogate: options.onLoneSurrogate)
    case UInt8(ascii: "{"): try skipObject(at: depth + 1)
    case UInt8(ascii: "["): try skipArray(at: depth + 1)
    case UInt8(ascii: "-"), 0x30...0x39: _ = try cursor.digits()
    default: _ = try value(within: depth, NameCache.other)
    }
  }

  private mutating func skipArray(at depth: Int) throws(JSONError) {
    try open(depth)
    if cursor.take(UInt8(ascii: "]")) { return }
    repeat { try skip(within: depth) } while try goesOn(to: UInt8(ascii: "]"), .commaOrBracket)
  }

  private mutating func skipObject(at depth: Int) throws(JSONError) {
    try open(depth)
    if cursor.take(UInt8(ascii: "}")) { return }
    var isFirst = true
    repeat {
      guard cursor.byte == UInt8(ascii: "\"") else {
        throw cursor.expected(isFirst ? .nameOrClose : .name)
      }
      _ = try cursor.quoted(UInt8(ascii: "\""), into: &scratch, onLoneSurrogate: options.onLoneSurrogate)
      isFirst = false
      cursor.skipSpace()
      guard cursor.take(UInt8(ascii: ":")) else { throw cursor.expected(.colon) }
      cursor.skipSpace()
      try skip(within: depth)
    } while try goesOn(to: UInt8(ascii: "}"), .commaOrBrace)
  }
}

extension Cursor {
  mutating func skipByteOrderMark(_ options: JSONOptions) throws(JSONError) {
    guard byte == 0xEF, take(word: "\u{FEFF}") else { return }
    if !options.skipsByteOrderMark { throw JSONError(.byteOrderMark, at: offset - 3) }
  }
}
