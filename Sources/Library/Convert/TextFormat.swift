import JSON
import Machine

/// Reads the lines of a text as strings.
struct TextReader: Decoder {
  private var lines = LineSplitter()
  /// The numbers of the lines; nil where nobody needs them.
  private var numbers: [Int]?

  mutating func noteLines() { numbers = [] }

  mutating func takeLines() -> [Int] {
    defer { numbers = numbers.map { _ in [] } }
    return numbers ?? []
  }

  mutating func feed(_ bytes: [UInt8], into items: inout [Value]) throws(Failure) {
    var start = 0
    while let line = lines.next(in: bytes, from: &start) { items.append(try string(line)) }
  }

  mutating func finish(into items: inout [Value]) throws(Failure) {
    if let line = lines.last() { items.append(try string(line)) }
  }

  private mutating func string(_ line: [UInt8]) throws(Failure) -> Value {
    guard let text = Text(utf8: line) else { throw .notUTF8(line: lines.number, line) }
    numbers?.append(lines.number)
    return .string(text)
  }
}

/// Writes strings as lines, and other values as JSON.
struct TextWriter: Encoder {
  func begin() -> [UInt8] { [] }

  func encode(_ item: Value, into bytes: inout [UInt8]) {
    if let text = item.asText { bytes += text.utf8 } else { item.appendJSON(to: &bytes) }
    bytes.append(UInt8(ascii: "\n"))
  }

  func finish() -> [UInt8] { [] }
}
