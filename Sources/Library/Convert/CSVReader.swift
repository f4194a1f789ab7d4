import JSON
import Machine

/// Reads CSV (RFC 4180) and TSV as objects of strings. The first row gives the names of the members.
///
/// Lines may end in CRLF, LF or CR, and the text may begin with a byte order mark. The line `sep=;` of Excel names the
/// separator. Without it, the separator is `;` or a tab where the first line has more of these than of commas. Blank
/// lines are ignored, and so are columns at the end that have neither a name nor a cell. A `'` that `save` has put
/// before a formula is removed.
struct CSVReader: Decoder {
  /// The character between cells; nil until it is known.
  private(set) var separator: Unicode.Scalar?
  /// The first line, until it has shown the separator.
  private var opening: [UInt8] = []
  private var firstLine = FirstLine()
  private var rows: CSVRows?
  /// The cells of the first row, once it has been read.
  private(set) var names: [Text]?
  /// How many cells the first row has, including those at its end without a name.
  private var width = 0
  /// An object with the members that each row has.
  private var template = Object()
  /// The lines on which rows begin; nil where nobody needs them.
  private var lines: [Int]?

  /// - Parameter separator: the character between cells; where it is nil, the text decides.
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
    if ForeignEncoding.wide(opening) != nil { throw .notUTF8(line: 1, opening) }
    if let line = SeparatorLine(opening) {
      separator = line.separator
      rows = CSVRows(
        separator: UInt8(ascii: line.separator), after: 1, endsInReturn: line.length == opening.count)
      opening.removeFirst(line.length)
    } else {
      let found = separator ?? firstLine.separator
      separator = found
      rows = CSVRows(separator: UInt8(ascii: found))
    }
    defer { opening = [] }
    try read(opening, into: &items)
  }

  private mutating func read(_ bytes: [UInt8], into items: inout [Value]) throws(Failure) {
    var start = 0
    while let row = try rows?.next(in: bytes, from: &start) {
      if let item = try item(row) { items.append(item) }
    }
  }

  /// The row as an object; nil for the first row.
  private mutating func item(_ row: CSVRows.Row) throws(Failure) -> Value? {
    guard let names else {
      try name(row)
      return nil
    }
    guard row.cells.count == names.count || isFilled(row, names.count) else {
      throw .raggedRow(row, width: width)
    }
    var object = template
    for index in names.indices { object[index: index] = .string(CSVCell.unguarded(row.cells[index])) }
    if let cell = row.cells[names.count...].first(where: { !$0.isEmpty }) {
      throw .unnamedCell(cell, line: row.line)
    }
    lines?.append(row.line)
    return .object(object)
  }

  /// Whether a row has cells for all columns with a name, and no more cells than the first row.
  private func isFilled(_ row: CSVRows.Row, _ named: Int) -> Bool {
    (named...width).contains(row.cells.count)
  }

  private mutating func name(_ row: CSVRows.Row) throws(Failure) {
    width = row.cells.count
    var names = row.cells.map(CSVCell.unguarded)
    while names.count > 1, names.last?.isEmpty == true { names.removeLast() }
    for name in names {
      guard template[name] == nil else { throw .repeatedColumn(name, line: row.line) }
      template[name] = .null
    }
    self.names = names
  }
}

/// The line `sep=;` at the start of a file, which tells Excel the separator.
private struct SeparatorLine {
  let separator: Unicode.Scalar
  /// The length in bytes with the end of the line. A LF after its CR may still follow.
  let length: Int

  init?(_ bytes: [UInt8]) {
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    var text = line.filter { $0 != UInt8(ascii: "\"") }[...]
    guard text.count == 5, String(decoding: text.prefix(4), as: UTF8.self).lowercased() == "sep=",
      let last = text.popLast(), last < 0x80
    else { return nil }
    separator = Unicode.Scalar(last)
    let end = bytes[line.endIndex...].prefix(2)
    let isCRLF = end.elementsEqual([UInt8(ascii: "\r"), UInt8(ascii: "\n")])
    length = line.count + (isCRLF ? 2 : min(1, end.count))
  }
}

/// The part of the first non-blank line that has come so far. Text in quotes may contain line ends.
private struct FirstLine {
  private(set) var isWhole = false
  private var commas = 0
  private var semicolons = 0
  private var tabs = 0
  private var isQuoted = false
  private var isBlank = true
  /// How many bytes have been looked at. Each byte is looked at once, even where a long line comes in small pieces.
  private var count = 0

  var separator: Unicode.Scalar {
    if tabs > commas, tabs > semicolons { return "\t" }
    return semicolons > commas ? ";" : ","
  }

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
      if byte == UInt8(ascii: "\t") { tabs += 1 }
    }
  }
}
