import JSON
import Machine

/// How the rows of a CSV or TSV file are made up. Rows that are added to the file must be made up like that.
public struct CSVHead: Sendable {
  public let columns: [Text]
  private let separator: Unicode.Scalar

  /// Reads as far as the first row goes; nil where there is none, and of other formats.
  ///
  /// - Parameter next: the file's next bytes; none at its end.
  public init?(_ format: Format, reading next: () throws(Failure) -> [UInt8]) throws(Failure) {
    guard var reader = format.rowReader() else { return nil }
    while reader.names == nil {
      let bytes = try next()
      var rows: [Value] = []
      if bytes.isEmpty { try reader.finish(into: &rows) } else { try reader.feed(bytes, into: &rows) }
      if bytes.isEmpty { break }
    }
    guard let names = reader.names, let separator = reader.separator else { return nil }
    self.columns = names
    self.separator = separator
  }

  /// Writes rows without a first one that names the columns. The first items tell whether they have the
  /// same columns.
  public func encoder(for items: [Value], isSafe: Bool = false) throws(Failure) -> any Encoder {
    let given = Format.columns(of: items)
    guard Set(given) == Set(columns) else { throw .otherColumns(columns, given) }
    return CSVWriter(separator: separator, columns: columns, isHeaded: true, isSafe: isSafe)
  }
}
