#if canImport(Glibc)
  import Glibc
#endif

/// The memory of values.
package enum Heap {
  /// Makes the heap grow by one large step at first, and in large pages where the system has them. A program
  /// that builds a list of a million items spent up to half of its time on getting pages of 4 KB.
  ///
  /// No memory is taken before it is used. Where the system refuses, nothing changes. It is called once, at
  /// the start.
  package static func prepare() {
    #if canImport(Glibc)
      // malloc.h is not among the headers that Swift imports.
      guard let symbol = dlsym(nil, "mallopt") else { return }
      let mallopt = unsafeBitCast(symbol, to: (@convention(c) (Int32, Int32) -> Int32).self)
      let room = 128 << 20
      let before = sbrk(0)
      guard mallopt(topPad, Int32(room)) == 1 else { return }
      // The C library would choose this value itself.
      _ = mallopt(mmapThreshold, 32 << 20)
      // The heap grows when it has no room for one of these blocks.
      var blocks: [UnsafeMutableRawPointer?] = []
      while blocks.count < 4, sbrk(0) == before { blocks.append(malloc(100_000)) }
      if let end = sbrk(0), end != before { useLargePages(in: end - room..<end) }
      for block in blocks { free(block) }
    #endif
  }

  #if canImport(Glibc)
    /// `M_TOP_PAD` and `M_MMAP_THRESHOLD`.
    private static let topPad: Int32 = -2
    private static let mmapThreshold: Int32 = -3

    private static func useLargePages(in range: Range<UnsafeMutableRawPointer>) {
      // The first part of the heap stays as it is, so that a small program does not hold more memory.
      let start = (range.lowerBound + (8 << 20)).alignedUp(toMultipleOf: 2 << 20)
      // This is only advice. A system without large pages refuses it, and nothing else happens.
      if start < range.upperBound { madvise(start, range.upperBound - start, MADV_HUGEPAGE) }
    }
  #endif
}
