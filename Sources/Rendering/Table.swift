import JSON
import Source

/// Rows in columns without lines around them. Two spaces stand between columns, and numbers stand at the
/// right.
///
/// The columns are the names of the members in the order in which they first occur. An item that is not an
/// object stands in a column named `value`. A missing member is blank, and null is a dim `null`.
struct Table {
  private let columns: [TableColumn]
  private let rowCount: Int
  private let isChosen: Bool

  /// - Parameter isChosen: whether the user has named the columns. Then they are cut, and left out only where they do not
  ///   fit even so.
  init(_ rows: [Value], isForTerminal: Bool, isChosen: Bool = false) {
    self.isChosen = isChosen
    var builder = TableBuilder(isForTerminal: isForTerminal)
    for (index, row) in rows.enumerated() { builder.add(row, at: index) }
    columns = builder.columns
    rowCount = rows.count
  }

  /// The lines of the table, cut to a width in cells; nil: as wide as needed.
  func lines(width: Int?, palette: Palette) -> [String] {
    let kept = kept(width)
    let fit = TableFit(kept.map { columns[$0] }, width: width)
    let shown = zip(kept.map { columns[$0] }, fit.widths).map { ($0, $1) }
    let header = line(shown, palette) { $0.header }
    let rows = (0..<rowCount).map { index in line(shown, palette) { $0.cell(index) } }
    return [header] + rows
      + note(columns.indices.filter { !kept.contains($0) }.map { columns[$0] }, width, palette)
  }

  /// The places of the columns for which there is room. Before anything is cut, the columns are left out that are the
  /// same in every row or tell what another one tells, and then all times but the first. After that, a time is left out
  /// first, then a column of objects or lists, then the last column. How things stand is left out after the others.
  private func kept(_ width: Int?) -> [Int] {
    var kept = Array(columns.indices)
    while !isChosen, let width, TableFit.cuts(kept.map { columns[$0] }, to: width) {
      let times = kept.filter { columns[$0].isTime }
      guard let least = dull(kept) ?? repeating(kept) ?? (times.count > 1 ? times.last : nil) else { break }
      kept.removeAll { $0 == least }
    }
    while kept.count > 1, TableFit(kept.map { columns[$0] }, width: width).widths.count < kept.count {
      let least =
        time(kept) ?? kept.last { columns[$0].isNested } ?? kept.last { $0 > kept[0] && !columns[$0].isState }
        ?? kept[kept.count - 1]
      kept.removeAll { $0 == least }
    }
    // A column is not cut to a few cells while a time is shown.
    while !isChosen, kept.count > 2, isCut(kept, width, below: Table.telling), let least = time(kept) {
      kept.removeAll { $0 == least }
    }
    return kept
  }

  /// A text that is cut to fewer cells tells too little; most names have no more.
  private static let telling = 16

  /// The last column that is the same in every row.
  private func dull(_ kept: [Int]) -> Int? {
    let dull = rowCount > 1 ? kept.filter { $0 > 0 && columns[$0].isSame(in: rowCount) } : []
    return dull.last { !columns[$0].isState } ?? dull.last
  }

  /// The last column of true and false that follows from another one, such as `ok` from `outcome`.
  private func repeating(_ kept: [Int]) -> Int? {
    kept.last { place in
      columns[place].isTrueOrFalse
        && kept.contains { $0 != place && columns[$0].decides(columns[place], in: rowCount) }
    }
  }

  private func time(_ kept: [Int]) -> Int? { kept.last { $0 > 0 && columns[$0].isTime } }

  /// Whether a column is cut, and narrower than a limit.
  private func isCut(_ kept: [Int], _ width: Int?, below limit: Int) -> Bool {
    zip(kept, TableFit(kept.map { columns[$0] }, width: width).widths).contains { place, width in
      width < limit && TableFit.cuts(columns[place], to: width)
    }
  }

  private func line(
    _ columns: [(TableColumn, Int)], _ palette: Palette, _ cell: (TableColumn) -> TableCell?
  ) -> String {
    var result = ""
    var gap = 0
    for (column, width) in columns {
      let text = column.cut(cell(column)?.text ?? "", to: width)
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

  private func note(_ dropped: [TableColumn], _ width: Int?, _ palette: Palette) -> [String] {
    guard let width, !dropped.isEmpty else { return [] }
    var names = dropped.map(\.header.text)
    // What all rows have is said once, where there is room for it beside the names.
    for (place, column) in dropped.enumerated() where rowCount > 1 && column.isSame(in: rowCount) {
      guard let text = column.cell(0)?.text else { continue }
      var told = names
      told[place] += " (\(text.cut(to: 40)))"
      if column.isState || displayWidth(of: note(told)) <= width { names = told }
    }
    return wrapped(message: note(names), columns: width).split(separator: "\n")
      .map { palette.paint(String($0).cut(to: width), .dim) }
  }

  private func note(_ names: [String]) -> String {
    "not shown: " + names.joined(separator: ", ")
  }
}

struct TableCell {
  var text: String
  var style: Style?
}

struct TableColumn {
  let header: TableCell
  /// One cell for each row up to the last that has this member; nil for rows without it.
  private var cells: [TableCell?] = []
  private var hasNumbers = false
  private var hasOthers = false
  private var hasTimes = false
  private var hasHours = false
  private var hasOtherTexts = false
  private(set) var hasSpaces = false
  /// Whether it holds objects or lists, of which the beginning tells as much as a longer part.
  private(set) var isNested = false
  /// The width of the widest cell, with the header.
  private(set) var naturalWidth: Int

  /// Whether it holds only numbers, and perhaps null.
  var isNumeric: Bool { hasNumbers && !hasOthers }

  /// Whether it holds only times such as `2025-01-15T10:30:00Z`, and perhaps null.
  var isTime: Bool { hasTimes && !hasOtherTexts }

  /// Whether it holds only hours such as `2025-01-15 10:00`, and perhaps null. They are short already.
  var isHour: Bool { hasHours && !hasOtherTexts && !hasTimes }

  /// The width of the widest time without its seconds, which are left out first.
  private(set) var minutesWidth = 0

  /// A time that does not fit loses its seconds, but not its zone, without which it would be another time.
  func cut(_ text: String, to width: Int) -> String {
    isTime && displayWidth(of: text) > width ? text.withoutSeconds.cut(to: width) : text.cut(to: width)
  }

  init(name: String) {
    header = TableCell(text: name, style: .heading)
    naturalWidth = displayWidth(of: name)
  }

  /// Whether it tells how things stand.
  var isState: Bool { ["status", "outcome", "state"].contains(header.text) }

  var isTrueOrFalse: Bool { cells.allSatisfy { ["true", "false"].contains($0?.text) } }

  /// Whether rows that are alike in it are alike in another column too, and there are such rows.
  func decides(_ other: TableColumn, in rowCount: Int) -> Bool {
    var told: [String?: String?] = [:]
    for row in 0..<rowCount {
      let text = other.cell(row)?.text
      guard told.updateValue(text, forKey: cell(row)?.text) ?? text == text else { return false }
    }
    return told.count < rowCount
  }

  /// Whether all rows have the same value in it.
  func isSame(in rowCount: Int) -> Bool {
    cells.count == rowCount && cells.allSatisfy { $0?.text == cells[0]?.text && $0 != nil }
  }

  func cell(_ row: Int) -> TableCell? { row < cells.count ? cells[row] : nil }

  mutating func set(_ cell: TableCell, at row: Int, isNumber: Bool, isNested: Bool) {
    if isNested { self.isNested = true }
    cells.append(contentsOf: repeatElement(nil, count: row - cells.count))
    cells.append(cell)
    naturalWidth = max(naturalWidth, displayWidth(of: cell.text))
    if cell.text.utf8.contains(UInt8(ascii: " ")) { hasSpaces = true }
    if isNumber { hasNumbers = true } else if cell.style == nil { hasOthers = true }
    guard cell.style == nil else { return }
    if cell.text.isTime {
      hasTimes = true
      minutesWidth = max(minutesWidth, cell.text.withoutSeconds.utf8.count)
    } else if cell.text.utf8.count == 16, cell.text.begins(like: "0000-00-00 00:00") {
      hasHours = true
    } else {
      hasOtherTexts = true
    }
  }
}

extension String {
  /// Whether it is a time as `2025-01-15T10:30`, which seconds and a zone may follow.
  fileprivate var isTime: Bool {
    begins(like: "0000-00-00T00:00") && (utf8.dropFirst(16).first.map { ":Z+-".utf8.contains($0) } ?? true)
  }

  /// Whether it begins like this form, in which each 0 stands for any digit.
  fileprivate func begins(like form: String) -> Bool {
    let bytes = utf8.prefix(form.utf8.count)
    guard bytes.count == form.utf8.count else { return false }
    return zip(bytes, form.utf8).allSatisfy { byte, form in
      form == UInt8(ascii: "0") ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == form
    }
  }

  /// A time as `2025-01-15T10:30Z`.
  fileprivate var withoutSeconds: String {
    let minutes = prefix(16)
    let zone = self[minutes.endIndex...].drop { $0 == ":" || $0 == "." || $0.isNumber }
    return String(minutes + zone)
  }
}
