import JSON
import Source

/// Writes a value as indented JSON for a person: in colour, with short lists on one line, and with a limit of
/// lines. It keeps its own stack, so that no nesting is too deep for it.
struct PaintedJSON {
  struct Layout {
    var palette = Palette(isOn: false)
    /// Whether characters that a terminal must not get are escaped.
    var isForTerminal = false
    /// An array of scalars stands on one line where it fits into so many columns; nil: never.
    var fitting: Int?
    /// How many lines are written; the rest is left out.
    var lineLimit = Int.max
    /// How many bytes of one text are written. A screen shows little of a long text, and measuring one of 26
    /// MB took 4 s.
    var textLimit = Int.max
  }

  private let layout: Layout
  private var stack: [Frame] = []
  private var lineCount = 1
  /// Whether a part of a text was left out.
  private var hasCutText = false
  private(set) var text = ""

  init(_ value: Value, _ layout: Layout) {
    self.layout = layout
    open(value, indent: 0)
    while let frame = stack.last, !isCut {
      if frame.index < frame.count { writeNext() } else { close() }
    }
  }

  /// Whether lines or a part of a text were left out.
  var isCut: Bool { lineCount > layout.lineLimit || hasCutText }

  private mutating func writeNext() {
    let top = stack.count - 1
    if stack[top].index > 0 { text += "," }
    newline()
    guard !isCut else { return }
    let (name, value) = stack[top].next()
    var indent = 2 * stack.count
    if let name {
      let name = plain(.string(name))
      text += layout.palette.paint(name, .key) + ": "
      if layout.fitting != nil { indent += displayWidth(of: name) + 2 }
    }
    open(value, indent: indent)
  }

  /// - Parameter indent: how many cells of the line are taken already.
  private mutating func open(_ value: Value, indent: Int) {
    guard let frame = Frame(value) else {
      text += painted(value)
      return
    }
    if frame.count == 0 {
      text += frame.isObject ? "{}" : "[]"
    } else if let line = fitted(frame, indent: indent) {
      text += line
    } else {
      text += frame.isObject ? "{" : "["
      stack.append(frame)
    }
  }

  private mutating func close() {
    guard let frame = stack.popLast() else { return }
    newline()
    if !isCut { text += frame.isObject ? "}" : "]" }
  }

  private mutating func newline() {
    lineCount += 1
    if !isCut { text += "\n" + String(repeating: " ", count: 2 * stack.count) }
  }

  private mutating func painted(_ scalar: Value) -> String {
    switch scalar {
    case .string(let text) where text.utf8Count > layout.textLimit:
      hasCutText = true
      return layout.palette.paint(plain(.string(text.beginning(of: layout.textLimit))), .string)
    default: return painted(whole: scalar)
    }
  }

  private func painted(whole scalar: Value) -> String {
    switch scalar {
    case .string: layout.palette.paint(plain(scalar), .string)
    case .int, .double, .decimal: layout.palette.paint(plain(scalar), .number)
    default: layout.palette.paint(plain(scalar), .literal)
    }
  }

  private func plain(_ value: Value) -> String {
    layout.isForTerminal ? Escaping.json(value.json) : value.json
  }

  /// The array on one line, as `[1, 2, 3]`. Nil where it holds more than scalars, or does not fit with a
  /// comma after it.
  private func fitted(_ frame: Frame, indent: Int) -> String? {
    guard let columns = layout.fitting, case .array(let values) = frame.content else { return nil }
    let room = columns - indent - 1
    guard values.count * 3 <= room,
      values.allSatisfy({ Frame($0) == nil && ($0.asText?.utf8Count ?? 0) <= layout.textLimit })
    else { return nil }
    let width = values.reduce(0) { $0 + displayWidth(of: plain($1)) + 2 }
    return width <= room ? "[" + values.map(painted(whole:)).joined(separator: ", ") + "]" : nil
  }
}

extension Text {
  /// The beginning of the text in at most so many bytes, without a part of a character.
  fileprivate func beginning(of count: Int) -> Text {
    var end = count
    while end > 0, utf8[end] & 0xC0 == 0x80 { end -= 1 }
    return part(0..<end)
  }
}

/// A container that is being written, and the place in it.
private struct Frame {
  enum Content {
    case array([Value])
    case object([Object.Member])
  }

  let content: Content
  var index = 0

  init?(_ value: Value) {
    switch value {
    case .array(let values): content = .array(values)
    case .object(let object): content = .object(object.members)
    default: return nil
    }
  }

  var isObject: Bool { if case .object = content { true } else { false } }

  var count: Int {
    switch content {
    case .array(let values): values.count
    case .object(let members): members.count
    }
  }

  mutating func next() -> (name: Text?, value: Value) {
    defer { index += 1 }
    switch content {
    case .array(let values): return (nil, values[index])
    case .object(let members): return (members[index].name, members[index].value)
    }
  }
}
