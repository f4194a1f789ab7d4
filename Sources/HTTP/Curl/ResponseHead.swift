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
    var line = line[...]
    while let last = line.last, last == 0x0D || last == 0x0A { line.removeLast() }
    if line.starts(with: "HTTP/".utf8) {
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
    let parts = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
    version = String(text(parts[0]).dropFirst("HTTP/".count))
    status = parts.count > 1 ? Int(text(parts[1])) ?? 0 : 0
    reason = parts.count > 2 ? text(parts[2]) : ""
    headers.removeAll(keepingCapacity: true)
  }

  /// Takes a line that continues the last header (RFC 9112 §5.2).
  private mutating func fold(_ line: Slice<UnsafeBufferPointer<UInt8>>) {
    guard let last = headers.indices.last else { return }
    headers[last].value += " " + text(line)
  }

  private func text(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    var bytes = bytes
    while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
