import JSON
import Machine

/// Writes objects as CSV (RFC 4180, with LF) or TSV: a row of names, and then one row for each item. Strings are
/// written as they are. Null and a missing member become an empty cell, and anything else becomes JSON.
struct CSVWriter: Encoder {
  private let separator: UInt8
  private var columns: [Text]?
  /// Whether the row of names is there already.
  private let isHeaded: Bool
  /// Whether a cell that a spreadsheet would run gets a `'` before it.
  private let isSafe: Bool
  private var count = 0

  /// - Parameter columns: the columns; by default the members of the first item.
  init(
    separator: Unicode.Scalar = ",", columns: [Text]? = nil, isHeaded: Bool = false, isSafe: Bool = false
  ) {
    self.separator = UInt8(ascii: separator)
    self.columns = columns
    self.isHeaded = isHeaded
    self.isSafe = isSafe
  }

  func begin() throws(Failure) -> [UInt8] { isHeaded ? [] : columns.map(header) ?? [] }

  mutating func encode(_ item: Value, into bytes: inout [UInt8]) throws(Failure) {
    guard case .object(let object) = item else { throw .noCells(item) }
    count += 1
    let isFirst = columns == nil
    let names = columns ?? object.names
    columns = names
    if let stranger = stranger(in: object, names) { throw .newColumn(stranger, row: count, columns: names) }
    if isFirst { bytes += header(names) }
    bytes += row(names.map { object[$0] ?? .null })
  }

  func finish() -> [UInt8] { [] }

  private func header(_ names: [Text]) -> [UInt8] {
    names.isEmpty ? [] : row(names.map(Value.string))
  }

  /// A member of the object for which there is no column.
  private func stranger(in object: Object, _ names: [Text]) -> Text? {
    if object.count == names.count, zip(object.members, names).allSatisfy({ $0.name == $1 }) { return nil }
    return object.names.first { !names.contains($0) }
  }

  private func row(_ values: [Value]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(separator) }
      append(value, to: &bytes, isAlone: values.count == 1)
    }
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  private func append(_ value: Value, to bytes: inout [UInt8], isAlone: Bool) {
    if value.isNull, !isAlone { return }
    var cell = value.isNull ? [] : value.asText.map { Array($0.utf8) } ?? value.jsonBytes()
    if isSafe, value.asText != nil, CSVCell.isGuarded(cell) { cell.insert(UInt8(ascii: "'"), at: 0) }
    // A blank line would not be read as a row, so a single empty cell is written with quotes.
    guard (cell.isEmpty && isAlone) || cell.contains(where: needsQuotes) else {
      bytes += cell
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in cell {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private func needsQuotes(_ byte: UInt8) -> Bool {
    byte == separator || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
      || byte == UInt8(ascii: "\r")
  }
}
