import JSON
import Machine

extension Text {
  /// The parts between the occurrences of a separator that is not empty. O(n).
  func parts(separatedBy separator: Text) -> [Text] {
    var parts: [Text] = []
    var start = 0
    while let range = firstRange(of: separator, from: start) {
      parts.append(part(start..<range.lowerBound))
      start = range.upperBound
    }
    parts.append(part(start..<utf8Count))
    return parts
  }
}

extension Value {
  /// As text takes it: strings as they are, numbers and booleans as JSON has them; else nil.
  var insertable: Text? {
    switch self {
    case .string(let text): text
    case .bool, .int, .double, .decimal: Text(json)
    case .null, .array, .object: nil
    }
  }
}
