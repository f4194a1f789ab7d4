import Glibc

/// Random numbers that are the same in every run of one seed.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

/// How many programs the random tests try: `WESSAAL_FUZZ`, or few.
enum FuzzSize {
  static var programs: Int { number("WESSAAL_FUZZ") ?? 2000 }
  static var seed: UInt64 { UInt64(number("WESSAAL_FUZZ_SEED") ?? 1) }

  private static func number(_ name: String) -> Int? {
    getenv(name).flatMap { Int(String(cString: $0)) }
  }
}
