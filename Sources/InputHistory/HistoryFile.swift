import Files
import HTTP
import JSON
import Scripts
import SystemCalls

/// The file of a history. Each entry is a line `{"input": …}` with its time and account, and a line
/// `{"ended": …}` with its outcome. Older versions wrote a JSON string, and `{"failed": entry}` after an
/// entry that failed; both are read.
///
/// Several shells may use it at the same time: each locks it while it writes, and only appends.
struct HistoryFile {
  let path: String
  /// How many entries are read. Where the file has a quarter more, it is written again without the oldest.
  let limit: Int

  /// How many bytes are read from the end of the file, because it is read at every start.
  private static let sizeLimit = 1 << 24

  /// The newest entries, oldest first; none where there is no file. Lines in another form are skipped.
  func load() throws(HistoryError) -> [PastInput] {
    let lines = try allLines()
    let kept = lines.filter(HistoryFile.mayBeKept)
    let inputs = HistoryFile.inputs(kept)
    // Where this fails, the failure is told when the next entry cannot be written.
    if inputs.count > limit + limit / 4 || kept.count < lines.count { try? compact() }
    return inputs.suffix(limit)
  }

  /// An entry with a key was written by a program that did not recognise the key. It is removed.
  private static func mayBeKept(_ line: ArraySlice<UInt8>) -> Bool {
    !Redaction.holdsToken(String(decoding: line, as: UTF8.self))
  }

  /// Another shell may have written lines between an entry and its outcome.
  private static func inputs(_ lines: [ArraySlice<UInt8>]) -> [PastInput] {
    var inputs: [PastInput] = []
    for line in lines {
      guard let value = try? Value(parsing: Array(line)) else { continue }
      if let text = value.asString {
        inputs.append(PastInput(text))
      } else if let input = PastInput(value) {
        inputs.append(input)
      } else if let text = (value["ended"] ?? value["failed"])?.asString,
        let place = inputs.lastIndex(where: { $0.text == text && $0.result == nil })
      {
        inputs[place].result = PastInput.Result(value)
      }
    }
    return inputs
  }

  private func allLines() throws(HistoryError) -> [ArraySlice<UInt8>] {
    let descriptor: Descriptor
    do throws(SystemError) { descriptor = try Descriptor.openOwn(path, .reading) } catch {
      if error == .noSuchFile { return [] }
      throw .unreadable(path: path, error)
    }
    defer { descriptor.close() }
    lock(descriptor, isShared: true)
    return try lines(of: descriptor)
  }

  /// Adds an entry at the end.
  func append(_ input: PastInput) throws(HistoryError) { try append(input.line) }

  func append(resultOf input: PastInput) throws(HistoryError) {
    guard let result = input.result else { return }
    try append(.object(Object([("ended", Value(input.text))] + result.members)))
  }

  private func append(_ line: Value) throws(HistoryError) {
    try prepareFolder()
    let descriptor = try openLocked()
    defer { descriptor.close() }
    try writing { () throws(SystemError) in
      let end = try descriptor.end()
      // A line without its end, after a full disk or an editor, must not swallow this line.
      let last = end > 0 ? try descriptor.read(1, at: end - 1).first : nil
      let start: [UInt8] = last == nil || last == UInt8(ascii: "\n") ? [] : [UInt8(ascii: "\n")]
      try descriptor.writeAll(start + line.jsonBytes() + [UInt8(ascii: "\n")])
    }
  }

  /// Keeps only the newest entries, in a new file that then takes the old one's name.
  private func compact() throws(HistoryError) {
    let old = try openLocked()
    defer { old.close() }
    let kept = HistoryFile.inputs(try lines(of: old).filter(HistoryFile.mayBeKept)).suffix(limit)
    let temporary = path + ".new"
    try writing { () throws(SystemError) in
      let new = try Descriptor.open(temporary, [.writing, .create, .truncate], mode: 0o600)
      defer { new.close() }
      try new.writeAll(kept.flatMap { $0.line.jsonBytes() + [UInt8(ascii: "\n")] })
      try FileSystem.rename(temporary, to: path)
    }
  }

  /// The file, locked. While this shell waited for the lock, another one may have replaced the file; then the
  /// new file is opened.
  private func openLocked() throws(HistoryError) -> Descriptor {
    while true {
      let descriptor = try writing { () throws(SystemError) in
        try Descriptor.openOwn(path, [.readingAndWriting, .append, .create], mode: 0o600)
      }
      lock(descriptor)
      guard let opened = try? descriptor.status() else { return descriptor }
      if Files.identity(path) == opened.identity {
        if opened.mode & 0o077 != 0 { try? descriptor.setMode(0o600) }
        return descriptor
      }
      descriptor.close()
    }
  }

  /// On a file system without locks, the file is used without them.
  private func lock(_ descriptor: Descriptor, isShared: Bool = false) {
    try? descriptor.lock(isShared: isShared)
  }

  private func lines(of descriptor: Descriptor) throws(HistoryError) -> [ArraySlice<UInt8>] {
    do throws(SystemError) {
      var place = Swift.max(((try? descriptor.end()) ?? 0) - HistoryFile.sizeLimit, 0)
      let isCut = place > 0
      var bytes: [UInt8] = []
      while true {
        let more = try descriptor.read(1 << 16, at: place)
        if more.isEmpty { break }
        bytes += more
        place += more.count
      }
      let lines = bytes.split(separator: UInt8(ascii: "\n"))
      return isCut ? Array(lines.dropFirst()) : lines
    } catch { throw .unreadable(path: path, error) }
  }

  private func writing<Result>(_ body: () throws(SystemError) -> Result) throws(HistoryError) -> Result {
    do throws(SystemError) { return try body() } catch { throw .unwritable(path: path, error) }
  }

  private func prepareFolder() throws(HistoryError) {
    try writing { () throws(SystemError) in
      try FileSystem.makeFolders(Files.folder(of: path), mode: 0o700)
    }
  }
}

// MARK: - Lines

extension PastInput {
  fileprivate init?(_ line: Value) {
    guard let text = line["input"]?.asString else { return nil }
    self.init(text, time: line["time"]?.asSeconds, account: line["account"]?.asString)
    if line["outcome"] != nil { result = Result(line) }
  }

  fileprivate var line: Value {
    var members: [(Text, Value)] = [("input", Value(text))]
    if let time { members.append(("time", .double(time))) }
    if let account { members.append(("account", Value(account))) }
    return .object(Object(members + (result?.members ?? [])))
  }
}

extension PastInput.Result {
  /// A line from an older version only says whether the input failed.
  fileprivate init(_ line: Value) {
    self.init(
      outcome: line["outcome"]?.asString ?? "failed", duration: line["duration"]?.asSeconds ?? 0,
      calls: Int(line["calls"]?.asInt ?? 0), credits: line["credits"]?.asInt ?? 0)
  }

  fileprivate var members: [(Text, Value)] {
    [
      ("outcome", Value(outcome)), ("duration", .double(duration)), ("calls", .int(Int64(calls))),
      ("credits", .int(credits)),
    ]
  }
}

extension Value {
  fileprivate var asSeconds: Double? {
    guard let number = asDouble, number.isFinite else { return nil }
    return number
  }
}
