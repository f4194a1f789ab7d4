import JSON

/// Coloured JSON cut to the screen, the cut named.
package struct CutJSON {
  package let renderer: Renderer

  private var columns: Int { renderer.screen.columns }
  private var room: Int { renderer.screen.answerRows }

  package func lines(_ value: Value) -> [String] {
    let (shown, isCut) = fill(room, written(value, depth: 0, suffix: ""))
    return shown + (isCut ? [renderer.moreNote(of: nil)] : [])
  }

  /// An array, of which the stream has collected some items.
  ///
  /// - Parameter hasMore: whether there are others; `total`, where known, counts all.
  package func lines(items: [Value], hasMore: Bool, total: Int?) -> [String] {
    if !hasMore, let whole = uncut(items) { return whole }
    var lines = ["["]
    var used = 1
    var count = 0
    for item in items {
      let isLast = count == items.count - 1 && !hasMore
      let (more, isCut) = fill(room - used, written(item, depth: 1, suffix: isLast ? "" : ","))
      if isCut, count > 0 { break }
      lines += more
      used += rows(more)
      if isCut { break }
      count += 1
    }
    return lines + [renderer.moreNote(of: count > 0 ? total : nil, shown: count)]
  }

  /// The whole array, where it fits.
  private func uncut(_ items: [Value]) -> [String]? {
    let (shown, isCut) = fill(room, written(.array(items), depth: 0, suffix: ""))
    return isCut ? nil : shown
  }

  private func written(_ value: Value, depth: Int, suffix: String) -> (lines: [String], isCut: Bool) {
    var layout = renderer.layout
    layout.lineLimit = room
    // No character of those that fill a cell takes more bytes.
    layout.textLimit = room * columns * 32
    layout.fitting = columns - 2 * depth
    let json = PaintedJSON(value, layout)
    let indent = String(repeating: " ", count: 2 * depth)
    let lines = (json.text + (json.isCut ? "" : suffix)).split(separator: "\n").map { indent + $0 }
    return (lines, json.isCut)
  }

  /// As many of the lines as fit in so many rows. The line that does not fit is cut.
  private func fill(_ room: Int, _ text: (lines: [String], isCut: Bool)) -> ([String], isCut: Bool) {
    var room = room
    var shown: [String] = []
    for line in text.lines.map({ PaintedLine(text: $0) }) {
      let rows = line.rows(columns: columns)
      if rows > room {
        if room > 0 { shown.append(line.cut(to: room * columns)) }
        return (shown, true)
      }
      room -= rows
      shown.append(line.text)
    }
    return (shown, text.isCut)
  }

  private func rows(_ lines: [String]) -> Int {
    lines.reduce(0) { $0 + PaintedLine(text: $1).rows(columns: columns) }
  }
}

extension Renderer {
  /// `… 4,812 more; `$ | save all.json` keeps them`, or without the number where it is not known.
  ///
  /// - Parameter total: as a service tells it, which may be anything.
  package func moreNote(of total: Int?, shown: Int = 0) -> String {
    let more = total.flatMap { $0 > shown ? Figures.grouped($0 - shown) + " more" : nil } ?? "more"
    return palette.paint("… \(more); `\(keeping)` keeps it all".cut(to: screen.columns), .dim)
  }
}
