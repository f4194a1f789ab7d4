import JSON

/// Reads a filter inside a larger text, such as a program of the language.
public enum FilterParser {
  /// Reads the logical expression that begins at `offset`, just after `?`. White space before it is skipped.
  ///
  /// - Parameter variables: whether `$name` is a root as well. A name is a letter or `_`, and then letters, digits and
  ///   `_`. A `$` before anything else is the root of the path.
  /// - Returns: the filter, and the offset where it ends. White space after it is not taken.
  /// - Throws: with an offset into `bytes`.
  public static func parse(
    _ bytes: [UInt8], at offset: Int, variables: Bool = true
  ) throws(PathError) -> (filter: Filter, end: Int) {
    try bytes.withUnsafeBufferPointer { buffer throws(PathError) in
      var parser = try PathParser(buffer, at: offset, variables: variables)
      let filter = try parser.filter()
      return (filter, parser.cursor.offset)
    }
  }
}

extension PathParser {
  /// Reads the name of a variable: a letter of any script or `_`, and then letters, `_` and digits.
  ///
  /// - Returns: nil where no name stands here.
  mutating func variableName() throws(PathError) -> Text? {
    let start = cursor.offset
    while let scalar = scalar(), scalar.isLetter || (cursor.offset > start && scalar.isDigit) {
      cursor.offset += UTF8.width(scalar)
    }
    return cursor.offset == start ? nil : Text(validated: cursor.bytes(start..<cursor.offset))
  }

  private func scalar() -> Unicode.Scalar? {
    let rest = cursor.bytes(cursor.offset..<Swift.min(cursor.offset + 4, cursor.end))
    var decoder = UTF8()
    var bytes = rest.makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&bytes) else { return nil }
    return scalar
  }
}

extension Unicode.Scalar {
  fileprivate var isLetter: Bool { self == "_" || properties.isAlphabetic }
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
