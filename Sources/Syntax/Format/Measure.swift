import Source

/// Finds the widths of all groups in one pass from the end. O(length).
struct Measure {
  private let bytes: [UInt8]
  private var sheet: Sheet
  private var pending: [(group: Int, end: Int)] = []
  private var opened: [Int] = []
  /// The columns from this place to the end of the text; and what they were at the next possible break and at the next
  /// certain newline.
  private var right = 0
  private var breakAt = 0
  private var newlineAt = 0

  static func measured(_ sheet: Sheet, _ bytes: [UInt8]) -> Sheet {
    var measure = Measure(bytes: bytes, sheet: sheet)
    measure.nameCloses()
    for index in sheet.pieces.indices.reversed() { measure.take(sheet.pieces[index]) }
    return measure.sheet
  }

  private init(bytes: [UInt8], sheet: Sheet) {
    self.bytes = bytes
    self.sheet = sheet
  }

  /// Notes the groups in the order in which they close.
  private mutating func nameCloses() {
    var open: [Int] = []
    for piece in sheet.pieces {
      switch piece {
      case .open(let group): open.append(Int(group))
      case .close: opened.append(open.removeLast())
      default: break
      }
    }
  }

  private mutating func take(_ piece: Piece) {
    switch piece {
    case .slice(let start, let end): right += columns(bytes[Int(start)..<Int(end)])
    case .made(let index): right += columns(sheet.made[Int(index)][...])
    case .word(let word): right += word.utf8CodeUnitCount
    case .space: right += 1
    case .verbatim(let start, let end), .lines(let start, let end):
      takeLines(bytes[Int(start)..<Int(end)])
    case .soft: takeBreak(flat: 0)
    case .line: takeBreak(flat: 1)
    case .hard: takeNewline(flat: 0)
    case .argument(.newLine, _, _): takeNewline(flat: 1)
    case .argument(.first, _, _): right += 1
    case .argument: takeBreak(flat: 1)
    case .close:
      let group = opened.removeLast()
      pending.append((group, breakAt))
    case .open: takeOpen()
    case .comment, .trailingComma, .indentLine, .indent, .pop: break
    }
  }

  /// Takes a break of the innermost group.
  private mutating func takeBreak(flat: Int) {
    if let (group, _) = pending.last, sheet.groups[group].forced { return takeNewline(flat: flat) }
    breakAt = right
    right += flat
  }

  private mutating func takeNewline(flat: Int) {
    breakAt = right
    newlineAt = right
    right += flat
  }

  private mutating func takeLines(_ text: ArraySlice<UInt8>) {
    let first = text.firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex
    let last = text.lastIndex(of: UInt8(ascii: "\n")) ?? text.startIndex
    right += columns(text[last...])
    takeNewline(flat: columns(text[..<first]))
  }

  private mutating func takeOpen() {
    let (group, closed) = pending.removeLast()
    var end = Swift.max(closed, newlineAt)
    if let hugged = sheet.groups[group].hugged { end = Swift.max(end, sheet.groups[Int(hugged)].right) }
    sheet.groups[group].right = right
    sheet.groups[group].width = right - end
  }
}

/// How many columns a text without newlines takes.
func columns(_ text: ArraySlice<UInt8>) -> Int {
  text.allSatisfy { $0 < 0x80 } ? text.count : displayWidth(of: String(decoding: text, as: UTF8.self))
}
