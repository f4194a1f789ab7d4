/// The rules of faults in a sandbox, and how many requests have come since they were set.
struct Trouble: Sendable {
  private let rules: [FaultRule]
  private var requests = 0
  private var chance: Chance

  init(_ rules: [FaultRule], seed: UInt64) {
    self.rules = rules
    chance = Chance(seed: seed)
  }

  /// The rules in the form of `--fault`.
  var spelled: [String] { rules.map(\.spelled) }

  /// The fault of the next request, by the first rule that fits it, and how long its answer is held back.
  mutating func next() -> (fault: Fault?, delay: Duration) {
    if rules.isEmpty { return (nil, .zero) }
    requests += 1
    var met: Fault?
    var delay = Duration.zero
    for rule in rules where fits(rule.moment) {
      if case .slow(let time) = rule.fault { delay += time } else { met = met ?? rule.fault }
    }
    return (met, delay)
  }

  /// Each rule with a probability draws a number at each request, so that no rule depends on the others.
  private mutating func fits(_ moment: FaultRule.Moment) -> Bool {
    switch moment {
    case .number(let number): number == requests
    case .chance(let probability): chance.next() < probability
    }
  }
}

/// Numbers from 0 to below 1, from a seed: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
private struct Chance: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    return Double(mixed >> 11) * 0x1p-53
  }
}
