import JSON
import Machine

/// Cuts bytes that come in pieces into lines, which end in LF or CRLF, and counts them.
struct LineSplitter: Sendable {
  /// The last line given, counted from 1.
  private(set) var number = 0
  private var pending: [UInt8] = []

  /// The next line of `bytes` from `start` on, without its end; nil where it is not at its end yet,
  /// which keeps what there is.
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

  /// What stands after the last line end, if anything.
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

/// U+FEFF in UTF-8, which some programs put before a text. By it Excel knows that CSV is UTF-8.
public let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
