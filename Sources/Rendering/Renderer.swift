import JSON

/// Writes everything that a person or the next program sees. Make a renderer for a screen and a format; it
/// returns the bytes of each value.
///
/// On a terminal, an array of objects is a table and anything else is coloured JSON; both are cut to the
/// screen. Elsewhere an array is NDJSON and anything else is JSON. Where a format was asked for by name,
/// nothing is cut.
public struct Renderer: Sendable {
  public let screen: Screen
  public let format: OutputFormat
  package let encoder: ValueEncoder
  /// The pipeline that keeps the whole of a value that was cut.
  package let keeping: String
  /// Whether Enter shows what was cut.
  package var mayGoOn = false
  /// Whether the next value will replace this one on the screen, so that the rest of it cannot be asked for.
  package var isPassing = false
  /// Whether the columns of a table are those that the user has chosen, with `select`.
  package var isChosen = false

  /// - Parameter keeping: is shown where a value is cut. After `-c`, where there is no later `$`, it is `|
  ///   save all.json`.
  public init(
    screen: Screen, format: OutputFormat = .auto, encoder: ValueEncoder,
    keeping: String = "$ | save all.json"
  ) {
    self.screen = screen
    self.format = format
    self.encoder = encoder
    self.keeping = keeping
  }

  /// The whole value, with a newline after it.
  ///
  /// - Throws: where the format cannot hold the value.
  public func bytes(_ value: Value) throws(Unencodable) -> [UInt8] {
    guard case .array(let items) = value else { return try single(value) }
    var stream = stream()
    var output = stream.begin()
    loop: for item in items {
      switch stream.item(item) {
      case .write(let bytes): output += bytes
      case .enough: break loop
      }
    }
    return output + (try stream.end(total: items.count))
  }

  /// Writes the items of an array one after another, so that the array need not be in memory.
  public func stream() -> RenderingStream { RenderingStream(self) }

  /// A text that was made for output, as `to` and `--code` make it. A newline is added where the last one is
  /// missing. On a terminal, control characters are escaped.
  public func verbatim(_ text: Text) -> [UInt8] { terminated(text.string) }

  /// The bytes that `print` writes: a text as it is, anything else as compact JSON.
  public func printed(_ value: Value) -> [UInt8] {
    if case .string(let text) = value { return terminated(text.string) }
    return compact(value)
  }

  /// The bytes that `table` writes: the items of an array as rows, or the members of an object as rows of
  /// name and value. All rows are written. Only on a terminal they are cut, and only in width.
  ///
  /// - Parameter isCut: false for a pager, which shows the rest of a long row too.
  public func table(_ value: Value, isCut: Bool = true) -> [UInt8] {
    switch value {
    case .array(let items): table(rows: items, isCut: isCut)
    case .object(let object):
      table(rows: object.members.map { ["name": .string($0.name), "value": $0.value] }, isCut: isCut)
    default: table(rows: [value], isCut: isCut)
    }
  }

  /// The bytes that a terminal shows of a value, without any cut: for a pager.
  public func whole(_ value: Value) -> [UInt8] {
    value.isTable ? table(value, isCut: false) : indented(value) + newline
  }

  /// The bytes that `bar` writes. Nil where the value has no counts, which are an object of numbers, or rows
  /// of a name and a number.
  public func bars(_ value: Value) -> [UInt8]? {
    Bars(value).map { lines($0.lines(width: screen.columns, palette: palette)) }
  }
}

extension Renderer {
  package var palette: Palette { Palette(isOn: screen.color) }
  package var newline: [UInt8] { [UInt8(ascii: "\n")] }

  package func lines(_ lines: [String]) -> [UInt8] { lines.flatMap { Array($0.utf8) + newline } }

  /// Rows as a table; no rows as `[]`.
  package func table(rows: [Value], isCut: Bool = true) -> [UInt8] {
    rows.isEmpty ? compact([]) : lines(tableLines(rows, isCut: isCut))
  }

  /// The header and the rows; where columns were left out, also lines that name them.
  func tableLines(_ rows: [Value], isCut: Bool = true) -> [String] {
    Table(rows, isForTerminal: screen.isTerminal, isChosen: isChosen)
      .lines(width: screen.isTerminal && isCut ? screen.columns : nil, palette: palette)
  }

  /// How many lines of one answer the screen has room for. A turn of `every` has its time above.
  var room: Int { isPassing ? Swift.max(screen.answerRows - 1, 3) : screen.answerRows }

  /// Bytes in the format of a higher room. On a terminal they are escaped.
  package func encoded(_ value: Value) throws(Unencodable) -> [UInt8] {
    let bytes = try encoder.encode(value, format)
    guard screen.isTerminal else { return bytes }
    return Array(Escaping.lines(String(decoding: bytes, as: UTF8.self)).utf8)
  }

  /// One line of JSON.
  package func compact(_ value: Value) -> [UInt8] {
    guard screen.isTerminal else { return value.jsonBytes() + newline }
    return Array(Escaping.json(value.json).utf8) + newline
  }

  /// JSON on several lines, without a newline at its end.
  package func indented(_ value: Value) -> [UInt8] {
    guard screen.isTerminal || screen.color else { return value.jsonBytes(indent: 2) }
    return Array(PaintedJSON(value, layout).text.utf8)
  }

  var layout: PaintedJSON.Layout {
    PaintedJSON.Layout(
      palette: palette, isForTerminal: screen.isTerminal, fitting: screen.isTerminal ? screen.columns : nil)
  }

  private func single(_ value: Value) throws(Unencodable) -> [UInt8] {
    switch format {
    case .auto where screen.isTerminal: lines(CutJSON(renderer: self).lines(value))
    case .auto, .json: indented(value) + newline
    case .ndjson: compact(value)
    case .csv, .tsv: try encoded(value)
    case .text: printed(value)
    case .table: table(value)
    }
  }

  private func terminated(_ text: String) -> [UInt8] {
    var bytes = Array((screen.isTerminal ? Escaping.lines(text) : text).utf8)
    if bytes.last != UInt8(ascii: "\n") { bytes += newline }
    return bytes
  }
}

extension Value {
  /// Whether a terminal shows it as a table: it is rows of members.
  public var isTable: Bool { asArray?.isEmpty == false && asArray?.allSatisfy { $0.asObject != nil } == true }
}
