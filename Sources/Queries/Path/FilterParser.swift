import JSON

/// Reads a filter that stands within a larger text, such as a program of the language.
public enum FilterParser {
  /// Reads the logical expression that begins at `offset`, just after `?` (white space before it is
  /// skipped), and returns it with the offset where it ends; white space after it is left.
  ///
  /// With `variables`, `$name` is a root beside `$` and `@`: a letter or `_`, then letters, digits and
  /// `_`. A `$` before anything else is the root of the path. Throws with offsets into `bytes`.
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
  /// A variable's name, or nil where none stands here: a letter of any script or `_`, then these and
  /// digits.
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
