/// The status line and the headers, line by line as libcurl delivers them.
struct ResponseHead {
  private(set) var version = ""
  private(set) var status = 0
  private(set) var reason = ""
  private(set) var headers: [Header] = []
  private var size = 0

  /// The largest head, in bytes.
  static let limit = 1 << 20

  /// Takes a line, with or without its line end. A status line starts a new head, because the one
  /// before it was an interim answer (RFC 9110 §15.2). False where the head is longer than the limit.
  mutating func take(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    size += line.count
    guard size <= Self.limit else { return false }
    var end = line.count
    while end > 0, line[end - 1] == 0x0D || line[end - 1] == 0x0A { end -= 1 }
    let line = line[..<end]
    if line.first == UInt8(ascii: "H"), line.starts(with: "HTTP/".utf8) {
      begin(line)
    } else if let first = line.first, first == 0x20 || first == 0x09 {
      fold(line)
    } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
      headers.append(Header(text(line[..<colon]), text(line[(colon + 1)...])))
    }
    return true
  }

  /// Starts a head with its status line: `HTTP/1.1 200 OK` (RFC 9112 §4).
  private mutating func begin(_ line: Slice<UnsafeBufferPointer<UInt8>>) {
    let name = line.prefix { $0 != 0x20 }
    let code = line[name.endIndex...].dropFirst().prefix { $0 != 0x20 }
    version = text(name.dropFirst("HTTP/".utf8.count))
    status = Int(text(code)) ?? 0
    reason = text(line[code.endIndex...])
    headers.removeAll(keepingCapacity: true)
  }

  /// Takes a line that continues the last header (RFC 9112 §5.2).
  private mutating func fold(_ line: Slice<UnsafeBufferPointer<UInt8>>) {
    guard let last = headers.indices.last else { return }
    headers[last].value += " " + text(line)
  }

  private func text(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    var (start, end) = (bytes.startIndex, bytes.endIndex)
    while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    while start < end, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
  }
}
