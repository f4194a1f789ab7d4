/// Runs a program over a text, and finds the preferred first match and the ranges of its groups.
struct CapturingMatcher {
  private struct Thread {
    let step: Int
    /// The offsets that `save` has noted; -1 where it has noted none.
    let notes: [Int]
  }

  private let program: RegexpProgram
  private let text: UnsafeBufferPointer<UInt8>
  private var threads: [Thread] = []
  private var reached: StepSet
  private var pending: [Thread] = []

  init(_ program: RegexpProgram, _ text: UnsafeBufferPointer<UInt8>) {
    self.program = program
    self.text = text
    reached = StepSet(count: program.steps.count)
  }

  /// The ranges of the whole match and of each group, in bytes; nil where there is no match.
  ///
  /// - Parameter start: the first offset at which a match may begin. `^` matches only at the start of the text.
  consuming func firstMatch(from start: Int = 0) -> [Range<Int>?]? {
    var found: [Int]?
    var offset = start
    while true {
      if found == nil { begin(at: offset) }
      let length = offset < text.count ? text.scalar(at: offset).length : 0
      advance(over: length, from: offset, &found)
      guard length > 0, found == nil || !threads.isEmpty else { break }
      offset += length
    }
    return found.map(Self.ranges)
  }

  /// Lets a match begin here. It ranks below those that have begun earlier.
  private mutating func begin(at offset: Int) {
    var notes = Array(repeating: -1, count: 2 * program.groupCount + 2)
    notes[0] = offset
    reach(Thread(step: 0, notes: notes), at: offset)
  }

  /// Moves the threads over a character, in their order of preference. A thread that matches ends all threads of lower
  /// preference.
  private mutating func advance(over length: Int, from offset: Int, _ found: inout [Int]?) {
    let before = threads
    threads = []
    reached.removeAll()
    for thread in before {
      if case .match = program.steps[thread.step] {
        found = thread.notes
        found?[1] = offset
        return
      }
      guard length > 0, program.accepts(text.scalar(at: offset).scalar, at: thread.step) else { continue }
      reach(Thread(step: thread.step + 1, notes: thread.notes), at: offset + length)
    }
  }

  private mutating func reach(_ first: Thread, at offset: Int) {
    pending.append(first)
    while let thread = pending.popLast() {
      guard reached.insert(thread.step) else { continue }
      let next = thread.step + 1
      switch program.steps[thread.step] {
      case .jump(let target): pending.append(Thread(step: target, notes: thread.notes))
      case .split(let first, let second):
        pending.append(Thread(step: second, notes: thread.notes))
        pending.append(Thread(step: first, notes: thread.notes))
      case .save(let note):
        var notes = thread.notes
        notes[note] = offset
        pending.append(Thread(step: next, notes: notes))
      case .start: if offset == 0 { pending.append(Thread(step: next, notes: thread.notes)) }
      case .end: if offset == text.count { pending.append(Thread(step: next, notes: thread.notes)) }
      case .match, .scalar, .set: threads.append(thread)
      }
    }
  }

  private static func ranges(_ notes: [Int]) -> [Range<Int>?] {
    stride(from: 0, to: notes.count, by: 2).map { index in
      notes[index] < 0 || notes[index + 1] < notes[index] ? nil : notes[index]..<notes[index + 1]
    }
  }
}
