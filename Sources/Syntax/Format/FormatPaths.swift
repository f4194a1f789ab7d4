import JSON
import Queries
import Source

/// Lays out paths: a root and its segments, with nothing between them.
extension Formatter {
  mutating func path(_ root: Root, _ segments: [Segment], _ span: Span) {
    let rootEnd = segments.first.map { Int($0.span.start) } ?? Int(span.end)
    switch root {
    case .last, .item, .variable: atom(Int(span.start), rootEnd)
    case .call(let command): call(command)
    // The path stands for an item of a list that has stages.
    case .pipeline(let pipeline) where pipeline.span == span: self.pipeline(pipeline)
    case .pipeline(let pipeline): parenthesised(pipeline, Int(span.start), rootEnd)
    }
    for segment in segments { self.segment(segment) }
  }

  private mutating func segment(_ segment: Segment) {
    let start = Int(segment.span.start)
    let open = start + (segment.descendant ? 2 : 0)
    let close = Int(segment.span.end) - (segment.optional ? 2 : 1)
    let isBracket = source.byte(open) == UInt8(ascii: "[")
    // A comment inside brackets is kept where the brackets hold expressions. Plain names and indices are written as
    // they stand.
    guard isBracket, !hasComment(before: close) || segment.isComputed else { return atom(segment.span) }
    if segment.descendant { word("..") }
    word("[")
    within(newlineIsBlank: true) { formatter in
      formatter.selectors(segment.selectors, open + 1, close)
      _ = formatter.gap(close, close)
    }
    word("]")
    if segment.optional { word("?") }
  }

  private mutating func selectors(_ selectors: [Selector], _ start: Int, _ end: Int) {
    let ranges = selectors.count == 1 ? [start..<end] : parts(start, end)
    for (index, (selector, range)) in zip(selectors, ranges).enumerated() {
      if index > 0 { word(", ") }
      self.selector(selector, range)
    }
  }

  /// The ranges between the commas of a bracket.
  private func parts(_ start: Int, _ end: Int) -> [Range<Int>] {
    var scanner = BracketScanner(source, from: start - 1)
    var parts: [Range<Int>] = []
    var last = start
    while scanner.position < end {
      if scanner.open.count == 1, source.byte(scanner.position) == UInt8(ascii: ",") {
        parts.append(last..<scanner.position)
        last = scanner.position + 1
      }
      _ = scanner.step()
    }
    return parts + [last..<end]
  }

  private mutating func selector(_ selector: Selector, _ range: Range<Int>) {
    switch selector {
    case .name, .index, .wildcard: trimmed(range)
    case .computed(let key): expression(key)
    case .filter(_, let span):
      comments(before: Int(span.start))
      add(made: FilterLayout.laidOut(source.bytes[Int(span.start)..<Int(span.end)]))
    case .slice(let start, let end, let step):
      if let start { expression(start) }
      word(":")
      if let end { expression(end) }
      if let step {
        word(":")
        expression(step)
      }
    }
  }

  /// Writes a range of the source without the white space around it.
  private mutating func trimmed(_ range: Range<Int>) {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(start) { start = afterBlank(start) }
    while end > start, isBlank(end - 1) { end -= 1 }
    atom(start, end)
  }

  private func isBlank(_ place: Int) -> Bool {
    source.isWhiteSpace(source.bytes[place]) || source.afterEscapedNewline(place) != nil
  }

  private func afterBlank(_ place: Int) -> Int { source.afterEscapedNewline(place) ?? place + 1 }
}

extension Segment {
  fileprivate var isComputed: Bool {
    guard selectors.count == 1 else { return false }
    switch selectors[0] {
    case .computed, .slice, .filter: return true
    case .name, .index, .wildcard: return false
    }
  }
}

/// Lays out a filter `?…` (RFC 9535 §2.3.5) on one line, with spaces around its operators and after its commas.
enum FilterLayout {
  static func laidOut(_ filter: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = filter
    var space = false
    while let byte = rest.first {
      if isWhiteSpace(byte) {
        space = true
        rest.removeFirst()
        continue
      }
      let token = token(rest)
      let (before, after) = spacing(token, space)
      if before, !result.isEmpty, result.last != UInt8(ascii: " ") { result.append(UInt8(ascii: " ")) }
      result += token
      if after { result.append(UInt8(ascii: " ")) }
      rest.removeFirst(token.count)
      space = false
      if opens(token) { rest = rest.drop(while: isWhiteSpace) }
    }
    while result.last == UInt8(ascii: " ") { result.removeLast() }
    return result
  }

  /// The next token: a text, an operator, or a single byte.
  private static func token(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let first = rest.first else { return rest }
    if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") { return quoted(rest, first) }
    return operators.contains(Array(rest.prefix(2))) ? rest.prefix(2) : rest.prefix(1)
  }

  private static func quoted(_ rest: ArraySlice<UInt8>, _ quote: UInt8) -> ArraySlice<UInt8> {
    var end = rest.startIndex + 1
    while end < rest.endIndex, rest[end] != quote { end += rest[end] == UInt8(ascii: "\\") ? 2 : 1 }
    return rest[..<Swift.min(end + 1, rest.endIndex)]
  }

  private static let operators: Set<[UInt8]> = Set(
    ["==", "!=", "<=", ">=", "&&", "||"].map { Array($0.utf8) })

  private static func spacing(_ token: ArraySlice<UInt8>, _ space: Bool) -> (before: Bool, after: Bool) {
    let first = token.first ?? 0
    if token.count == 2, operators.contains(Array(token)) { return (true, true) }
    switch first {
    case UInt8(ascii: "<"), UInt8(ascii: ">"): return (true, true)
    case UInt8(ascii: ","): return (false, true)
    case UInt8(ascii: ")"), UInt8(ascii: "]"): return (false, false)
    default: return (space, false)
    }
  }

  /// Whether white space after the token is removed.
  private static func opens(_ token: ArraySlice<UInt8>) -> Bool {
    guard token.count == 1, let first = token.first else { return false }
    return [UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(first)
  }

  private static func isWhiteSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
      || byte == UInt8(ascii: "\n")
  }
}
