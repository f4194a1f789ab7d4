extension Value {
  /// The text in place of parts that are nested too deep to be saved.
  public static var cutMark: String { "nested too deep to be kept" }

  /// Reads a value that the program itself has saved. Older releases saved values that are nested deeper than
  /// allowed now. The deepest parts of these are left out. O(n).
  public init(own bytes: [UInt8]) throws(JSONError) {
    do {
      self = try Value(parsing: bytes, options: .own)
    } catch {
      guard case .tooDeep(let limit) = error.kind else { throw error }
      self = try Value(parsing: bytes.cutJSON(at: limit, mark: Value.cutMark), options: .own)
    }
  }
}

extension [UInt8] {
  /// JSON with `mark` in place of each array and object below this depth.
  fileprivate func cutJSON(at limit: Int, mark: String) -> [UInt8] {
    let mark = Value(mark).jsonBytes()
    var result: [UInt8] = []
    var depth = 0
    var isText = false
    var isEscaped = false
    for byte in self {
      let isDeep = depth > limit
      var isShown = !isDeep
      if isText {
        isText = isEscaped || byte != UInt8(ascii: "\"")
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
      } else {
        switch byte {
        case UInt8(ascii: "\""): isText = true
        case UInt8(ascii: "["), UInt8(ascii: "{"):
          depth += 1
          if depth == limit + 1 { result += mark }
          isShown = depth <= limit
        case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
        default: break
        }
      }
      if isShown { result.append(byte) }
    }
    return result
  }
}
