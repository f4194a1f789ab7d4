/// A pattern as the steps of a machine that follows all alternatives at the same time (Thompson, 1968; Pike).
struct RegexpProgram: Sendable {
  enum Step: Sendable {
    case scalar(Unicode.Scalar)
    /// One of `sets`, by its index.
    case set(Int)
    /// Goes on with both steps and prefers the first.
    case split(Int, Int)
    case jump(Int)
    case start
    case end
    /// Notes the position in the text: in 2n where group n begins, in 2n + 1 where it ends.
    case save(Int)
    case match
  }

  private(set) var steps: [Step] = []
  private(set) var sets: [ScalarSet] = []
  private(set) var groupCount = 0

  /// The greatest number of steps. The time of a match is proportional to this number times the length of the text.
  static let limit = 10_000

  init(_ node: RegexpNode) throws(RegexpError) {
    try compile(node)
    try emit(.match)
  }

  /// Whether this step accepts the character.
  func accepts(_ scalar: Unicode.Scalar, at step: Int) -> Bool {
    switch steps[step] {
    case .scalar(let expected): scalar == expected
    case .set(let set): sets[set].contains(scalar)
    case .split, .jump, .start, .end, .save, .match: false
    }
  }

  private mutating func emit(_ step: Step) throws(RegexpError) {
    guard steps.count < Self.limit else { throw RegexpError(.tooLarge(limit: Self.limit), at: 0) }
    steps.append(step)
  }

  private mutating func compile(_ node: RegexpNode) throws(RegexpError) {
    switch node {
    case .scalar(let scalar): try emit(.scalar(scalar))
    case .start: try emit(.start)
    case .end: try emit(.end)
    case .set(let set):
      sets.append(set)
      try emit(.set(sets.count - 1))
    case .sequence(let nodes): for node in nodes { try compile(node) }
    case .group(let node): try group(node)
    case .choice(let nodes): try choice(nodes)
    case .repeated(let node, let least, let most): try repeated(node, least, most)
    }
  }

  private mutating func group(_ node: RegexpNode) throws(RegexpError) {
    groupCount += 1
    let number = groupCount
    try emit(.save(2 * number))
    try compile(node)
    try emit(.save(2 * number + 1))
  }

  private mutating func choice(_ nodes: [RegexpNode]) throws(RegexpError) {
    var jumps: [Int] = []
    for node in nodes.dropLast() {
      let split = steps.count
      try emit(.split(split + 1, 0))
      try compile(node)
      jumps.append(steps.count)
      try emit(.jump(0))
      steps[split] = .split(split + 1, steps.count)
    }
    if let last = nodes.last { try compile(last) }
    for jump in jumps { steps[jump] = .jump(steps.count) }
  }

  /// Writes the node out as often as it must occur. Then follows a loop, or as many more copies as may occur. All
  /// copies have the same group numbers.
  private mutating func repeated(_ node: RegexpNode, _ least: Int, _ most: Int?) throws(RegexpError) {
    if most == 0 { return try skipped(node) }
    let groups = groupCount
    for _ in 0..<least {
      groupCount = groups
      try compile(node)
    }
    guard let most else {
      groupCount = groups
      return try loop(node)
    }
    var splits: [Int] = []
    for _ in least..<most {
      groupCount = groups
      splits.append(steps.count)
      try emit(.split(steps.count + 1, 0))
      try compile(node)
    }
    for split in splits { steps[split] = .split(split + 1, steps.count) }
  }

  /// Writes out a node that occurs zero times, and jumps over it, so that the groups after it keep their numbers.
  private mutating func skipped(_ node: RegexpNode) throws(RegexpError) {
    let jump = steps.count
    try emit(.jump(0))
    try compile(node)
    steps[jump] = .jump(steps.count)
  }

  private mutating func loop(_ node: RegexpNode) throws(RegexpError) {
    let split = steps.count
    try emit(.split(split + 1, 0))
    try compile(node)
    try emit(.jump(split))
    steps[split] = .split(split + 1, steps.count)
  }
}
