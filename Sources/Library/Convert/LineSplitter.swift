import JSON
import Machine

/// Divides bytes, which come in pieces, into lines that end in LF or CRLF, and counts them.
struct LineSplitter: Sendable {
  /// The number of the line that was given last, from 1.
  private(set) var number = 0
  private var pending: [UInt8] = []

  /// The next line of `bytes` from `start` on, without its end. Where the line is not complete yet, this returns nil
  /// and keeps its beginning.
  mutating func next(in bytes: [UInt8], from start: inout Int) -> [UInt8]? {
    guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else {
      pending += bytes[start...]
      start = bytes.count
      return nil
    }
    pending += bytes[start..<end]
    start = end + 1
    return take()
  }

  /// The text after the last line end; nil where there is none.
  mutating func last() -> [UInt8]? { pending.isEmpty ? nil : take() }

  private mutating func take() -> [UInt8] {
    var line = pending
    pending = []
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    number += 1
    if number == 1, line.starts(with: byteOrderMark) { line.removeFirst(byteOrderMark.count) }
    return line
  }
}

/// U+FEFF in UTF-8. Some programs write it before a text, and Excel needs it in order to read CSV as UTF-8.
public let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
