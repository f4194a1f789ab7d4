extension TextStorage {
  /// A hash of the bytes for tables of names. It takes eight bytes at a time; `Hasher` takes four times as
  /// long. Each process has another seed, so that nobody can invent names that all collide.
  var quickHash: UInt64 {
    let count = count
    let raw = UnsafeRawPointer(bytes)
    var hash = Self.seed ^ UInt64(truncatingIfNeeded: count)
    var place = 0
    while place + 8 <= count {
      hash = Self.mix(hash ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      place += 8
    }
    return Self.mix(hash ^ raw.rest(from: place, to: count))
  }

  private static let seed = UInt64.random(in: .min ... .max)

  /// The two halves of a product with an odd constant (that of the golden ratio), combined by XOR as in
  /// wyhash.
  @inline(__always) private static func mix(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}

extension UnsafeRawPointer {
  /// Up to seven bytes as one word, by loads that overlap instead of a loop. The number of bytes decides
  /// which byte stands where, and is itself a part of the hash.
  @inline(__always) fileprivate func rest(from start: Int, to end: Int) -> UInt64 {
    func byte(_ offset: Int) -> UInt64 { UInt64(load(fromByteOffset: offset, as: UInt8.self)) }
    func word(_ offset: Int) -> UInt64 { UInt64(loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }
    let count = end - start
    if count >= 4 { return word(start) << 32 | word(end - 4) }
    return count == 0 ? 0 : byte(start) << 16 | byte(start + count / 2) << 8 | byte(end - 1)
  }
}
