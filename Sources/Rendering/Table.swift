import JSON
import Source

/// Rows in columns, without lines around them: two spaces between columns, numbers to the right.
///
/// The columns are the members' names in the order in which they first appear. An item that is no
/// object stands in a column named `value`. A missing member is blank, null is a dim `null`.
package struct Table {
  private let columns: [TableColumn]
  private let rowCount: Int

  package init(_ rows: [Value], isForTerminal: Bool) {
    var builder = TableBuilder(isForTerminal: isForTerminal)
    for (index, row) in rows.enumerated() { builder.add(row, at: index) }
    columns = builder.columns
    rowCount = rows.count
  }

  /// The table's lines, cut to a width; nil is as wide as it needs to be.
  package func lines(width: Int?, palette: Palette) -> [String] {
    let fit = TableFit(columns, width: width)
    let shown = zip(columns, fit.widths).map { ($0, $1) }
    let header = line(shown, palette) { $0.header }
    let rows = (0..<rowCount).map { index in line(shown, palette) { $0.cell(index) } }
    return [header] + rows + note(columns.dropFirst(fit.widths.count), width, palette)
  }

  private func line(
    _ columns: [(TableColumn, Int)], _ palette: Palette, _ cell: (TableColumn) -> TableCell?
  ) -> String {
    var result = ""
    var gap = 0
    for (column, width) in columns {
      let text = (cell(column)?.text ?? "").cut(to: width)
      let padding = width - displayWidth(of: text)
      let before = gap + (column.isNumeric ? padding : 0)
      if !text.isEmpty {
        result += String(repeating: " ", count: before) + paint(text, cell(column), palette)
        gap = 2 + (column.isNumeric ? 0 : padding)
      } else {
        gap += 2 + padding
      }
    }
    return result
  }

  private func paint(_ text: String, _ cell: TableCell?, _ palette: Palette) -> String {
    guard let style = cell?.style else { return text }
    return palette.paint(text, style)
  }

  private func note(_ dropped: ArraySlice<TableColumn>, _ width: Int?, _ palette: Palette) -> [String] {
    guard let width, !dropped.isEmpty else { return [] }
    let names = dropped.map(\.header.text).joined(separator: ", ")
    return [palette.paint(("not shown: " + names).cut(to: width), .dim)]
  }
}

package struct TableCell {
  package var text: String
  package var style: Style?
}

package struct TableColumn {
  package let header: TableCell
  /// One a row up to the last that has such a member; nil where a row has none.
  private var cells: [TableCell?] = []
  private var hasNumbers = false
  private var hasOthers = false
  package private(set) var hasSpaces = false
  /// The width of the widest cell, header included.
  package private(set) var naturalWidth: Int

  /// Whether it holds numbers, and besides them nothing but null.
  package var isNumeric: Bool { hasNumbers && !hasOthers }

  package init(name: String) {
    header = TableCell(text: name, style: .heading)
    naturalWidth = displayWidth(of: name)
  }

  package func cell(_ row: Int) -> TableCell? { row < cells.count ? cells[row] : nil }

  package mutating func set(_ cell: TableCell, at row: Int, isNumber: Bool) {
    cells.append(contentsOf: repeatElement(nil, count: row - cells.count))
    cells.append(cell)
    naturalWidth = max(naturalWidth, displayWidth(of: cell.text))
    if cell.text.utf8.contains(UInt8(ascii: " ")) { hasSpaces = true }
    if isNumber { hasNumbers = true } else if cell.style == nil { hasOthers = true }
  }
}
