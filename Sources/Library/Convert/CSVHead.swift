import JSON
import Machine

/// The columns and the separator of a CSV or TSV file. Rows that are added to the file must have the same.
public struct CSVHead: Sendable {
  public let columns: [Text]
  private let separator: Unicode.Scalar

  /// Reads up to the end of the first row.
  ///
  /// - Parameter next: gives the next bytes of the file; empty at its end.
  /// - Returns: nil where there is no row, or where the format has no rows.
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

  /// Writes rows without a first row of names.
  ///
  /// - Parameter items: the first items, which must have the columns of the file.
  public func encoder(for items: [Value], isSafe: Bool = false) throws(Failure) -> any Encoder {
    let given = Format.columns(of: items)
    guard Set(given) == Set(columns) else { throw .otherColumns(columns, given) }
    return CSVWriter(separator: separator, columns: columns, isHeaded: true, isSafe: isSafe)
  }
}
