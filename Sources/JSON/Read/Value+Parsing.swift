extension Value {
  /// Reads one JSON text (RFC 8259). Members keep their order. Where several members have one name, the last
  /// value stands in the place of the first. Numbers print with the same digits. O(n).
  ///
  /// - Throws: at the first byte that is not JSON, or not UTF-8.
  public init(
    parsing bytes: UnsafeBufferPointer<UInt8>, options: JSONOptions = JSONOptions()
  ) throws(JSONError) {
    guard let cursor = Cursor(bytes) else { throw JSONError(.expected(.value, found: nil), at: 0) }
    var parser = Parser(cursor, options, names: NameCache(length: bytes.count))
    self = try parser.document()
  }

  public init(parsing bytes: [UInt8], options: JSONOptions = JSONOptions()) throws(JSONError) {
    self = try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
      try Value(parsing: buffer, options: options)
    }
  }

  public init(
    parsing bytes: some Collection<UInt8>, options: JSONOptions = JSONOptions()
  ) throws(JSONError) {
    try self.init(parsing: Array(bytes), options: options)
  }

  public init(parsing string: String, options: JSONOptions = JSONOptions()) throws(JSONError) {
    try self.init(parsing: Array(string.utf8), options: options)
  }

  public init(parsing text: Text, options: JSONOptions = JSONOptions()) throws(JSONError) {
    self = try text.withUTF8 { bytes throws(JSONError) in
      try Value(parsing: bytes, options: options)
    }
  }
}
