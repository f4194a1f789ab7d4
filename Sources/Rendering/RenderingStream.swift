import JSON

/// Writes an array while its items come.
///
/// Call `begin` once, then `item` for each item until it returns `enough`, then `end`. NDJSON, text and JSON
/// are written item by item. On a terminal, one screenful is collected. `csv`, `tsv` and `table` need all
/// items before they know the columns.
public struct RenderingStream: Sendable {
  /// What to do after an item.
  public enum Step: Sendable, Equatable {
    /// Write these bytes, which may be none, and go on.
    case write([UInt8])
    /// The screen is full. This item is not shown, and no further one is needed.
    case enough
  }

  private let renderer: Renderer
  private var held: [Value] = []
  private var count = 0
  private var hasMore = false

  package init(_ renderer: Renderer) { self.renderer = renderer }

  /// The stream with other values in the place of those that it holds.
  package func masked(_ mask: (Value) -> Value) -> RenderingStream {
    var stream = self
    stream.held = held.map(mask)
    return stream
  }

  /// The bytes to write before the first item.
  public func begin() -> [UInt8] { renderer.format == .json ? [UInt8(ascii: "[")] : [] }

  /// Takes the next item.
  public mutating func item(_ value: Value) -> Step {
    defer { count += 1 }
    switch renderer.format {
    case .auto where renderer.screen.isTerminal: return holdForScreen(value)
    case .auto, .ndjson: return .write(renderer.compact(value))
    case .text: return .write(renderer.printed(value))
    case .json: return .write(element(value))
    case .csv, .tsv, .table:
      held.append(value)
      return .write([])
    }
  }

  /// The bytes that remain to be written.
  ///
  /// - Parameter total: the number of all items, where it is known although not all were given.
  /// - Throws: where the format cannot hold the values.
  public func end(total: Int? = nil) throws(Unencodable) -> [UInt8] {
    switch renderer.format {
    case .auto where renderer.screen.isTerminal: screenful(total)
    case .auto, .ndjson, .text: []
    case .json: Array((count > 0 ? "\n]\n" : "]\n").utf8)
    case .csv, .tsv: try renderer.encoded(.array(held))
    case .table: renderer.table(rows: held)
    }
  }

  private mutating func holdForScreen(_ value: Value) -> Step {
    guard held.count < renderer.room else {
      hasMore = true
      return .enough
    }
    held.append(value)
    return .write([])
  }

  private func screenful(_ total: Int?) -> [UInt8] {
    guard !held.isEmpty, held.allSatisfy({ $0.asObject != nil }) else {
      return renderer.lines(CutJSON(renderer: renderer).lines(items: held, hasMore: hasMore, total: total))
    }
    guard hasMore else { return renderer.table(rows: held) }
    let shown = Array(held.prefix(shownCount))
    return renderer.lines(renderer.tableLines(shown) + [renderer.moreNote(of: total, shown: shown.count)])
  }

  /// How many of the items that it holds fit on one screen, where there are more.
  private var shownCount: Int {
    guard held.allSatisfy({ $0.asObject != nil }) else {
      return Swift.max(CutJSON(renderer: renderer).cut(items: held).count, 1)
    }
    // A screenful has room for one line of notes only. Further ones take lines of rows, and the header must not
    // scroll away.
    let notes = renderer.tableLines(held).count - held.count - 1
    return Swift.max(held.count - notes, 1)
  }

  /// What does not fit on a full screen: the rest of the last item that is shown, and the items after it.
  package var cut: (rest: CutRest?, items: ArraySlice<Value>) {
    guard renderer.format == .auto, renderer.screen.isTerminal else { return (nil, []) }
    if held.allSatisfy({ $0.asObject != nil }) { return (nil, hasMore ? held.dropFirst(shownCount) : []) }
    let json = CutJSON(renderer: renderer)
    if !hasMore, json.uncut(held) != nil { return (nil, []) }
    let (_, count, rest) = json.cut(items: held, hasMore: hasMore)
    return (rest, held.dropFirst(Swift.max(count, 1)))
  }

  /// The item as an element of an array, indented by one level. A string in JSON holds no newline, so each
  /// one here ends a line.
  private func element(_ value: Value) -> [UInt8] {
    var bytes = Array((count > 0 ? ",\n  " : "\n  ").utf8)
    for byte in renderer.indented(value) {
      bytes.append(byte)
      if byte == UInt8(ascii: "\n") { bytes += "  ".utf8 }
    }
    return bytes
  }
}
