/// The screen of a terminal, as far as the tested programs draw: the sequences of an xterm that libedit and
/// simple programs use. Others are ignored.
struct Screen {
  var columns: Int
  var rows: Int
  /// A cell holds a character with its combining marks. The right half of a wide character is empty.
  var cells: [[String]]
  /// The style of each cell: its parameters of SGR, such as `1` or `4;31`; empty for plain.
  var styles: [[String]]
  private var style: [Int] = []
  /// The shape that DECSCUSR has set; 0: the terminal's own.
  private(set) var cursorShape = 0
  var cursor = (row: 0, column: 0)
  /// Whether the next row goes on with a row's line, because the terminal itself has wrapped it there.
  var wraps: [Bool]
  /// How many cells of each row were written since the whole row was cleared.
  var used: [Int]
  private let kind: Resizing
  /// What the terminal answers to questions.
  private(set) var answers = ""
  /// Whether emoji that are joined are drawn as one.
  private let joins: Bool
  private var isAfterJoiner = false
  /// The place that ESC 7 stores and ESC 8 restores.
  private var saved = (row: 0, column: 0)
  /// The rows that were scrolled out at the top.
  var past: [(cells: [String], styles: [String], wraps: Bool, used: Int)] = []
  private var bells = 0
  private var pending: [UInt8] = []

  init(columns: Int, rows: Int, joins: Bool = true, _ kind: Resizing = .wraps) {
    (self.joins, self.kind) = (joins, kind)
    wraps = Array(repeating: false, count: rows)
    used = Array(repeating: 0, count: rows)
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
    styles = Array(repeating: Array(repeating: "", count: columns), count: rows)
  }

  /// The styles of a text's cells, each change once. Nil where the text is not shown. Of several places, the
  /// last one counts.
  func styles(of text: String) -> [String]? {
    for row in cells.indices.reversed() {
      let line = cells[row].joined()
      guard let range = line.firstRange(of: text) else { continue }
      let start = line[..<range.lowerBound].count
      let drawn = styles[row][start..<min(start + text.count, columns)]
      return drawn.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }
    return nil
  }

  /// The lines, without blanks at their ends and without blank lines at the end.
  var lines: [String] {
    var lines = cells.map { Screen.text($0) }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  var scrolled: [String] { past.map { Screen.text($0.cells) } }

  var text: String { (scrolled + lines).joined(separator: "\n") }

  /// How many rows there are before the cursor's, with the ones that were scrolled out.
  var height: Int { past.count + cursor.row }

  /// The rows from a height on, with their styles, as `⟨1⟩bold⟨⟩ plain`, and the cursor, as `▏` before its cell.
  func marked(from start: Int) -> [String] {
    cells.indices.filter { past.count + $0 >= start }.map { row in
      let last = cells[row].indices.last { cells[row][$0] != " " || styles[row][$0] != "" } ?? -1
      let end = row == cursor.row ? max(last, cursor.column) : last
      var (line, style) = ("", "")
      for column in 0..<max(end + 1, 0) {
        // The right half of a wide character has no style of its own.
        if styles[row][column] != style,
          cells[row][column].unicodeScalars.contains(where: { $0 != "\u{200D}" })
        {
          style = styles[row][column]
          line += "⟨\(style)⟩"
        }
        if (row, column) == cursor { line += "▏" }
        line += cells[row][column]
      }
      return (line + (style.isEmpty ? "" : "⟨⟩")).trimmedAtEnd
    }
  }
  func cell(row: Int, column: Int) -> String { cells[row][column] }

  /// The line of the cursor.
  var cursorLine: String { Screen.text(cells[cursor.row]) }

  private static func text(_ cells: [String]) -> String {
    var cells = cells[...]
    while cells.last == " " { cells.removeLast() }
    return cells.joined()
  }

  /// What a terminal does with its lines when it gets another width. Most wrap them again; see also `resizeAsTmux`.
  enum Resizing { case wraps, tmux, cuts }

  mutating func takeAnswers() -> String {
    defer { answers = "" }
    return answers
  }

  mutating func resize(columns: Int, rows: Int) {
    if kind == .tmux { return resizeAsTmux(columns: columns, rows: rows) }
    if kind == .cuts {
      cells = cells.map { Array(($0 + Array(repeating: " ", count: columns)).prefix(columns)) }
      styles = styles.map { Array(($0 + Array(repeating: "", count: columns)).prefix(columns)) }
      (self.columns, cursor.column) = (columns, min(cursor.column, columns - 1))
      return
    }
    var lines: [(cells: [String], styles: [String])] = []
    var place = (line: 0, cell: 0)
    for row in cells.indices {
      let goesOn = row > 0 && wraps[row - 1]
      if !goesOn { lines.append(([], [])) }
      if row == cursor.row { place = (lines.count - 1, lines[lines.count - 1].cells.count + cursor.column) }
      lines[lines.count - 1].cells += cells[row]
      lines[lines.count - 1].styles += styles[row]
    }
    (cells, styles, wraps, used) = ([], [], [], [])
    self.columns = columns
    for (number, line) in lines.enumerated() {
      let length = max(line.cells.lastIndex { $0 != " " }.map { $0 + 1 } ?? 0, 1)
      if number == place.line {
        cursor = (cells.count + min(place.cell, length) / columns, place.cell % columns)
      }
      for start in stride(from: 0, to: length, by: columns) {
        let (end, rest) = (min(start + columns, length), max(start + columns - length, 0))
        cells.append(line.cells[start..<end] + Array(repeating: " ", count: rest))
        styles.append(line.styles[start..<end] + Array(repeating: "", count: rest))
        wraps.append(end < length)
        used.append(end - start)
      }
    }
    while cells.count > rows, cells.count > cursor.row + 1, cells.last == blank {
      removeLastRow()
    }
    while cells.count > rows { scrollOut() }
    while cells.count < rows { addRow() }
    self.rows = rows
    cursor = (max(cursor.row, 0), min(cursor.column, columns - 1))
  }

  private mutating func removeLastRow() {
    cells.removeLast()
    styles.removeLast()
    wraps.removeLast()
    used.removeLast()
  }

  private mutating func addRow() {
    cells.append(blank)
    styles.append(Array(repeating: "", count: columns))
    wraps.append(false)
    used.append(0)
  }

  private mutating func scrollOut() {
    past.append((cells.removeFirst(), styles.removeFirst(), wraps.removeFirst(), used.removeFirst()))
    cursor.row -= 1
  }

  mutating func show(_ bytes: some Sequence<UInt8>) {
    pending += bytes
    while let length = lengthOfNext() {
      apply(Array(pending.prefix(length)))
      pending.removeFirst(length)
    }
  }

  /// The length of the next character or sequence in bytes; nil where it is incomplete.
  private func lengthOfNext() -> Int? {
    guard let first = pending.first else { return nil }
    if first == 0x1B { return lengthOfSequence() }
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    return pending.count >= length ? length : nil
  }

  private func lengthOfSequence() -> Int? {
    guard pending.count > 1 else { return nil }
    if pending[1] == UInt8(ascii: "(") { return pending.count > 2 ? 3 : nil }
    guard pending[1] == UInt8(ascii: "[") else { return 2 }
    return pending.dropFirst(2).firstIndex { (0x40...0x7E).contains($0) }.map { $0 + 1 }
  }

  private mutating func apply(_ bytes: [UInt8]) {
    switch bytes[0] {
    case 0x1B where bytes.count > 2 && bytes[1] == UInt8(ascii: "["): sequence(bytes)
    case 0x1B where bytes[1] == UInt8(ascii: "7"): saved = cursor
    case 0x1B where bytes[1] == UInt8(ascii: "8"): cursor = saved
    case 7: bells += 1
    case 8: cursor.column = max(cursor.column - 1, 0)
    case 9: cursor.column = min((cursor.column / 8 + 1) * 8, columns - 1)
    case 10: lineFeed()
    case 13: cursor.column = 0
    case 0..<32: break
    default: put(String(decoding: bytes, as: UTF8.self))
    }
  }

  private mutating func put(_ character: String) {
    let width = min(character.unicodeScalars.first.map(Screen.width) ?? 0, columns)
    defer { isAfterJoiner = character == "\u{200D}" }
    if isAfterJoiner, joins, width == 2, cursor.column > 1 {
      cells[cursor.row][cursor.column - 2] += cells[cursor.row][cursor.column - 1] + character
      cells[cursor.row][cursor.column - 1] = ""
      return
    }
    if width <= 0 {
      if cursor.column > 0 { cells[cursor.row][cursor.column - 1] += character }
      return
    }
    if cursor.column + width > columns {
      wraps[cursor.row] = true
      cursor.column = 0
      lineFeed()
    }
    used[cursor.row] = max(used[cursor.row], cursor.column + width)
    cells[cursor.row][cursor.column] = character
    styles[cursor.row][cursor.column] = style.map { "\($0)" }.joined(separator: ";")
    if width == 2 { cells[cursor.row][cursor.column + 1] = "" }
    cursor.column += width
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: 0
    default:
      scalar.properties.isEmojiPresentation || (0x1100...0x115F).contains(scalar.value)
        || (0x2E80...0xA4CF).contains(scalar.value) || (0xAC00...0xD7A3).contains(scalar.value) ? 2 : 1
    }
  }

  private mutating func lineFeed() {
    if cursor.row + 1 < rows {
      cursor.row += 1
    } else {
      scrollOut()
      addRow()
      cursor.row += 1
    }
  }

  var blank: [String] { Array(repeating: " ", count: columns) }

  private mutating func sequence(_ bytes: [UInt8]) {
    let body = String(decoding: bytes.dropFirst(2).dropLast(), as: UTF8.self)
    guard !body.hasPrefix("?") else { return }
    if body.hasSuffix(" "), bytes.last == UInt8(ascii: "q") {
      cursorShape = Int(body.dropLast()) ?? 0
      return
    }
    let numbers = body.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let count = max(numbers.first ?? 1, 1)
    switch bytes[bytes.count - 1] {
    case UInt8(ascii: "A"): cursor.row = max(cursor.row - count, 0)
    case UInt8(ascii: "B"): cursor.row = min(cursor.row + count, rows - 1)
    case UInt8(ascii: "C"): cursor.column = min(cursor.column + count, columns - 1)
    case UInt8(ascii: "D"): cursor.column = max(cursor.column - count, 0)
    case UInt8(ascii: "G"): cursor.column = min(count, columns) - 1
    case UInt8(ascii: "H"):
      cursor = (min(count, rows) - 1, min(max(numbers.count > 1 ? numbers[1] : 1, 1), columns) - 1)
    case UInt8(ascii: "J"): eraseBelow(numbers.first ?? 0)
    case UInt8(ascii: "K"): eraseLine(numbers.first ?? 0)
    case UInt8(ascii: "t"): answers += "\u{1B}[8;\(rows);\(columns)t"
    case UInt8(ascii: "n"):
      let column = kind == .tmux ? cursor.column : min(cursor.column, columns - 1)
      answers += "\u{1B}[\(cursor.row + 1);\(column + 1)R"
    case UInt8(ascii: "m"): for number in numbers.isEmpty ? [0] : numbers { restyle(number) }
    case UInt8(ascii: "P"): deleteCells(count)
    case UInt8(ascii: "@"): insertCells(count)
    default: break
    }
  }

  /// A colour replaces another colour.
  private mutating func restyle(_ number: Int) {
    func isColour(_ number: Int) -> Bool { (30...39).contains(number) || (90...97).contains(number) }
    if number == 0 {
      style = []
      return
    }
    if isColour(number) { style.removeAll(where: isColour) }
    if number != 39, !style.contains(number) { style.append(number) }
  }

  private mutating func eraseLine(_ kind: Int) {
    let range =
      kind == 0 ? cursor.column..<columns : kind == 1 ? 0..<min(cursor.column + 1, columns) : 0..<columns
    if kind != 1, self.kind != .tmux || kind == 2 || cursor.column == 0 { emptyLine(cursor.row) }
    for column in range { (cells[cursor.row][column], styles[cursor.row][column]) = (" ", "") }
  }

  private mutating func emptyLine(_ row: Int) {
    (wraps[row], used[row]) = (false, 0)
    if kind != .tmux { return }
    if row > 0 { wraps[row - 1] = false } else if !past.isEmpty { past[past.count - 1].wraps = false }
  }

  private mutating func eraseBelow(_ kind: Int) {
    if kind == 0 { eraseLine(0) }
    for row in (kind == 0 ? cursor.row + 1 : 0)..<rows {
      cells[row] = blank
      emptyLine(row)
      styles[row] = Array(repeating: "", count: columns)
    }
  }

  private mutating func deleteCells(_ count: Int) {
    let count = min(count, columns - cursor.column)
    cells[cursor.row].removeSubrange(cursor.column..<cursor.column + count)
    cells[cursor.row] += Array(repeating: " ", count: count)
  }

  private mutating func insertCells(_ count: Int) {
    let count = min(count, columns - cursor.column)
    cells[cursor.row].insert(contentsOf: Array(repeating: " ", count: count), at: cursor.column)
    cells[cursor.row].removeLast(count)
  }
}
