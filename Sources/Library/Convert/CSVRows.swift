import JSON
import Machine

/// Divides bytes, which come in pieces, into rows of cells. A quote inside a cell stands for itself unless it is the
/// first character.
struct CSVRows: Sendable {
  struct Row {
    var cells: [Text]
    /// The line on which the row begins, from 1.
    var line: Int
  }

  private enum State { case cellStart, plain, quoted, afterQuote }

  private let separator: UInt8
  private var state = State.cellStart
  private var cell: [UInt8] = []
  private var cells: [Text] = []
  /// Whether the last byte was a CR that ended a line. A LF may still follow.
  private var isAfterReturn = false
  private var line = 1
  private var rowLine = 1
  private var quoteLine = 1

  /// - Parameter passed: how many line ends came before the rows.
  init(separator: UInt8, after passed: Int = 0, endsInReturn: Bool = false) {
    self.separator = separator
    line += passed
    rowLine += passed
    isAfterReturn = endsInReturn
  }

  /// The next row of `bytes`, from `start` on. Where the row is not complete yet, this returns nil and keeps its
  /// beginning.
  mutating func next(in bytes: [UInt8], from start: inout Int) throws(Failure) -> Row? {
    while start < bytes.count {
      if state == .quoted || state == .plain {
        takeRun(of: bytes, from: &start)
        if start == bytes.count { return nil }
      }
      let byte = bytes[start]
      start += 1
      if try take(byte), let row = endedRow() { return row }
    }
    return nil
  }

  /// The last row, where the text does not end with a line end.
  mutating func finish() throws(Failure) -> Row? {
    if state == .quoted { throw .openQuote(line: quoteLine) }
    if state == .cellStart, cells.isEmpty { return nil }
    try endCell()
    return endedRow()
  }

  /// Takes all bytes at once that certainly do not end the cell.
  private mutating func takeRun(of bytes: [UInt8], from start: inout Int) {
    var end = start
    if state == .quoted {
      while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
        if bytes[end] == UInt8(ascii: "\n") { line += 1 }
        end += 1
      }
    } else {
      while end < bytes.count, bytes[end] != separator, bytes[end] != UInt8(ascii: "\n"),
        bytes[end] != UInt8(ascii: "\r")
      {
        end += 1
      }
    }
    cell += bytes[start..<end]
    start = end
  }

  /// Takes one byte, and tells whether it ended a row.
  private mutating func take(_ byte: UInt8) throws(Failure) -> Bool {
    let completesLineEnd = isAfterReturn && byte == UInt8(ascii: "\n")
    isAfterReturn = false
    if completesLineEnd { return false }
    switch (state, byte) {
    case (.quoted, _): state = .afterQuote
    case (.afterQuote, UInt8(ascii: "\"")):
      cell.append(byte)
      state = .quoted
    case (.cellStart, UInt8(ascii: "\"")):
      state = .quoted
      quoteLine = line
    case (_, separator): try endCell()
    case (_, UInt8(ascii: "\n")), (_, UInt8(ascii: "\r")):
      isAfterReturn = byte == UInt8(ascii: "\r")
      return try endRow()
    case (.afterQuote, _): throw .textAfterQuote(line: line)
    default:
      cell.append(byte)
      state = .plain
    }
    return false
  }

  private mutating func endCell() throws(Failure) {
    guard let text = Text(utf8: cell) else { throw .notUTF8(line: line, cell) }
    cells.append(text)
    cell.removeAll(keepingCapacity: true)
    state = .cellStart
  }

  /// Ends the line. Unless the line is blank, that ends the row as well.
  private mutating func endRow() throws(Failure) -> Bool {
    let isBlank = state == .cellStart && cells.isEmpty
    if !isBlank { try endCell() }
    line += 1
    if isBlank { rowLine = line }
    return !isBlank
  }

  private mutating func endedRow() -> Row? {
    defer {
      cells.removeAll(keepingCapacity: true)
      rowLine = line
    }
    return Row(cells: cells, line: rowLine)
  }
}
