/// A text between `"""`. The indentation of its closing quotes does not belong to the text, so that all its lines can
/// be moved together.
struct IndentedText {
  private let source: [UInt8]
  private let range: Range<Int>

  init(_ source: [UInt8], _ range: Range<Int>) {
    self.source = source
    self.range = range
  }

  /// The text for a place where the line with the opening quotes is indented by so many columns. The closing quotes
  /// keep their distance from that line. Where a line of an insertion begins further left than the closing quotes, the
  /// text is not changed.
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

  /// The indentation of the line on which the opening quotes stand.
  private var openingIndentation: Int {
    let start = source[..<range.lowerBound].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return source[start...].prefix(while: isBlank).count
  }

  /// The line without its `\r`; nil where another `\r` stands before that one, which then belongs to the text.
  private func withoutCarriageReturn(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard line.last == UInt8(ascii: "\r") else { return line }
    let rest = line.dropLast()
    return rest.last == UInt8(ascii: "\r") ? nil : rest
  }
}
