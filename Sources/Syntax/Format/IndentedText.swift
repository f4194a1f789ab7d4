/// A text between `"""`: the indentation of its closing quotes does not belong to it, so that all its lines may move
/// together.
struct IndentedText {
  private let source: [UInt8]
  private let range: Range<Int>

  init(_ source: [UInt8], _ range: Range<Int>) {
    self.source = source
    self.range = range
  }

  /// The text as it is written where its first line is indented so far; the closing quotes keep their
  /// distance from that. Where a line within an insertion stands further left, the text stays as it is.
  func moved(to indentation: Int) -> [UInt8] {
    let lines = source[range].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard let closing = lines.last?.prefix(while: isBlank) else { return Array(source[range]) }
    let distance = closing.count - openingIndentation
    let margin = [UInt8](repeating: UInt8(ascii: " "), count: Swift.max(0, indentation + distance))
    var result = Array(withoutCarriageReturn(lines[0]) ?? lines[0])
    for line in lines.dropFirst() {
      guard let text = withoutCarriageReturn(line) else { return Array(source[range]) }
      result.append(UInt8(ascii: "\n"))
      if text.starts(with: closing) {
        result += margin + text.dropFirst(closing.count)
      } else if !text.allSatisfy(isBlank) {
        return Array(source[range])
      }
    }
    return result
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  /// The indentation of the line that the opening quotes stand on.
  private var openingIndentation: Int {
    let start = source[..<range.lowerBound].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return source[start...].prefix(while: isBlank).count
  }

  /// The line without its `\r`, or nil where another stands before that: it is part of the text.
  private func withoutCarriageReturn(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard line.last == UInt8(ascii: "\r") else { return line }
    let rest = line.dropLast()
    return rest.last == UInt8(ascii: "\r") ? nil : rest
  }
}
