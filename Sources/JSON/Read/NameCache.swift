#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The member names that were read last. Equal names share one storage, so that less is allocated, and
/// comparing them means comparing pointers. A name replaces another one with the same slot.
///
/// It also remembers which name came after which. Most objects have the members of the one before, so a name
/// is compared with the expected one, and need not be looked up. An expectation is only a hint.
final class NameCache {
  /// The place where a name is kept. `root` and `other` hold none.
  typealias Slot = Int

  /// Stands for the top level, outside of all members.
  static let root: Slot = 0
  /// Stands for all names that are not kept: long ones, which are rarely repeated, and escaped ones.
  static let other: Slot = 1
  /// The slots before those of names.
  private static let before = 2

  /// A table of 512 names takes 1.5 µs to make and to free, which was 3 % of a call of 45 µs with an answer
  /// of 80 bytes.
  private static let bits: (few: UInt64, many: UInt64) = (5, 9)
  private static let shortText = 4096
  private static let longest = 64

  /// It has 32 bytes, because a table of entries is made for every text.
  private struct Entry {
    var text: Text?
    /// The first eight bytes of the name with its quotes, or fewer where it is shorter; and the last eight.
    var head: UInt64 = 0
    var tail: UInt64 = 0
    /// The length with the quotes; 0 where no name is kept.
    var length: Int32 = 0
    /// The slots of the names that came after this member in its object, and first in an object inside it.
    var next = Int16(NameCache.other)
    var first = Int16(NameCache.other)
    var isWanted = false
  }

  private let entries: UnsafeMutablePointer<Entry>
  private let bits: UInt64
  private let wanted: [Text]
  private var count: Int { Self.before + 1 << Int(bits) }

  /// - Parameter length: the length of the text that is read, in bytes.
  init(_ projection: Projection = .whole, length: Int = .max) {
    bits = length < Self.shortText ? Self.bits.few : Self.bits.many
    let count = Self.before + 1 << Int(bits)
    entries = .allocate(capacity: count)
    entries.initialize(repeating: Entry(), count: count)
    wanted = projection.members
  }

  deinit {
    entries.deinitialize(count: count)
    entries.deallocate()
  }

  func text(in slot: Slot) -> Text { entries[slot].text ?? .empty }

  /// Whether the projection contains the name in this slot, which must not be `other`.
  @inline(__always) func isWanted(in slot: Slot) -> Bool { entries[slot].isWanted }

  /// Whether the projection contains the name.
  func isWanted(_ name: Text) -> Bool { wanted.contains(name) }

  /// The slot of the expected name, which is skipped in the text; nil where another name stands here.
  @inline(__always)
  func expected(after previous: Slot?, in parent: Slot, _ cursor: inout Cursor) -> Slot? {
    let slot = Slot(previous.map { entries[$0].next } ?? entries[parent].first)
    let entry = entries + slot
    let length = Int(entry.pointee.length)
    guard length > 0, cursor.offset + Swift.max(length, 8) <= cursor.end else { return nil }
    let start = UnsafeRawPointer(cursor.base + cursor.offset)
    let differing = start.loadUnaligned(as: UInt64.self) ^ entry.pointee.head
    if length < 8 {
      guard differing << UInt64(64 - 8 * length) == 0 else { return nil }
    } else {
      guard differing == 0, Self.last(start, length) == entry.pointee.tail else { return nil }
      if length > 16, !hasMiddle(entry, start + 8, length - 16) { return nil }
    }
    cursor.offset += length
    return slot
  }

  private func hasMiddle(
    _ entry: UnsafeMutablePointer<Entry>, _ start: UnsafeRawPointer, _ count: Int
  ) -> Bool {
    entry.pointee.text?.withUTF8 { name in
      name.baseAddress.map { memcmp($0 + 7, start, count) == 0 } ?? false
    } ?? false
  }

  @inline(__always)
  private static func last(_ start: UnsafeRawPointer, _ length: Int) -> UInt64 {
    start.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
  }

  /// Expects the name in this slot the next time that the same name comes before it.
  func expect(_ slot: Slot, after previous: Slot?, in parent: Slot) {
    if let previous { entries[previous].next = Int16(slot) } else { entries[parent].first = Int16(slot) }
  }

  /// The slot of a name, which stands between quotes in the text; `other` where it is too long.
  func slot(_ bytes: UnsafeBufferPointer<UInt8>) -> Slot {
    guard bytes.count <= Self.longest, let start = bytes.baseAddress else { return Self.other }
    let slot = Self.before + Int(Self.hash(start, bytes.count) >> (64 - bits))
    if entries[slot].text?.hasBytes(bytes) != true { keep(bytes, UnsafeRawPointer(start - 1), in: slot) }
    return slot
  }

  private func keep(_ bytes: UnsafeBufferPointer<UInt8>, _ quoted: UnsafeRawPointer, in slot: Slot) {
    let known = wanted.first { $0.hasBytes(bytes) }
    var entry = Entry()
    entry.text = known ?? Text(validated: bytes)
    entry.isWanted = known != nil
    entry.length = Int32(bytes.count + 2)
    withUnsafeMutableBytes(of: &entry.head) { head in
      head.copyMemory(from: UnsafeRawBufferPointer(start: quoted, count: Swift.min(bytes.count + 2, 8)))
    }
    if entry.length >= 8 { entry.tail = Self.last(quoted, bytes.count + 2) }
    entries[slot] = entry
  }

  /// A hash of the length, the first eight bytes and the last eight.
  @inline(__always)
  private static func hash(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    let raw = UnsafeRawPointer(start)
    var head: UInt64 = 0
    var tail: UInt64 = 0
    if count >= 8 {
      head = raw.loadUnaligned(as: UInt64.self)
      tail = raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    } else if count >= 4 {
      head = UInt64(raw.loadUnaligned(as: UInt32.self))
      tail = UInt64(raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
    } else if count > 0 {
      head = UInt64(start[0]) << 8 | UInt64(start[count / 2])
      tail = UInt64(start[count - 1])
    }
    let mixed = (head ^ UInt64(count)) &* 0x9E37_79B9_7F4A_7C15
    return (mixed ^ (mixed >> 29) ^ tail) &* 0xBF58_476D_1CE4_E5B9
  }
}
