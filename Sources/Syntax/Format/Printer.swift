/// Lays the pieces out in lines.
struct Printer {
  /// How many columns a line should have at most.
  static let limit = 100

  private let bytes: [UInt8]
  private let sheet: Sheet
  private var page = Page()
  private var indentations = [0]
  /// For each open group, whether it is broken.
  private var broken: [Bool] = []
  /// A newline that is written before the next text.
  private var newline: (indentation: Int, blank: Bool)?
  private var space = false

  static func printed(_ sheet: Sheet, _ bytes: [UInt8]) -> [UInt8] {
    var printer = Printer(bytes: bytes, sheet: sheet)
    for piece in sheet.pieces { printer.take(piece) }
    return printer.page.finished()
  }

  private init(bytes: [UInt8], sheet: Sheet) {
    self.bytes = bytes
    self.sheet = sheet
  }

  private mutating func take(_ piece: Piece) {
    switch piece {
    case .slice(let start, let end): write(bytes[Int(start)..<Int(end)])
    case .made(let index): write(sheet.made[Int(index)][...])
    case .word(let word): write(Array("\(word)".utf8)[...])
    case .space: space = true
    case .verbatim(let start, let end): writeLines(bytes[Int(start)..<Int(end)])
    case .lines(let start, let end):
      begin()
      let source = IndentedText(bytes, Int(start)..<Int(end))
      writeLines(source.moved(to: page.indentation)[...])
    case .comment(let start, let end, let own): comment(bytes[Int(start)..<Int(end)], own: own)
    case .soft: if broken.last ?? true { breakLine() }
    case .line(let blank): if broken.last ?? true { breakLine(blank: blank) } else { space = true }
    case .trailingComma: if broken.last ?? true { write([UInt8(ascii: ",")]) }
    case .hard(let blank): breakLine(blank: blank)
    case .argument(let place, let escaped, let group): argument(place, escaped, Int(group))
    case .open(let group): broken.append(breaks(sheet.groups[Int(group)]))
    case .close: broken.removeLast()
    case .indentLine(let amount): indentations.append(lineIndentation + Int(amount))
    case .indent(let amount): indentations.append(indentation + Int(amount))
    case .pop: indentations.removeLast()
    }
  }

  private var indentation: Int { indentations.last ?? 0 }

  /// The indentation of the line on which the next text will stand.
  private var lineIndentation: Int { newline?.indentation ?? page.indentation }

  private var column: Int { newline?.indentation ?? (page.column + (space ? 1 : 0)) }

  private func breaks(_ group: Sheet.Group) -> Bool { group.forced || column + group.width > Self.limit }

  // MARK: - Writing

  /// Writes the newline or the space that was asked for before the next text.
  private mutating func begin() {
    if let newline { page.startLine(newline.indentation, blank: newline.blank) }
    if space, newline == nil { page.write([UInt8(ascii: " ")]) }
    newline = nil
    space = false
  }

  private mutating func write(_ text: ArraySlice<UInt8>) {
    begin()
    page.write(text)
  }

  private mutating func writeLines(_ text: ArraySlice<UInt8>) {
    begin()
    page.writeLines(text)
  }

  private mutating func breakLine(blank: Bool = false) {
    newline = (indentation, blank || (newline?.blank ?? false))
    space = false
  }

  private mutating func comment(_ text: ArraySlice<UInt8>, own: Bool) {
    if own || newline != nil || page.isEmpty { return write(text) }
    space = false
    page.writeComment(text)
  }

  private mutating func argument(_ place: Piece.Place, _ escaped: Bool, _ group: Int) {
    guard startsLine(place, sheet.groups[group], margin: escaped && place != .last ? 2 : 0) else {
      space = true
      return
    }
    if escaped {
      space = true
      write([UInt8(ascii: "\\")])
    }
    breakLine()
  }

  /// Whether an argument that does not fit here is better placed on a line of its own.
  private func startsLine(_ place: Piece.Place, _ group: Sheet.Group, margin: Int) -> Bool {
    if place == .newLine || place == .first { return place == .newLine }
    let fits = page.column + 1 + group.width + margin <= Self.limit
    let helps = indentation + group.width + margin <= Self.limit || !group.breakable
    return !fits && helps
  }
}
