import Synchronization

/// A half-open range of bytes in one file of a `SourceMap`.
public struct Span: Hashable, Sendable {
  public var file: UInt32
  public var start: UInt32
  public var end: UInt32

  public init(file: UInt32 = 0, start: Int, end: Int) {
    self.file = file
    self.start = UInt32(clamping: start)
    self.end = UInt32(clamping: end)
  }

  /// The span from the start of this one to the end of the other.
  public func through(_ other: Span) -> Span {
    Span(file: file, start: Int(start), end: Int(Swift.max(end, other.end)))
  }
}

/// A text with its name, and the places where its lines begin.
public final class SourceFile: Sendable {
  public let name: String
  public let bytes: [UInt8]
  private let lineStarts: [Int]
  /// The offset whose column was asked for last. Diagnostics come in order. With 100,000 of them on one
  /// line of 1 MB, it would take hours to count each column from the start of the line.
  private let last = Mutex((offset: 0, column: 1))

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    lineStarts = starts
  }

  public convenience init(name: String, text: String) { self.init(name: name, bytes: Array(text.utf8)) }

  /// Line and column, both from 1. The column counts characters. O(log lines + distance to the start of the
  /// line, or to the offset that was asked for last, where that is nearer).
  public func position(of offset: Int) -> (line: Int, column: Int) {
    let line = lineIndex(of: offset)
    let start = lineStarts[line]
    let end = Swift.min(Swift.max(offset, start), bytes.count)
    let column = last.withLock { last in
      let known = last.offset >= start && last.offset <= end ? last : (offset: start, column: 1)
      last = (end, known.column + String(decoding: bytes[known.offset..<end], as: UTF8.self).count)
      return last.column
    }
    return (line + 1, column)
  }

  /// The bytes of a line without its end. Lines count from 1.
  public func line(_ number: Int) -> ArraySlice<UInt8> {
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return bytes[start..<end]
  }

  /// The offset where a line begins. Lines count from 1.
  public func start(ofLine number: Int) -> Int { lineStarts[number - 1] }

  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}

/// The files of a program. A `Span` names its file by the index.
public struct SourceMap: Sendable {
  public private(set) var files: [SourceFile] = []

  public init() {}

  /// Adds a file.
  ///
  /// - Returns: the index, which the spans of the file have.
  public mutating func add(_ file: SourceFile) -> UInt32 {
    files.append(file)
    return UInt32(files.count - 1)
  }

  /// Puts another file in the place of one; the spans stay the same.
  public mutating func replace(_ index: UInt32, with file: SourceFile) { files[Int(index)] = file }

  /// The file of a span; nil where the map does not have it.
  public subscript(span: Span) -> SourceFile? {
    Int(span.file) < files.count ? files[Int(span.file)] : nil
  }
}
