/// The variables, and `@`, that something has looked at to decide whether a place is reached.
struct Guards {
  /// In the place of a variable.
  static let item = -1

  /// Those that were read, in the order of the text.
  private var reads: [Int32] = []
  /// Whether each is tested, `@` first; and those that are, in the order in which they were.
  private var isTested: [Bool]
  private var tested: [Int32] = []

  /// - Parameter count: of the bindings.
  init(count: Int) { isTested = Array(repeating: false, count: count + 1) }

  mutating func read(_ binding: Int) { reads.append(Int32(binding)) }

  func contains(_ binding: Int) -> Bool { isTested[binding + 1] }

  /// How many were read, for `add`.
  var readCount: Int { reads.count }

  /// What was read since then has been tested.
  mutating func add(since mark: Int) {
    for binding in reads[mark...] where !isTested[Int(binding) + 1] {
      isTested[Int(binding) + 1] = true
      tested.append(binding)
    }
  }

  /// How many are tested, for `forget`.
  var count: Int { tested.count }

  /// Where the place ends that the tests since then decide on.
  mutating func forget(since mark: Int) {
    while tested.count > mark, let binding = tested.popLast() { isTested[Int(binding) + 1] = false }
  }
}
