import JSON
import Machine

extension Text {
  /// The parts between the occurrences of a separator, which must not be empty. O(n).
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
