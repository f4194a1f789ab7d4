import Rendering

/// What fits at the cursor, in rows below the line. One row is chosen.
struct Menu {
  struct Entry {
    var name: String
    var meaning: String
  }

  private(set) var entries: [Entry]
  var chosen = 0
  /// The text that is shown where there are no entries.
  var ifNone = ""

  /// The most rows, with the one that shows the count.
  static let mostRows = 8

  init(_ entries: [Entry]) { self.entries = entries }

  mutating func step(_ count: Int) {
    guard !entries.isEmpty else { return }
    chosen = ((chosen + count) % entries.count + entries.count) % entries.count
  }

  /// The rows for which there is room, around the chosen one.
  func rows(most: Int, columns: Int, isColored: Bool) -> [LineFrame.Row] {
    let most = Swift.min(most, Self.mostRows)
    guard most > 1 else { return [] }
    let room = most - 1
    let first = Swift.max(Swift.min(chosen - room / 2, entries.count - room), 0)
    let shown = entries[first..<Swift.min(first + room, entries.count)]
    // Names come first: two that were cut to the same text could not be told apart.
    let width = Swift.min(shown.map { $0.name.cellCount }.max() ?? 0, Swift.max(columns / 2, columns - 12))
    let rows = shown.indices.map { index in
      let isChosen = index == chosen
      let entry = entries[index]
      let text = (isChosen ? "> " : "  ") + entry.name.cut(to: width).padded(to: width) + "  " + entry.meaning
      return LineFrame.Row(
        text.cut(to: columns - 1).trimmedAtEnd, isChosen && isColored ? .chosen : .plain)
    }
    let count = entries.isEmpty ? ifNone : "  \(chosen + 1) of \(entries.count)"
    return rows + [LineFrame.Row(count.cut(to: columns - 1), isColored ? .faint : .plain)]
  }
}

extension LineFrame.Row {
  /// A row below the line.
  init(_ text: String, _ ink: Ink) {
    self.init()
    scalars = Array(text.unicodeScalars)
    inks = Array(repeating: ink, count: scalars.count)
    width = scalars.cellCount(before: scalars.count)
  }
}
