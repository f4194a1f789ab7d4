extension Text {
  /// A hash of the bytes for tables of names: eight bytes a step, where `Hasher` takes four times as long.
  /// The seed is another in each process, so that nobody can make up names that all collide.
  var quickHash: UInt64 {
    withUTF8 { bytes in
      var hash = Self.seed ^ UInt64(truncatingIfNeeded: bytes.count)
      guard let start = bytes.baseAddress else { return hash }
      let raw = UnsafeRawPointer(start)
      var place = 0
      while place + 8 <= bytes.count {
        hash = Self.mix(hash ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        place += 8
      }
      var rest: UInt64 = 0
      while place < bytes.count {
        rest = rest << 8 | UInt64(bytes[place])
        place += 1
      }
      return Self.mix(hash ^ rest)
    }
  }

  private static let seed = UInt64.random(in: .min ... .max)

  /// The halves of a product with an odd constant (the golden ratio's), folded: as wyhash does it.
  @inline(__always) private static func mix(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
