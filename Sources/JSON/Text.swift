#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Text as UTF-8 bytes: one word, copy-on-write, compared byte by byte.
///
/// Not `String`: two strings are equal in JSON only where their code points are (RFC 8259 §8.3),
/// while Swift's `String` compares by canonical equivalence; and a `String` is two words, which
/// would make `Value` 24 bytes. Byte order equals the order by code points. The storage is written
/// only by its one holder, which is what makes a text safe to send.
public struct Text: @unchecked Sendable {
  @usableFromInline var storage: TextStorage

  @usableFromInline init(storage: TextStorage) { self.storage = storage }

  public init(_ string: String) {
    var string = string
    self = string.withUTF8 { Text(validated: $0) }
  }

  /// Text of bytes that are known to be valid UTF-8.
  @inlinable public init(validated bytes: UnsafeBufferPointer<UInt8>) {
    storage = TextStorage.make(capacity: bytes.count)
    storage.append(bytes)
  }

  /// Text of bytes, or nil where they are not valid UTF-8.
  public init?(utf8 bytes: some Sequence<UInt8>) {
    guard let string = String(validating: Array(bytes), as: UTF8.self) else { return nil }
    self.init(string)
  }

  public static let empty = Text("")

  /// A copy as a `String`. O(n).
  public var string: String {
    withUTF8 { String(decoding: $0, as: UTF8.self) }
  }

  /// The length in bytes.
  @inlinable public var utf8Count: Int { storage.count }

  @inlinable public var isEmpty: Bool { storage.count == 0 }

  /// The length in Unicode scalar values, which is what RFC 9535 §2.4.4 counts. O(n).
  public var scalarCount: Int {
    withUTF8 { bytes in
      var count = 0
      var start = 0
      while start < bytes.count {
        let end = Swift.min(start + 255, bytes.count)
        // The compiler turns a plain loop into vector code, and counts of one byte keep the vectors
        // narrow.
        var some: UInt8 = 0
        for place in start..<end { some &+= Int8(bitPattern: bytes[place]) >= -64 ? 1 : 0 }
        count += Int(some)
        start = end
      }
      return count
    }
  }

  /// Gives the bytes to a function. They are valid only until it returns.
  @inlinable public func withUTF8<R, E: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(E) -> R
  ) throws(E) -> R {
    let count = storage.count
    let pointer = storage.bytes
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafeBufferPointer(start: pointer, count: count))
  }

  /// Appends in place where nobody else holds this text: amortised O(length of `other`).
  public mutating func append(_ other: Text) {
    let needed = utf8Count + other.utf8Count
    if !isKnownUniquelyReferenced(&storage) || storage.room < needed {
      let grown = TextStorage.make(capacity: Swift.max(needed, 2 * utf8Count))
      withUTF8 { grown.append($0) }
      storage = grown
    }
    other.withUTF8 { storage.append($0) }
  }

  public static func + (left: Text, right: Text) -> Text {
    let storage = TextStorage.make(capacity: left.utf8Count + right.utf8Count)
    left.withUTF8 { storage.append($0) }
    right.withUTF8 { storage.append($0) }
    return Text(storage: storage)
  }
}

extension Text {
  /// The part in a range of bytes whose ends lie between characters. O(length of the part).
  public func part(_ range: Range<Int>) -> Text {
    if range.isEmpty { return .empty }
    if range.count == utf8Count { return self }
    // Valid UTF-8 that is cut between code points is valid UTF-8.
    return withUTF8 { bytes in Text(validated: UnsafeBufferPointer(rebasing: bytes[range])) }
  }
}

extension Text: Hashable, Comparable, ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(value) }

  public static func == (left: Text, right: Text) -> Bool {
    left.storage === right.storage || left.storage.holdsBytes(of: right.storage)
  }

  public static func < (left: Text, right: Text) -> Bool {
    let shorter = Swift.min(left.utf8Count, right.utf8Count)
    let order = memcmp(left.storage.bytes, right.storage.bytes, shorter)
    withExtendedLifetime((left, right)) {}
    return order == 0 ? left.utf8Count < right.utf8Count : order < 0
  }

  func hasBytes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard utf8Count == bytes.count, let start = bytes.baseAddress else { return isEmpty && bytes.isEmpty }
    defer { withExtendedLifetime(storage) {} }
    return memcmp(storage.bytes, start, bytes.count) == 0
  }

  public func hash(into hasher: inout Hasher) {
    withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension Text: CustomStringConvertible {
  public var description: String { string }
}

/// How many bytes there are, and for how many there is room.
@usableFromInline struct TextHeader: Sendable {
  @usableFromInline var count: Int
  @usableFromInline var capacity: Int

  @usableFromInline init(count: Int, capacity: Int) {
    self.count = count
    self.capacity = capacity
  }
}

/// The bytes of a text, in the same allocation as their count.
@usableFromInline final class TextStorage: ManagedBuffer<TextHeader, UInt8> {
  @usableFromInline static func make(capacity: Int) -> TextStorage {
    let buffer = TextStorage.create(minimumCapacity: capacity) { _ in
      TextHeader(count: 0, capacity: capacity)
    }
    return unsafeDowncast(buffer, to: TextStorage.self)
  }

  /// These use pointers, because reading the `header` property costs a check of exclusive access each
  /// time.
  @inlinable var count: Int { withUnsafeMutablePointerToHeader { $0.pointee.count } }
  @inlinable var room: Int { withUnsafeMutablePointerToHeader { $0.pointee.capacity } }
  @inlinable var bytes: UnsafeMutablePointer<UInt8> { withUnsafeMutablePointerToElements { $0 } }

  /// Whether another storage holds the same bytes. It is not inlined: whoever calls it holds both storages as long
  /// as it runs, and so it needs no retain of its own, which would take longer than the rest.
  @inline(never) func holdsBytes(of other: TextStorage) -> Bool {
    let count = count
    guard count == other.count else { return false }
    // The first bytes decide most comparisons of different names, without a call.
    return count == 0 || bytes.pointee == other.bytes.pointee && memcmp(bytes, other.bytes, count) == 0
  }

  @inlinable func append(_ other: UnsafeBufferPointer<UInt8>) {
    guard let start = other.baseAddress, !other.isEmpty else { return }
    (bytes + count).update(from: start, count: other.count)
    withUnsafeMutablePointerToHeader { $0.pointee.count += other.count }
  }
}
