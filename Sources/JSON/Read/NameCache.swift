/// The member names that were read last, so that equal names share one storage: less to allocate, and
/// comparing them is comparing pointers. A name that meets another in its place takes it over.
final class NameCache {
  private let table: UnsafeMutablePointer<Text?>
  private static let bits: UInt64 = 9
  private static let size = 1 << Int(bits)
  /// Longer names are seldom repeated.
  private static let longest = 64

  init() {
    table = .allocate(capacity: Self.size)
    table.initialize(repeating: nil, count: Self.size)
  }

  deinit {
    table.deinitialize(count: Self.size)
    table.deallocate()
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) -> Text {
    guard bytes.count <= Self.longest, let start = bytes.baseAddress else { return Text(validated: bytes) }
    let slot = Int(Self.hash(start, bytes.count) >> (64 - Self.bits))
    if let known = table[slot], known.hasBytes(bytes) { return known }
    let text = Text(validated: bytes)
    table[slot] = text
    return text
  }

  /// Of the length, the first eight bytes and the last eight.
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
