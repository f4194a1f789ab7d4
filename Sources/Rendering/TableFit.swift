/// Chooses which columns fit side by side, and how wide each is.
///
/// A number or a word is useless when it is cut, but a sentence is not. So numbers and hours are never cut, times lose
/// only their seconds, objects and lists are cut to twelve cells, columns without spaces to sixteen (`+` and fifteen
/// digits), and the others to ten. Columns that do not fit even then are left out, the last one first. Free room goes to
/// the narrowest column that is still cut, so that a long text does not take it all, and to objects and lists last.
struct TableFit {
  /// The widths of the columns that are shown, which are the first ones.
  private(set) var widths: [Int]

  private static let gap = 2
  private static let nested = 12

  init(_ columns: [TableColumn], width: Int?) {
    var natural = columns.map(\.naturalWidth)
    guard let width, Self.sum(natural) > width else {
      widths = natural
      return
    }
    natural = columns.map(Self.wanted)
    widths = columns.map(Self.least)
    while widths.count > 1, Self.sum(widths) > width { widths.removeLast() }
    if let only = widths.first, widths.count == 1 { widths[0] = min(only, width) }
    share(width - Self.sum(widths), natural)
    share(width - Self.sum(widths), columns.map { $0.isNested ? $0.naturalWidth : Self.wanted($0) })
  }

  /// Whether any of the columns is cut in so many cells.
  package static func cuts(_ columns: [TableColumn], to width: Int) -> Bool {
    sum(columns.map(wanted)) > width && sum(columns.map(\.naturalWidth)) > width
  }

  /// Whether a column is cut in so many cells. The seconds of a time do not count.
  static func cuts(_ column: TableColumn, to width: Int) -> Bool { width < wanted(column) }

  /// The width that a column needs where not all columns have their full width.
  private static func wanted(_ column: TableColumn) -> Int {
    if column.isNested { return min(column.naturalWidth, nested) }
    return column.isTime ? min(column.naturalWidth, column.minutesWidth) : column.naturalWidth
  }

  private static func least(_ column: TableColumn) -> Int {
    if column.isNumeric || column.isTime || column.isHour || column.isNested { return wanted(column) }
    return min(column.naturalWidth, column.hasSpaces ? 10 : 16)
  }

  private mutating func share(_ room: Int, _ natural: [Int]) {
    var room = room
    while room > 0, let narrowest = hungry(natural).min(by: { widths[$0] < widths[$1] }) {
      widths[narrowest] += 1
      room -= 1
    }
  }

  private func hungry(_ natural: [Int]) -> [Int] { widths.indices.filter { widths[$0] < natural[$0] } }

  private static func sum(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + gap * max(widths.count - 1, 0)
  }
}
