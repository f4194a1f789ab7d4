/// What the line was before each change, to be gone back to.
struct UndoLog {
  struct State: Equatable {
    var text: [Unicode.Scalar] = []
    var cursor = 0
  }

  /// The oldest are forgotten. Each is a copy of the line.
  private static let limit = 200

  private var states = [State()]
  private var place = 0
  /// Whether the last change was a character that was typed: a word is taken back as one.
  private var wasTyping = false

  /// Notes what the line is before a key. O(length).
  mutating func note(_ text: [Unicode.Scalar], cursor: Int) {
    let before = states[place]
    guard text != before.text else {
      states[place].cursor = cursor
      return
    }
    states.removeSubrange((place + 1)...)
    let isTyping = Self.isTyped(text, cursor, after: before)
    if isTyping, wasTyping, place > 0 {
      states[place] = State(text: text, cursor: cursor)
    } else {
      states.append(State(text: text, cursor: cursor))
      if states.count > Self.limit { states.removeFirst() }
      place = states.count - 1
    }
    wasTyping = isTyping
  }

  private static func isTyped(_ text: [Unicode.Scalar], _ cursor: Int, after before: State) -> Bool {
    text.count == before.text.count + 1 && cursor == before.cursor + 1 && text[cursor - 1] != " "
  }

  /// The line before the last change; nil where there is none.
  mutating func undo() -> State? { step(-1) }

  mutating func redo() -> State? { step(1) }

  private mutating func step(_ count: Int) -> State? {
    guard states.indices.contains(place + count) else { return nil }
    place += count
    wasTyping = false
    return states[place]
  }
}
