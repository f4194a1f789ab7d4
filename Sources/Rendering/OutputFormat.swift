import JSON

/// The formats that `--output` takes.
public enum OutputFormat: String, Sendable, CaseIterable {
  /// A table or coloured JSON on a terminal; NDJSON or JSON elsewhere.
  case auto
  case json
  case ndjson
  case csv
  case tsv
  case text
  case table
}

/// Writes a value in a format that a higher room knows (`csv`, `tsv`).
public struct ValueEncoder: Sendable {
  package let encode: @Sendable (Value, OutputFormat) throws(Unencodable) -> [UInt8]

  public init(_ encode: @escaping @Sendable (Value, OutputFormat) throws(Unencodable) -> [UInt8]) {
    self.encode = encode
  }
}

/// A value that a format cannot hold. The room that knows the format words the message.
public struct Unencodable: Error, Equatable, Sendable {
  public var message: String
  public var hint: String?

  public init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
