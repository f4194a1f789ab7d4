import JSON
import Source

/// A value as indented JSON for a person: in colour, short lists on one line, and no longer than
/// wanted. It keeps its own stack, so no depth of nesting is too deep.
struct PaintedJSON {
  struct Layout {
    var palette = Palette(isOn: false)
    /// Whether what a terminal must not be shown is escaped.
    var isForTerminal = false
    /// An array of scalars stands on one line where it fits in so many columns.
    var fitting: Int?
    /// How many lines are wanted; the rest is left out.
    var lineLimit = Int.max
    /// How many bytes of one text are wanted: a screen shows little of a file that is one text, and measuring 26 MB of
    /// one took 4 s.
    var textLimit = Int.max
  }

  private let layout: Layout
  private var stack: [Frame] = []
  private var lineCount = 1
  /// Whether a text was left out in part.
  private var hasCutText = false
  private(set) var text = ""

  init(_ value: Value, _ layout: Layout) {
    self.layout = layout
    open(value, indent: 0)
    while let frame = stack.last, !isCut {
      if frame.index < frame.count { writeNext() } else { close() }
    }
  }

  /// Whether lines were left out, or the rest of a text.
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

  /// - Parameter indent: the cells of the line that are taken already.
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

  /// `[1, 2, 3]`, where the array holds only scalars and fits on the line with a comma after it.
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
  /// So many bytes of it, or a few less: whole characters of Unicode.
  fileprivate func beginning(of count: Int) -> Text {
    var end = count
    while end > 0, utf8[end] & 0xC0 == 0x80 { end -= 1 }
    return part(0..<end)
  }
}

/// A container that is being written, and how far.
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
