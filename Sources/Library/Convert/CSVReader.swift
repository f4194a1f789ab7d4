import JSON
import Machine

/// CSV (RFC 4180) and TSV as objects of strings: the first row names the members. Takes CRLF, LF and
/// CR as line ends, a byte order mark, and `;` between cells where the first line has more of it than
/// of commas. Blank lines are passed over.
struct CSVReader: Decoder {
  /// What stands between cells, once it is known.
  private(set) var separator: Unicode.Scalar?
  /// The first line, until it shows what stands between cells.
  private var opening: [UInt8] = []
  private var firstLine = FirstLine()
  private var rows: CSVRows?
  /// The cells of the first row, once it was read.
  private(set) var names: [Text]?
  /// An object with the members of every row.
  private var template = Object()
  /// The lines of the rows, where somebody asks for them.
  private var lines: [Int]?

  /// What stands between cells is found out unless given.
  init(separator: Unicode.Scalar? = nil) { self.separator = separator }

  mutating func feed(_ bytes: [UInt8], into items: inout [Value]) throws(Failure) {
    if rows != nil { return try read(bytes, into: &items) }
    opening += bytes
    firstLine.read(opening)
    if firstLine.isWhole { try open(into: &items) }
  }

  mutating func finish(into items: inout [Value]) throws(Failure) {
    if rows == nil { try open(into: &items) }
    if let row = try rows?.finish(), let item = try item(row) { items.append(item) }
  }

  mutating func noteLines() { lines = [] }

  mutating func takeLines() -> [Int] {
    defer { lines = lines.map { _ in [] } }
    return lines ?? []
  }

  private mutating func open(into items: inout [Value]) throws(Failure) {
    if opening.starts(with: byteOrderMark) { opening.removeFirst(byteOrderMark.count) }
    if opening.starts(with: [0xFF, 0xFE]) || opening.starts(with: [0xFE, 0xFF]) { throw .notUTF8(line: 1) }
    let found = separator ?? firstLine.separator
    separator = found
    rows = CSVRows(separator: UInt8(ascii: found))
    defer { opening = [] }
    try read(opening, into: &items)
  }

  private mutating func read(_ bytes: [UInt8], into items: inout [Value]) throws(Failure) {
    var start = 0
    while let row = try rows?.next(in: bytes, from: &start) {
      if let item = try item(row) { items.append(item) }
    }
  }

  /// The row as an object, or nil where it is the first.
  private mutating func item(_ row: CSVRows.Row) throws(Failure) -> Value? {
    guard let names else {
      try name(row)
      return nil
    }
    guard row.cells.count == names.count else { throw .raggedRow(row, columns: names) }
    var object = template
    for (index, cell) in row.cells.enumerated() { object[index: index] = .string(cell) }
    lines?.append(row.line)
    return .object(object)
  }

  private mutating func name(_ row: CSVRows.Row) throws(Failure) {
    for name in row.cells {
      guard template[name] == nil else { throw .repeatedColumn(name, line: row.line) }
      template[name] = .null
    }
    names = row.cells
  }
}

/// The first line that is not blank, as far as it has come; quotes may hold line ends.
private struct FirstLine {
  private(set) var isWhole = false
  private var commas = 0
  private var semicolons = 0
  private var isQuoted = false
  private var isBlank = true
  /// How many bytes were looked at: each once, however small the pieces of a long line are.
  private var count = 0

  var separator: Unicode.Scalar { semicolons > commas ? ";" : "," }

  mutating func read(_ bytes: [UInt8]) {
    while count < bytes.count, !isWhole {
      let byte = bytes[count]
      count += 1
      let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isLineEnd, !isQuoted, !isBlank { isWhole = true }
      if !isLineEnd { isBlank = false }
      if isQuoted { continue }
      if byte == UInt8(ascii: ",") { commas += 1 }
      if byte == UInt8(ascii: ";") { semicolons += 1 }
    }
  }
}
