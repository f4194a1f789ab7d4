import JSON

/// An array that is shown while its items come.
///
/// Call `begin` once, `item` for each until it has enough, then `end`. NDJSON, text and JSON are
/// written item by item; a table on a terminal holds one screenful and asks for no more; `csv`,
/// `tsv` and a table elsewhere need all items first, for their columns.
public struct RenderingStream: Sendable {
  public enum Step: Sendable, Equatable {
    /// Write these bytes, if any, and go on.
    case write([UInt8])
    /// The screen is full: the item is not shown, and no other is wanted.
    case enough
  }

  private let renderer: Renderer
  private var held: [Value] = []
  private var count = 0
  private var hasMore = false

  package init(_ renderer: Renderer) { self.renderer = renderer }

  /// The same with other values in the place of those that it holds.
  package func masked(_ mask: (Value) -> Value) -> RenderingStream {
    var stream = self
    stream.held = held.map(mask)
    return stream
  }

  public func begin() -> [UInt8] { renderer.format == .json ? [UInt8(ascii: "[")] : [] }

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

  /// What remains to be written.
  ///
  /// - Parameter total: how many items there are in all, where that is known though not all were given.
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
    guard held.count < renderer.screen.answerRows else {
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

  /// How many of the items that it holds a screenful shows, where there are more.
  private var shownCount: Int {
    guard held.allSatisfy({ $0.asObject != nil }) else {
      return Swift.max(CutJSON(renderer: renderer).cut(items: held).count, 1)
    }
    // A screenful has room for one note only. A second note takes a line more, and the header must not scroll away.
    return renderer.tableLines(held).count > held.count + 1 && held.count > 1 ? held.count - 1 : held.count
  }

  /// What a full screen has no room for: of the last item that it shows, and the items after that.
  package var cut: (rest: CutRest?, items: ArraySlice<Value>) {
    guard renderer.format == .auto, renderer.screen.isTerminal else { return (nil, []) }
    if held.allSatisfy({ $0.asObject != nil }) { return (nil, hasMore ? held.dropFirst(shownCount) : []) }
    let json = CutJSON(renderer: renderer)
    if !hasMore, json.uncut(held) != nil { return (nil, []) }
    let (_, count, rest) = json.cut(items: held, hasMore: hasMore)
    return (rest, held.dropFirst(Swift.max(count, 1)))
  }

  /// The item as an element of an array: one level in. No newline stands within a string of JSON.
  private func element(_ value: Value) -> [UInt8] {
    var bytes = Array((count > 0 ? ",\n  " : "\n  ").utf8)
    for byte in renderer.indented(value) {
      bytes.append(byte)
      if byte == UInt8(ascii: "\n") { bytes += "  ".utf8 }
    }
    return bytes
  }
}
