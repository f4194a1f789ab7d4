import JSON
import Library
import Machine
import Rendering
import Stage

/// The items of a file, which is read only as far as they are needed.
final class FileStream: WorldStream {
  private let file: InputFile
  private let name: String
  private let interruption: Interruption
  private let line: ProgressLine?
  private var decoder: any Decoder
  private var ahead: [Value] = []
  /// The lines of the items that were read last.
  private var lines: [Int] = []
  /// The fault after the items that were given.
  private var fault: Failure?
  private var isFinished = false
  private var bytesRead = 0
  private var bytesBefore = 0
  /// Whether the format of standard input is only assumed, since the program does not name it.
  private let isAssumed: Bool
  /// Is called with the items that were read, and with their lines where they have lines.
  private let onItems: (([Value], [Int]) -> Void)?

  /// - Parameter line: shows how far it has read, also where it reads to the end at once.
  init(
    _ file: InputFile, _ decoder: any Decoder, name: String, _ interruption: Interruption,
    line: ProgressLine? = nil, isAssumed: Bool = false,
    onItems: (([Value], [Int]) -> Void)? = nil
  ) {
    self.file = file
    self.interruption = interruption
    self.decoder = decoder
    self.name = name
    self.line = line
    self.isAssumed = isAssumed
    self.onItems = onItems
    self.decoder.noteLines()
    interruption.rows.fileWasOpened()
  }

  override func next() async throws(Failure) -> [Value] { try read() }

  override var lastBytes: Int { bytesRead - bytesBefore }

  override var progress: Progress? {
    Progress(
      name.split(separator: "/").last.map(String.init) ?? name, unit: .bytes, done: bytesRead,
      total: file.size)
  }

  /// Whether the file holds a list. Reads up to its first item.
  func isList() throws(Failure) -> Bool {
    ahead = try read()
    return decoder.isList
  }

  func read() throws(Failure) -> [Value] {
    if !ahead.isEmpty {
      defer { ahead = [] }
      return ahead
    }
    bytesBefore = bytesRead
    while !isFinished {
      if let fault { throw fault }
      let items = try readOnce()
      if !items.isEmpty { return items }
    }
    if let fault { throw fault }
    return []
  }

  /// Reads one piece. Where a fault comes after items, the items are given first; a reader that needs no more
  /// items never meets the fault.
  private func readOnce() throws(Failure) -> [Value] {
    if interruption.isSet { throw .interrupted }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try file.read(Self.piece) { interruption.isSet }
    } catch { throw Failure(error) }
    isFinished = bytes.isEmpty
    // What is read now is done only when its items are.
    if let progress { line?.show(progress) }
    bytesRead += bytes.count
    var items: [Value] = []
    do throws(Failure) {
      if isFinished {
        try decoder.finish(into: &items)
      } else {
        try decoder.feed(bytes, into: &items)
      }
    } catch {
      let isBeginning = isAssumed && items.isEmpty && bytesRead == bytes.count
      fault = isBeginning ? .notJSON(bytes) : error.naming(name)
    }
    lines = decoder.takeLines()
    onItems?(items, lines)
    if let fault, items.isEmpty { throw fault }
    return items
  }

  /// How many bytes are read at once.
  private static var piece: Int { 1 << 17 }

  override func source(of place: Int) -> Failure.Source? {
    lines.indices.contains(place) ? Failure.Source(file: name, line: lines[place]) : nil
  }

  func whole() throws(Failure) -> Value {
    var items: [Value] = []
    var allLines: [Int] = []
    while true {
      let more = try read()
      if more.isEmpty { break }
      items += more
      allLines += lines
    }
    line?.clear()
    interruption.rows.add(items, of: name, lines: allLines)
    return decoder.isList ? .array(items) : items.first ?? .null
  }
}

extension Failure {
  /// The failure with the file's name at the beginning of its message.
  func naming(_ path: String) -> Failure {
    var failure = convertingFile(path)
    failure.message = "\(Escaping.line(path)): \(message)"
    return failure
  }
}
