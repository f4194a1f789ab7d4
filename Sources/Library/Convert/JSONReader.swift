import JSON
import Machine

extension JSONOptions {
  /// How data is read. It may be nested as deep as values that scripts write. Half a surrogate pair is replaced,
  /// because gateways cut emoji in half, and that must not make a whole file unreadable.
  public static func data(_ notices: Notices?) -> JSONOptions {
    JSONOptions(depth: Value.nestingLimit, skipsByteOrderMark: true) {
      notices?.add("half a surrogate pair in JSON stands for no character: U+FFFD was read in its place")
    }
  }
}

/// Reads one JSON text. Where it is an array, each item is given as soon as it is complete.
struct JSONReader: Decoder {
  private let projection: Projection
  private let notices: Notices?
  /// The bytes before the first character; or, where the text is not an array, all bytes.
  private var pending: [UInt8] = []
  /// How many of these bytes are known to be white space.
  private var blank = 0
  private var isSingle = false
  private var elements: ElementReader?

  init(_ projection: Projection = .whole, _ notices: Notices? = nil) {
    self.projection = projection
    self.notices = notices
  }

  var isList: Bool { elements != nil }

  mutating func feed(_ bytes: [UInt8], into items: inout [Value]) throws(Failure) {
    if elements != nil {
      try elements?.feed(bytes, into: &items)
      return
    }
    pending += bytes
    if isSingle { return }
    guard let first = firstByte() else { return }
    guard first == UInt8(ascii: "[") else {
      isSingle = true
      return
    }
    elements = ElementReader(.array, projection, notices)
    defer { pending = [] }
    try elements?.feed(pending, into: &items)
  }

  mutating func finish(into items: inout [Value]) throws(Failure) {
    if elements != nil {
      try elements?.finish(into: &items)
    } else {
      items.append(try Self.value(of: pending, notices))
    }
  }

  /// Reads a whole text at once.
  static func value(of bytes: [UInt8], _ notices: Notices? = nil) throws(Failure) -> Value {
    if ForeignEncoding.wide(bytes) != nil { throw .notUTF8(line: 1, bytes.prefix(64)) }
    do {
      return try Value(parsing: bytes, options: .data(notices))
    } catch {
      let position = error.position(in: bytes)
      throw .notJSON(error, line: position.line, column: position.column)
    }
  }

  /// The first byte after white space and a byte order mark; nil where there is none yet.
  private mutating func firstByte() -> UInt8? {
    if pending.count < byteOrderMark.count, byteOrderMark.starts(with: pending) { return nil }
    if blank == 0, pending.starts(with: byteOrderMark) { blank = byteOrderMark.count }
    while blank < pending.count {
      guard [0x20, 0x0A, 0x0D, 0x09].contains(pending[blank]) else { return pending[blank] }
      blank += 1
    }
    return nil
  }
}

/// Reads a JSON text on each line. Blank lines are ignored.
struct NDJSONReader: Decoder {
  private var elements: ElementReader

  init(_ projection: Projection = .whole, _ notices: Notices? = nil) {
    elements = ElementReader(.lines, projection, notices)
  }

  mutating func feed(_ bytes: [UInt8], into items: inout [Value]) throws(Failure) {
    try elements.feed(bytes, into: &items)
  }

  mutating func finish(into items: inout [Value]) throws(Failure) { try elements.finish(into: &items) }

  mutating func noteLines() { elements.noteLines() }
  mutating func takeLines() -> [Int] { elements.takeLines() }
}
