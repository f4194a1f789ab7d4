/// A line as it is shown, and the columns of a span in it. Tabs are widened and control characters
/// escaped. A long line is cut to the part around the span.
struct Excerpt {
  private(set) var text: String
  /// How many columns stand before the span.
  private(set) var before: Int
  /// How many columns the span has.
  private(set) var marked: Int

  /// How many bytes beside the span are read. A cut line shows fewer.
  private static let reach = 1000

  /// - Parameters:
  ///   - width: how many columns of the line are shown, without the marks of a cut.
  ///   - hiding: replaces what may not be shown.
  init(_ file: SourceFile, _ span: Span, line number: Int, width: Int, hiding: (String) -> String) {
    let line = file.line(number)
    let start = Swift.min(Swift.max(Int(span.start), line.startIndex), line.endIndex)
    let end = Swift.min(Swift.max(Int(span.end), start), line.endIndex)
    let from = Self.boundary(in: line, at: Swift.max(line.startIndex, start - Self.reach))
    let to = Self.boundary(in: line, at: Swift.min(line.endIndex, end + Self.reach))
    let until = Self.boundary(in: line, at: Swift.min(end, start + Self.reach))
    func shown(_ part: ArraySlice<UInt8>) -> String { hiding(String(decoding: part, as: UTF8.self)) }
    var cells = Cells()
    cells.append(shown(line[from..<start]))
    let first = cells.count
    cells.append(shown(line[start..<until]))
    let last = cells.count
    cells.append(shown(line[until..<Swift.min(to, until + Self.reach)]))
    self.init(cells, span: first..<last, width: width)
  }

  private init(_ cells: Cells, span: Range<Int>, width: Int) {
    // The span stands after this many columns where the line is cut before it.
    let lead = width * 2 / 5
    var shown = 0..<cells.count
    if cells.width(shown) > width {
      while cells.width(shown.lowerBound..<span.lowerBound) > lead { shown = shown.dropFirst() }
      while cells.width(shown) > width { shown = shown.dropLast() }
    }
    let (cutBefore, cutAfter) = (shown.lowerBound > 0, shown.upperBound < cells.count)
    text = (cutBefore ? "…" : "") + cells.text(shown) + (cutAfter ? "…" : "")
    before = (cutBefore ? 1 : 0) + cells.width(shown.lowerBound..<span.lowerBound)
    marked = cells.width(span.clamped(to: shown))
  }

  /// The offset, moved back to the start of a character.
  private static func boundary(in line: ArraySlice<UInt8>, at offset: Int) -> Int {
    var offset = offset
    while offset > line.startIndex, offset < line.endIndex, line[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }
}

/// Characters as they are shown, with their columns.
private struct Cells {
  private var cells: [String] = []
  /// The column where each begins, and the column where the last one ends.
  private var columns = [0]

  var count: Int { cells.count }

  mutating func append(_ text: String) {
    for character in text {
      let column = columns[cells.count]
      let shown =
        character == "\t" ? String(repeating: " ", count: 4 - column % 4) : escaped(String(character))
      cells.append(shown)
      columns.append(column + displayWidth(of: shown))
    }
  }

  func text(_ range: Range<Int>) -> String { cells[range].joined() }

  func width(_ range: Range<Int>) -> Int { columns[range.upperBound] - columns[range.lowerBound] }
}

/// The text with control characters, and those that change the direction of text, as `\u001B`.
func escaped(_ text: String) -> String {
  text.unicodeScalars.contains(where: \.mustBeEscaped)
    ? text.unicodeScalars.reduce(into: "") { $0 += $1.mustBeEscaped ? $1.escape : String($1) } : text
}

/// The same for a text of several lines.
func escapedLines(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }
    .joined(separator: "\n")
}

extension Unicode.Scalar {
  fileprivate var mustBeEscaped: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  fileprivate var escape: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
