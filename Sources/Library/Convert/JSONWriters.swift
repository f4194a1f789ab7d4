import JSON
import Machine

/// Writes a list as a JSON array, with one item on each line.
struct JSONWriter: Encoder {
  private var isFirst = true

  func begin() -> [UInt8] { Array("[".utf8) }

  mutating func encode(_ item: Value, into bytes: inout [UInt8]) {
    bytes += (isFirst ? "\n" : ",\n").utf8
    item.appendJSON(to: &bytes)
    isFirst = false
  }

  func finish() -> [UInt8] { Array((isFirst ? "]\n" : "\n]\n").utf8) }
}

/// Writes one JSON value on each line.
struct NDJSONWriter: Encoder {
  func begin() -> [UInt8] { [] }

  func encode(_ item: Value, into bytes: inout [UInt8]) {
    item.appendJSON(to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
  }

  func finish() -> [UInt8] { [] }
}
