extension Value {
  /// What stands in the place of parts that nest too deep to be written down.
  public static var cutMark: String { "nested too deep to be kept" }

  /// Reads what the program itself has written down. Older releases wrote values that nest deeper than one may now:
  /// of these the deepest parts are left out. O(n).
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
  /// JSON with `mark` in the place of each array and object that has so many around it.
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
