/// Runs a program of any size over a text, and tells only whether it matches.
struct RegexpMatcher {
  private let program: RegexpProgram
  private let text: UnsafeBufferPointer<UInt8>
  /// The live steps, each once.
  private var current = StepSet()
  private var pending: [Int] = []
  private var matched = false

  init(_ program: RegexpProgram, _ text: UnsafeBufferPointer<UInt8>) {
    self.program = program
    self.text = text
    current = StepSet(count: program.steps.count)
  }

  consuming func matches(whole: Bool) -> Bool {
    var offset = 0
    var next = StepSet(count: program.steps.count)
    reach(0, at: 0)
    while true {
      if matched, !whole || offset == text.count { return true }
      guard offset < text.count, !(whole && current.isEmpty) else { return false }
      let (scalar, length) = text.scalar(at: offset)
      offset += length
      swap(&current, &next)
      current.removeAll()
      matched = false
      for step in next.members where program.accepts(scalar, at: step) { reach(step + 1, at: offset) }
      if !whole { reach(0, at: offset) }
    }
  }

  /// Adds all steps that can be reached from this one without reading a character.
  private mutating func reach(_ first: Int, at offset: Int) {
    pending.append(first)
    while let step = pending.popLast() {
      guard current.insert(step) else { continue }
      switch program.steps[step] {
      case .jump(let target): pending.append(target)
      case .split(let first, let second):
        pending.append(second)
        pending.append(first)
      case .save: pending.append(step + 1)
      case .start: if offset == 0 { pending.append(step + 1) }
      case .end: if offset == text.count { pending.append(step + 1) }
      case .match: matched = true
      case .scalar, .set: break
      }
    }
  }
}

/// A set of small integers that keeps the order of insertion. Emptying it takes O(1).
struct StepSet {
  private(set) var members: [Int] = []
  private var round = 1
  private var seen: [Int]

  init(count: Int = 0) { seen = Array(repeating: 0, count: count) }

  var isEmpty: Bool { members.isEmpty }

  mutating func insert(_ member: Int) -> Bool {
    if seen[member] == round { return false }
    seen[member] = round
    members.append(member)
    return true
  }

  mutating func removeAll() {
    members.removeAll(keepingCapacity: true)
    round += 1
  }
}
