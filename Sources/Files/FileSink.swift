import JSON
import Library
import Machine
import Stage

/// How a file is written.
struct Saving {
  var path: String
  var format: Format
  /// Whether the values are added to the file.
  var appends = false
  /// Whether the file begins with a byte order mark.
  var marks = false
  /// Whether cells are changed that a spreadsheet would run.
  var isSafe = false
  /// Decides whether only the user may read the file.
  var privacy: FilePrivacy?

  init(path: String, format: Format, appends: Bool = false, marks: Bool = false, isSafe: Bool = false) {
    self.path = path
    self.format = format
    self.appends = appends
    self.marks = marks
    self.isSafe = isSafe
  }
}

/// Writes items to a file while they come. At the end, the new file takes the place of the old one.
final class FileSink: WorldSink {
  private let saving: Saving
  /// Nil where it writes to a stream.
  private let file: OutputFile?
  /// Writes bytes at once, between other output.
  private let stream: (([UInt8]) throws(Failure) -> Void)?
  private var encoder: (any Encoder)?
  private var pending: [UInt8] = []
  /// How many bytes are collected before they are written.
  private static let piece = 1 << 16

  /// Opens the file at once, so that a file that cannot be written is reported before anything is
  /// read.
  init(_ saving: Saving) throws(FileError) {
    self.saving = saving
    let mode = saving.privacy?.mode
    let file = try OutputFile(
      saving.path, saving.appends ? .append : .replace, mode: mode ?? 0o666, keepsMode: mode == nil)
    self.file = file
    stream = nil
    if saving.marks, !file.addsLines { pending = byteOrderMark }
    // Without it a browser takes the document to be in its own default encoding.
    if saving.format == .html, !file.addsLines {
      pending = Array("<!doctype html>\n<meta charset=\"utf-8\">\n".utf8)
    }
  }

  /// A sink for a descriptor that the program was given.
  init(_ saving: Saving, into stream: @escaping ([UInt8]) throws(Failure) -> Void) {
    self.saving = saving
    file = nil
    self.stream = stream
    if saving.marks { pending = byteOrderMark }
  }

  override func pour(_ items: [Value]) async throws(Failure) { try add(items) }

  override func finish(_ items: [Value], isList: Bool) async throws(Failure) {
    if isList {
      try close(items)
    } else if let value = items.first {
      try save(value)
    }
  }

  /// Writes a whole value at once.
  func save(_ value: Value) throws(Failure) {
    if case .array(let items) = value { return try close(items) }
    if saving.format.isTable || saving.format.isMarkup && value.asText == nil { return try close([value]) }
    if let file, file.addsLines, !file.hadLastLineEnd { pending.append(UInt8(ascii: "\n")) }
    pending += try saving.format.bytes(of: value)
    // A text that is added later must begin in a new line.
    if let last = pending.last, last != UInt8(ascii: "\n") { pending.append(UInt8(ascii: "\n")) }
    try end()
  }

  private func close(_ items: [Value]) throws(Failure) {
    try add(items)
    pending += try encoder?.finish() ?? []
    try end()
  }

  private func add(_ items: [Value]) throws(Failure) {
    var encoder: any Encoder
    if let open = self.encoder { encoder = open } else { encoder = try opened(items) }
    for item in items {
      try encoder.encode(item, into: &pending)
      if pending.count >= Self.piece { try flush() }
    }
    self.encoder = encoder
    if stream != nil { try flush() }
  }

  /// The encoder for the rest of a file whose first items are given. Begins the file.
  private func opened(_ items: [Value]) throws(Failure) -> any Encoder {
    if let file, file.addsLines {
      if !file.hadLastLineEnd { pending.append(UInt8(ascii: "\n")) }
      if let encoder = try following(items) { return encoder }
    }
    var encoder = saving.format.encoder(for: items, isSafe: saving.isSafe)
    pending += try encoder.begin()
    return encoder
  }

  /// The encoder for rows that are added to the rows of the file; nil where the file has none.
  private func following(_ items: [Value]) throws(Failure) -> (any Encoder)? {
    let file: InputFile
    do throws(FileError) { file = try InputFile(saving.path) } catch { throw Failure(error) }
    do throws(Failure) {
      let head = try CSVHead(saving.format) { () throws(Failure) -> [UInt8] in
        do throws(FileError) { return try file.read(Self.piece) } catch { throw Failure(error) }
      }
      return try head?.encoder(for: items, isSafe: saving.isSafe)
    } catch { throw error.naming(saving.path) }
  }

  private func end() throws(Failure) {
    try flush()
    // The file may have become private after it was opened.
    if saving.privacy?.mode != nil { file?.makePrivate() }
    do throws(FileError) { try file?.finish() } catch { throw Failure(error) }
  }

  private func flush() throws(Failure) {
    try stream?(pending)
    do throws(FileError) { try file?.write(pending) } catch { throw Failure(error) }
    pending.removeAll(keepingCapacity: true)
  }
}
