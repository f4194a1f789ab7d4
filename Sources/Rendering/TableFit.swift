/// Which columns fit side by side, and how wide each is.
///
/// A number, a telephone number or a word that is cut is of no use, a sentence still is: so numbers
/// are never cut, columns without spaces to sixteen cells (`+` and fifteen digits) and the others to
/// ten. What then does not fit is dropped, the last column first. The room that is left goes to the
/// narrowest column that still wants some, so that no long text starves the others.
package struct TableFit {
  /// The widths of the columns that are shown: the first ones.
  package private(set) var widths: [Int]

  private static let gap = 2

  package init(_ columns: [TableColumn], width: Int?) {
    let natural = columns.map(\.naturalWidth)
    guard let width, Self.sum(natural) > width else {
      widths = natural
      return
    }
    widths = columns.map(Self.least)
    while widths.count > 1, Self.sum(widths) > width { widths.removeLast() }
    if let only = widths.first, widths.count == 1 { widths[0] = min(only, width) }
    share(width - Self.sum(widths), natural)
  }

  private static func least(_ column: TableColumn) -> Int {
    if column.isNumeric { return column.naturalWidth }
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
