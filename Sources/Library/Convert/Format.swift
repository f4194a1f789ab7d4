import JSON
import Machine

/// How values are written as bytes: what `open`, `save`, `parse` and `to` know.
public enum Format: String, Sendable, CaseIterable {
  case json, ndjson, csv, tsv, text
  /// Tables for people: they are written and not read, but as text.
  case markdown, html

  /// The format that a file's name ends in, or nil.
  public init?(path: String) {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return nil }
    self.init(name: path[dot...].dropFirst().lowercased())
  }

  /// By the name that `--as` takes: `txt` is text, `jsonl` is NDJSON.
  public init?(name: String) {
    switch name {
    case "txt": self = .text
    case "jsonl": self = .ndjson
    case "md": self = .markdown
    case "htm": self = .html
    default: self.init(rawValue: name)
    }
  }

  /// Reads bytes as they come and gives their items, of which only the projection need be there.
  ///
  /// - Parameter notices: gets a notice where something was read otherwise than it is written.
  public func decoder(_ projection: Projection = .whole, _ notices: Notices? = nil) -> any Decoder {
    switch self {
    case .json: JSONReader(projection, notices)
    case .ndjson: NDJSONReader(projection, notices)
    case .csv: CSVReader()
    case .tsv: CSVReader(separator: "\t")
    case .text, .markdown, .html: TextReader()
    }
  }

  /// Reads the rows of a table; nil for other formats.
  func rowReader() -> CSVReader? {
    switch self {
    case .csv: CSVReader()
    case .tsv: CSVReader(separator: "\t")
    case .json, .ndjson, .text, .markdown, .html: nil
    }
  }

  /// Writes items as bytes, one by one. `columns` are the members that become columns of CSV and TSV;
  /// those of the first item unless given. In a table that is `isSafe` no cell is a formula.
  public func encoder(columns: [Text]? = nil, isSafe: Bool = false) -> any Encoder {
    switch self {
    case .json: JSONWriter()
    case .ndjson: NDJSONWriter()
    case .csv: CSVWriter(columns: columns, isSafe: isSafe)
    case .tsv: CSVWriter(separator: "\t", columns: columns, isSafe: isSafe)
    case .text: TextWriter()
    case .markdown: MarkdownWriter(columns: columns)
    case .html: HTMLWriter(columns: columns)
    }
  }
}

extension Format {
  /// All that `init(name:)` takes.
  public static let names = allCases.filter { !$0.isMarkup }.map(\.rawValue) + ["jsonl", "txt"]
  /// Those that are written alone as well.
  public static let writableNames = names + ["markdown", "md", "html"]

  /// Whether it is a table for people.
  public var isMarkup: Bool { self == .markdown || self == .html }

  /// Whether it is of rows that have the same columns.
  public var isTable: Bool { self == .csv || self == .tsv }

  /// Writes items of which these are the first: all of their members become columns.
  public func encoder(for items: [Value], isSafe: Bool = false) -> any Encoder {
    encoder(columns: isTable || isMarkup ? Self.columns(of: items) : nil, isSafe: isSafe)
  }
}

/// Bytes in, items out.
public protocol Decoder {
  /// Whether the bytes are a list, whose items these are, or one value. Settled with the first item.
  var isList: Bool { get }
  /// Adds the items that these bytes complete. Throws at the first byte that the format does not allow,
  /// the items before it added.
  mutating func feed(_ bytes: [UInt8], into items: inout [Value]) throws(Failure)
  /// Adds the items that the end completes. Throws where something was left open.
  mutating func finish(into items: inout [Value]) throws(Failure)
  /// From here on, notes the lines on which items begin.
  mutating func noteLines()
  /// The lines of the items that came since this was asked last; none where the format has no lines.
  mutating func takeLines() -> [Int]
}

extension Decoder {
  public var isList: Bool { true }
  public func noteLines() {}
  public func takeLines() -> [Int] { [] }
}

/// Items in, bytes out.
public protocol Encoder {
  mutating func begin() throws(Failure) -> [UInt8]
  /// Throws where the format cannot hold such an item.
  mutating func encode(_ item: Value) throws(Failure) -> [UInt8]
  mutating func finish() throws(Failure) -> [UInt8]
}

extension Format {
  /// The value that a whole text is.
  public func value(
    of text: [UInt8], _ interruption: Interruption = Interruption()
  ) throws(Failure) -> Value {
    if self == .json { return try JSONReader.value(of: text, interruption.notices) }
    var decoder = decoder(.whole, interruption.notices)
    var items: [Value] = []
    for start in stride(from: 0, to: text.count, by: 1 << 16) {
      try interruption.poll(start)
      try decoder.feed(Array(text[start...].prefix(1 << 16)), into: &items)
    }
    try decoder.finish(into: &items)
    return .array(items)
  }

  /// The whole value as bytes, without a newline at the end. A value that is not a list is one value of
  /// JSON and text, and elsewhere a list of one.
  public func bytes(
    of value: Value, isSafe: Bool = false, _ interruption: Interruption = Interruption()
  ) throws(Failure) -> [UInt8] {
    switch (self, value) {
    case (.json, .array(let items)): return try array(items, interruption)
    case (.json, _): return value.jsonBytes()
    case (.text, .string(let text)), (.markdown, .string(let text)), (.html, .string(let text)):
      return Array(text.utf8)
    case (.ndjson, _), (.csv, _), (.tsv, _), (.text, _), (.markdown, _), (.html, _): break
    }
    let items = value.asArray ?? [value]
    var encoder = encoder(for: items, isSafe: isSafe)
    var bytes = try encoder.begin()
    for (turn, item) in items.enumerated() {
      try interruption.poll(turn)
      bytes += try encoder.encode(item)
    }
    bytes += try encoder.finish()
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    return bytes
  }

  private func array(_ items: [Value], _ interruption: Interruption) throws(Failure) -> [UInt8] {
    var bytes = [UInt8(ascii: "[")]
    for (turn, item) in items.enumerated() {
      try interruption.poll(turn)
      if turn > 0 { bytes.append(UInt8(ascii: ",")) }
      item.appendJSON(to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
    return bytes
  }

  /// The names of all members that some item has, in the order in which they first occur.
  static func columns(of items: [Value]) -> [Text] {
    var names = Object()
    for item in items {
      for member in item.asObject?.members ?? [] where names[member.name] == nil {
        names[member.name] = .null
      }
    }
    return names.names
  }
}
