extension Screen {
  /// tmux wraps all lines again, also those above the window. The window then shows the last rows of all, so that rows
  /// go out at the top though there may be room below (`grid_reflow` and `screen_resize_cursor` of tmux).
  mutating func resizeAsTmux(columns: Int, rows: Int) {
    var all = past
    for row in cells.indices { all.append((cells[row], styles[row], wraps[row], used[row])) }
    var place = (row: past.count + cursor.row, column: cursor.column)
    // Rows below the cursor go first where the window gets lower.
    if rows < self.rows { all.removeLast(min(self.rows - rows, self.rows - 1 - cursor.row)) }
    var lines: [(cells: [String], styles: [String])] = []
    var end: (line: Int, cell: Int?) = (0, nil)
    for row in all.indices {
      if row == 0 || !all[row - 1].wraps { lines.append(([], [])) }
      let last = lines.count - 1
      if row == place.row {
        end = (last, place.column < all[row].used ? lines[last].cells.count + place.column : nil)
      }
      lines[last].cells += all[row].cells.prefix(all[row].used)
      lines[last].styles += all[row].styles.prefix(all[row].used)
    }
    all = []
    for (number, line) in lines.enumerated() {
      let length = line.cells.count
      for start in stride(from: 0, to: max(length, 1), by: columns) {
        let stop = min(start + columns, length)
        if number == end.line, end.cell.map({ (start..<stop).contains($0) }) ?? (stop == length) {
          place = (all.count, (end.cell ?? stop) - start)
        }
        let rest = columns - (stop - start)
        all.append(
          (
            line.cells[start..<stop] + Array(repeating: " ", count: rest),
            line.styles[start..<stop] + Array(repeating: "", count: rest), stop < length, stop - start
          ))
      }
    }
    while all.count < rows {
      all.append((Array(repeating: " ", count: columns), Array(repeating: "", count: columns), false, 0))
    }
    (self.columns, self.rows) = (columns, rows)
    past = Array(all.dropLast(rows))
    let window = all.suffix(rows)
    (cells, styles) = (window.map(\.cells), window.map(\.styles))
    (wraps, used) = (window.map(\.wraps), window.map(\.used))
    cursor = place.row < past.count ? (0, 0) : (place.row - past.count, place.column)
  }
}
