/// The states of the line before each change, for undo and redo.
struct UndoLog {
  struct State: Equatable {
    var text: [Unicode.Scalar] = []
    var cursor = 0
  }

  /// How many states are kept. Each is a copy of the line; the oldest are dropped.
  private static let limit = 200

  private var states = [State()]
  private var place = 0
  /// Whether the last change was a typed character. Undo takes back a typed word, and the blank before it, as one
  /// change.
  private var wasTyping = false

  /// Notes the state of the line before a key. O(length).
  ///
  /// - Parameter inserts: whether vi's keys insert. All that they insert up to Esc is one change, unless the cursor
  ///   moves.
  mutating func note(_ text: [Unicode.Scalar], cursor: Int, inserts: Bool = false) {
    let before = states[place]
    guard text != before.text else {
      if cursor != before.cursor { wasTyping = false }
      states[place].cursor = cursor
      return
    }
    states.removeSubrange((place + 1)...)
    let isTyping = inserts || Self.isTyped(text, cursor, after: before)
    if isTyping, wasTyping, place > 0, inserts || text[cursor - 1] != " " {
      states[place] = State(text: text, cursor: cursor)
    } else {
      states.append(State(text: text, cursor: cursor))
      if states.count > Self.limit { states.removeFirst() }
      place = states.count - 1
    }
    wasTyping = isTyping
  }

  private static func isTyped(_ text: [Unicode.Scalar], _ cursor: Int, after before: State) -> Bool {
    text.count == before.text.count + 1 && cursor == before.cursor + 1
  }

  /// The line before the last change; nil where there was none.
  mutating func undo() -> State? { step(-1) }

  mutating func redo() -> State? { step(1) }

  private mutating func step(_ count: Int) -> State? {
    guard states.indices.contains(place + count) else { return nil }
    place += count
    wasTyping = false
    return states[place]
  }
}
