import Glibc

/// Random numbers from a seed, the same in every run.
package struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  package init(_ seed: UInt64) { state = seed }

  /// SplitMix64.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

/// How many cases random tests try: as many as `WESSAAL_FUZZ` says, else a few. `WESSAAL_FUZZ_SEED`
/// chooses others.
package enum FuzzSize {
  package static func cases(_ few: Int) -> Int { number("WESSAAL_FUZZ") ?? few }
  package static var seed: UInt64 { UInt64(clamping: number("WESSAAL_FUZZ_SEED") ?? 1) }

  private static func number(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }
}

extension Collection {
  /// A few of its elements, in an order that the seed decides. `WESSAAL_FUZZ` says how many.
  package func sample(few: Int) -> [Element] {
    var random = Seeded(FuzzSize.seed)
    return Array(shuffled(using: &random).prefix(FuzzSize.cases(few)))
  }
}
