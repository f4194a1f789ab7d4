import CEdit

/// Earlier inputs, as far as a line reader needs them: for Up and Down, oldest first and each only once.
///
/// Up looks for inputs that begin with what stands before the cursor, so that an empty line finds all.
struct Past {
  private(set) var inputs: [String] = []
  /// The number that libedit knows an input by.
  private var numbers: [String: Int32] = [:]

  /// A walk back: what it looks for, what was typed before it, and where it is.
  struct Walk {
    var prefix: [Unicode.Scalar]
    var typed: [Unicode.Scalar]
    var place: Int
    /// What it has put into the line: another line is another walk.
    var shown: [Unicode.Scalar]
  }

  /// Puts an input at the end, and gives the number of the older one that it takes the place of.
  mutating func add(_ input: String, number: Int32) -> Int32? {
    let older = numbers.updateValue(number, forKey: input)
    if older != nil, let place = inputs.lastIndex(of: input) { inputs.remove(at: place) }
    inputs.append(input)
    return older
  }

  /// The nearest input before (or after) the walk's place that it looks for; at the end it is what was typed.
  /// Nil where there is none.
  func step(_ walk: Walk, back: Bool) -> Walk? {
    var walk = walk
    repeat {
      walk.place += back ? -1 : 1
      guard walk.place >= 0, walk.place <= inputs.count else { return nil }
      walk.shown = walk.place == inputs.count ? walk.typed : Array(inputs[walk.place].unicodeScalars)
    } while walk.place < inputs.count && !walk.shown.starts(with: walk.prefix)
    return walk
  }
}

extension LineReader {
  /// To the line above in an input of several lines, else back through the history.
  func moveUp() -> UInt8 {
    let (text, cursor) = line
    if text != walk?.shown, let end = text[..<cursor].lastIndex(of: "\n") {
      let start = text[..<end].lastIndex(of: "\n").map { $0 + 1 } ?? 0
      move(to: Swift.min(start + cursor - end - 1, end))
      return Reply.moved
    }
    return recall(back: true)
  }

  func moveDown() -> UInt8 {
    let (text, cursor) = line
    if text != walk?.shown, let start = text[cursor...].firstIndex(of: "\n") {
      let column = cursor - (text[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0)
      let end = text[(start + 1)...].firstIndex(of: "\n") ?? text.count
      move(to: Swift.min(start + 1 + column, end))
      return Reply.moved
    }
    return recall(back: false)
  }

  private func recall(back: Bool) -> UInt8 {
    let (text, cursor) = line
    let current =
      walk.flatMap { $0.shown == text ? $0 : nil }
      ?? Past.Walk(prefix: Array(text[..<cursor]), typed: text, place: past.inputs.count, shown: text)
    guard let next = past.step(current, back: back) else { return beep() }
    walk = next
    replace(with: next.shown)
    return Reply.redraw
  }

  func replace(with text: [Unicode.Scalar]) {
    move(by: line.scalars.count)
    delete(line.scalars.count)
    insert(String(scalars: text))
  }
}
