import JSON
import Machine

extension JSONOptions {
  /// What scripts read: as deep as what they write.
  static let data = JSONOptions(depth: Value.nestingLimit, skipsByteOrderMark: true)
}

/// One JSON text. Where it is an array, its items come as soon as each is whole.
struct JSONReader: Decoder {
  private let projection: Projection
  /// What came before the first byte that is not white space, or, of a text that is no array, all of it.
  private var pending: [UInt8] = []
  /// How much of it is known to be white space.
  private var blank = 0
  private var isSingle = false
  private var elements: ElementReader?

  init(_ projection: Projection = .whole) { self.projection = projection }

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
    elements = ElementReader(.array, projection)
    defer { pending = [] }
    try elements?.feed(pending, into: &items)
  }

  mutating func finish(into items: inout [Value]) throws(Failure) {
    if elements != nil {
      try elements?.finish(into: &items)
    } else {
      items.append(try Self.value(of: pending))
    }
  }

  /// A whole text at once.
  static func value(of bytes: [UInt8]) throws(Failure) -> Value {
    do {
      return try Value(parsing: bytes, options: .data)
    } catch {
      let position = error.position(in: bytes)
      throw .notJSON(error, line: position.line, column: position.column)
    }
  }

  /// The first byte that is neither white space nor of a byte order mark; nil where there is none yet.
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

/// A JSON text on each line; blank lines are passed over.
struct NDJSONReader: Decoder {
  private var elements: ElementReader

  init(_ projection: Projection = .whole) { elements = ElementReader(.lines, projection) }

  mutating func feed(_ bytes: [UInt8], into items: inout [Value]) throws(Failure) {
    try elements.feed(bytes, into: &items)
  }

  mutating func finish(into items: inout [Value]) throws(Failure) { try elements.finish(into: &items) }
}
