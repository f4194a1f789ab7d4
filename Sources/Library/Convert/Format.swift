import JSON
import Machine

/// A format in which values are written as bytes. `open`, `save`, `parse` and `to` know these.
public enum Format: String, Sendable, CaseIterable {
  case json, ndjson, csv, tsv, text
  /// Tables for people. They are only written; a file with such a name is read as text.
  case markdown, html

  /// The format for the ending of a file's name; nil where the ending is unknown.
  public init?(path: String) {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return nil }
    self.init(name: path[dot...].dropFirst().lowercased())
  }

  /// The format with this name, as `--as` takes it: `txt` is text, and `jsonl` is NDJSON.
  public init?(name: String) {
    switch name {
    case "txt": self = .text
    case "jsonl": self = .ndjson
    case "md": self = .markdown
    case "htm": self = .html
    default: self.init(rawValue: name)
    }
  }

  /// A decoder, which reads bytes as they come and gives their items.
  ///
  /// - Parameters:
  ///   - projection: the parts of the items that are needed; others may be missing.
  ///   - notices: gets a notice where something was read differently from how it is written.
  public func decoder(_ projection: Projection = .whole, _ notices: Notices? = nil) -> any Decoder {
    switch self {
    case .json: JSONReader(projection, notices)
    case .ndjson: NDJSONReader(projection, notices)
    case .csv: CSVReader()
    case .tsv: CSVReader(separator: "\t")
    case .text, .markdown, .html: TextReader()
    }
  }

  /// A decoder for the rows of a table; nil for other formats.
  func rowReader() -> CSVReader? {
    switch self {
    case .csv: CSVReader()
    case .tsv: CSVReader(separator: "\t")
    case .json, .ndjson, .text, .markdown, .html: nil
    }
  }

  /// An encoder, which writes items one by one.
  ///
  /// - Parameters:
  ///   - columns: the members that become columns of a table; by default those of the first item.
  ///   - isSafe: whether cells that a spreadsheet would run are marked.
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
  /// The names of all formats that can be read and written.
  public static let names = allCases.filter { !$0.isMarkup }.map(\.rawValue) + ["jsonl", "txt"]
  /// The names of all formats that can be written.
  public static let writableNames = names + ["markdown", "md", "html"]

  /// Whether the format is a table for people.
  public var isMarkup: Bool { self == .markdown || self == .html }

  /// Whether the format has rows with the same columns.
  public var isTable: Bool { self == .csv || self == .tsv }

  /// An encoder for items that begin with these. All their members become columns.
  public func encoder(for items: [Value], isSafe: Bool = false) -> any Encoder {
    encoder(columns: isTable || isMarkup ? Self.columns(of: items) : nil, isSafe: isSafe)
  }
}

/// Turns bytes into items.
public protocol Decoder {
  /// Whether the bytes are a list with these items, not one value. This is certain from the first item on.
  var isList: Bool { get }
  /// Adds the items that these bytes complete. It throws at the first byte that the format does not allow, after it has
  /// added the items before that.
  mutating func feed(_ bytes: [UInt8], into items: inout [Value]) throws(Failure)
  /// Adds the items that the end of the bytes completes. It throws where something is incomplete.
  mutating func finish(into items: inout [Value]) throws(Failure)
  /// From now on, notes the lines on which items begin.
  mutating func noteLines()
  /// The lines of the items since the last call; empty where the format has no lines.
  mutating func takeLines() -> [Int]
}

extension Decoder {
  public var isList: Bool { true }
  public func noteLines() {}
  public func takeLines() -> [Int] { [] }
}

/// Turns items into bytes.
public protocol Encoder {
  mutating func begin() throws(Failure) -> [UInt8]
  /// Appends an item. Throws where the format cannot express it, and then appends nothing.
  mutating func encode(_ item: Value, into bytes: inout [UInt8]) throws(Failure)
  mutating func finish() throws(Failure) -> [UInt8]
}

extension Format {
  /// The value of a whole text.
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

  /// The whole value as bytes, without a newline at the end. A value that is not a list is written as one value in JSON
  /// and text, and as a list with one item in other formats.
  ///
  /// - Parameter isSafe: whether cells that a spreadsheet would run are marked.
  public func bytes(
    of value: Value, isSafe: Bool = true, _ interruption: Interruption = Interruption()
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
      try encoder.encode(item, into: &bytes)
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

  /// The names of all members of these items, in the order in which they first occur.
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
