import JSON
import Source

/// Coloured JSON that is cut to the screen, with a line that says so.
struct CutJSON {
  let renderer: Renderer

  private var columns: Int { renderer.screen.columns }
  private var room: Int { renderer.room }

  func lines(_ value: Value) -> [String] {
    if let whole = whole(value) { return whole }
    let (shown, rest) = fill(room, written(value, depth: 0, suffix: ""))
    return shown + (rest == nil ? [] : [renderer.moreNote(of: nil)])
  }

  /// The part of a value that `lines` leaves out; nil where it shows all.
  func rest(of value: Value) -> CutRest? {
    if whole(value) != nil { return nil }
    return fill(room, written(value, depth: 0, suffix: "")).rest.map { CutRest(value: value, place: $0) }
  }

  /// All lines of a value; nil where they do not fit. One record may use the rows of the notes too, so that
  /// it is not cut because of a row or two.
  private func whole(_ value: Value) -> [String]? {
    let (shown, rest) = fill(room + 3, written(value, depth: 0, suffix: "", room: room + 3))
    return rest == nil ? shown : nil
  }

  /// The lines of an array, of which the stream has collected some items.
  ///
  /// - Parameters:
  ///   - hasMore: whether the array has further items.
  ///   - total: the number of all items, where it is known.
  func lines(items: [Value], hasMore: Bool, total: Int?) -> [String] {
    if !hasMore, let whole = uncut(items) { return whole }
    let (lines, count, _) = cut(items: items, hasMore: hasMore)
    return lines + [renderer.moreNote(of: count > 0 ? total : nil, shown: count)]
  }

  /// The lines of the items for which there is room, and the number of these items. Where the first item
  /// alone is too tall, its rest is returned, and it is not counted.
  func cut(items: [Value], hasMore: Bool = true) -> (lines: [String], count: Int, rest: CutRest?) {
    var lines = ["["]
    var used = 1
    var count = 0
    for item in items {
      let suffix = count == items.count - 1 && !hasMore ? "" : ","
      let (more, rest) = fill(room - used, written(item, depth: 1, suffix: suffix))
      if rest != nil, count > 0 { break }
      lines += more
      used += rows(more)
      if let rest { return (lines, count, CutRest(value: item, place: rest, depth: 1, suffix: suffix)) }
      count += 1
    }
    return (lines, count, nil)
  }

  /// The lines of the whole array; nil where they do not fit.
  func uncut(_ items: [Value]) -> [String]? {
    let (shown, rest) = fill(room, written(.array(items), depth: 0, suffix: ""))
    return rest == nil ? shown : nil
  }

  private func written(
    _ value: Value, depth: Int, suffix: String, room: Int? = nil
  ) -> (lines: [String], isCut: Bool) {
    let room = room ?? self.room
    var layout = renderer.layout
    layout.lineLimit = room
    // A character that fills one cell takes at most 32 bytes.
    layout.textLimit = room * columns * 32
    return written(value, layout, depth: depth, suffix: suffix)
  }

  private func written(
    _ value: Value, _ layout: PaintedJSON.Layout, depth: Int, suffix: String
  ) -> (lines: [String], isCut: Bool) {
    var layout = layout
    layout.fitting = columns - 2 * depth
    let json = PaintedJSON(value, layout)
    let indent = String(repeating: " ", count: 2 * depth)
    let lines = (json.text + (json.isCut ? "" : suffix)).split(separator: "\n").map { indent + $0 }
    return (lines, json.isCut)
  }

  /// The lines that fit into so many rows, and where the rest begins. The line that does not fit is cut. It
  /// has no mark at its end where the rest can be shown next.
  private func fill(_ room: Int, _ text: (lines: [String], isCut: Bool)) -> ([String], rest: CutRest.Place?) {
    var room = room
    var shown: [String] = []
    for (index, line) in text.lines.map({ PaintedLine(text: $0) }).enumerated() {
      let rows = line.rows(columns: columns)
      if rows > room {
        if room > 0 {
          let cells = room * columns
          shown.append(renderer.mayGoOn ? line.split(after: cells).head : line.cut(to: cells))
        }
        return (shown, CutRest.Place(line: index, cells: Swift.max(room, 0) * columns))
      }
      room -= rows
      shown.append(line.text)
    }
    return (shown, text.isCut ? CutRest.Place(line: text.lines.count, cells: 0) : nil)
  }

  func lines(of rest: CutRest) -> ArraySlice<String> {
    var lines = written(rest.value, renderer.layout, depth: rest.depth, suffix: rest.suffix).lines
      .dropFirst(rest.place.line)
    if rest.place.cells > 0, let first = lines.first {
      lines[lines.startIndex] = PaintedLine(text: first).split(after: rest.place.cells).rest ?? ""
    }
    return lines
  }

  private func rows(_ lines: [String]) -> Int {
    lines.reduce(0) { $0 + PaintedLine(text: $1).rows(columns: columns) }
  }
}

extension Renderer {
  /// The note `… 4,812 more; `$ | save all.json` keeps it all`, without a number where it is not known.
  ///
  /// - Parameter total: as a service says it, so it may be any number.
  package func moreNote(of total: Int?, shown: Int = 0) -> String {
    let more = total.flatMap { $0 > shown ? Figures.grouped($0 - shown) + " more" : nil } ?? "more"
    let next = mayGoOn && !isPassing ? ": Enter" : ""
    let note = "… \(more)\(next)" + (isPassing ? "" : "; `\(keeping)` keeps it all")
    // Half a command is of no use to anybody.
    let fits = displayWidth(of: note) <= screen.columns || next.isEmpty
    return palette.paint((fits ? note : "… \(more)\(next)").cut(to: screen.columns), .dim)
  }

  /// The part of a value that `bytes` leaves out on this screen. Nil where it shows all, or the screen is not
  /// a terminal.
  package func rest(of value: Value) -> CutRest? {
    guard format == .auto, screen.isTerminal else { return nil }
    if case .array = value { return nil }
    return CutJSON(renderer: self).rest(of: value)
  }

  /// The lines of the part that was left out.
  package func lines(of rest: CutRest) -> ArraySlice<String> { CutJSON(renderer: self).lines(of: rest) }

  /// The widths of the lines in cells.
  package func widths(of bytes: [UInt8]) -> [Int] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { PaintedLine(text: String($0)).width }
  }

  /// The lines for which the screen has room, and the lines after them. A line that is taller than the screen
  /// is divided.
  package func screenful(of lines: ArraySlice<String>) -> (shown: [String], rest: ArraySlice<String>) {
    var room = screen.answerRows
    var shown: [String] = []
    var rest = lines
    while let line = rest.first, room > 0 {
      let (head, tail) = PaintedLine(text: line).split(after: room * screen.columns)
      if tail != nil, !shown.isEmpty { break }
      shown.append(head)
      room -= PaintedLine(text: head).rows(columns: screen.columns)
      if let tail {
        rest[rest.startIndex] = tail
        break
      }
      rest.removeFirst()
    }
    return (shown, rest)
  }
}

/// The part of a value, shown as JSON, for which a screen had no room.
package struct CutRest: Sendable {
  struct Place {
    /// How many lines were shown as a whole.
    var line: Int
    /// How many cells of the next line were shown, at most.
    var cells: Int
  }

  let value: Value
  let place: Place
  /// The depth of the value in a list, and the text after it there.
  var depth = 0
  var suffix = ""
}
