import JSON
import Library
import Machine
import Syntax

extension WorldBuiltins {
  static let files = [
    WorldBuiltin(
      Signature(
        "open", operands: [Operand("path", .path, type: .string)],
        flags: [
          Flag(
            "as", .required, type: .string, meaning: "json, ndjson, csv, tsv or text, whatever the name says"),
          Flag("or", .required, meaning: "the value where there is no such file"),
        ]),
      "reads a file: json, ndjson, csv, tsv or txt by its ending; - is standard input", .stream
    ) { (call, session) async throws(Failure) in
      try session.open(call)
    },
    WorldBuiltin(
      Signature(
        "save", input: .whole, operands: [Operand("path", .path, type: .string)],
        flags: [
          Flag("append", meaning: "add to the file"),
          Flag(
            "as", .required, type: .string, meaning: "json, ndjson, csv, tsv or text, whatever the name says"),
          Flag("excel", meaning: "begin a CSV file with a byte order mark, as Excel wants it"),
        ]),
      "writes a file, the old one staying until the new one is whole"
    ) { (call, session) async throws(Failure) in
      try session.save(call)
      return .value(.null)
    },
  ]
}

extension Session {
  private func format(_ call: WorldCall, _ path: String) throws(Failure) -> Format {
    if let name = call.flag("as") {
      guard let format = name.asString.flatMap(Format.init(name:)) else {
        throw .argument("--as", "json, ndjson, csv, tsv or text", name)
      }
      return format
    }
    if let format = Format(path: path) { return format }
    throw Failure(
      .usage, "the name of a file must end in .json, .ndjson, .jsonl, .csv, .tsv or .txt, but is '\(path)'",
      hint: "--as json says what it holds")
  }

  fileprivate func open(_ call: WorldCall) throws(Failure) -> Reply {
    guard let path = call.operand(0)?.asString else {
      throw .argument("open", "a file's name", call.operand(0) ?? .null)
    }
    let file: InputFile
    do throws(FileError) {
      file = try InputFile(path == "-" ? nil : path)
    } catch {
      if error.isMissing, let value = call.flag("or") { return reply(value, call.demand) }
      throw Failure(error)
    }
    // A missing file and a folder are told before a name that says nothing of what it holds.
    let format = try path == "-" && call.flag("as") == nil ? .ndjson : format(call, path)
    let stream = FileStream(file, format.decoder(), name: path, interruption)
    switch call.demand {
    case .items where try stream.isList(): return .stream(stream)
    case .count:
      var count: Int64 = 0
      while true {
        let items = try stream.read()
        if items.isEmpty { return .value(.int(count)) }
        count += Int64(items.count)
      }
    default: return .value(try stream.whole())
    }
  }

  private func reply(_ value: Value, _ demand: Demand) -> Reply {
    if demand == .count, case .array(let items) = value { return .value(.int(Int64(items.count))) }
    return .value(value)
  }

  fileprivate func save(_ call: WorldCall) throws(Failure) {
    guard let path = call.operand(0)?.asString else {
      throw .argument("save", "a file's name", call.operand(0) ?? .null)
    }
    let format = try format(call, path)
    let value = call.input ?? .null
    if settings.dryRun { return say("dry run, not written: \(Escaping.line(path))") }
    var bytes = try format.bytes(of: value)
    // The last line is a line too; what is added later begins with its own.
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    do throws(FileError) {
      if call.has("append") {
        try Files.append(bytes, to: path)
      } else {
        if call.has("excel") { bytes = [0xEF, 0xBB, 0xBF] + bytes }
        try Files.replace(path, with: bytes)
      }
    } catch { throw Failure(error) }
  }
}

/// The items of a file, read as they are asked for.
final class FileStream: WorldStream {
  private let file: InputFile
  private let name: String
  private let interruption: Interruption
  private var decoder: any Decoder
  private var ahead: [Value] = []
  private var isFinished = false

  init(_ file: InputFile, _ decoder: any Decoder, name: String, _ interruption: Interruption) {
    self.file = file
    self.interruption = interruption
    self.decoder = decoder
    self.name = name
  }

  override func next() async throws(Failure) -> [Value] { try read() }

  /// Whether the file holds a list; reads up to its first item.
  func isList() throws(Failure) -> Bool {
    ahead = try read()
    return decoder.isList
  }

  func read() throws(Failure) -> [Value] {
    if !ahead.isEmpty {
      defer { ahead = [] }
      return ahead
    }
    while !isFinished {
      let items = try readOnce()
      if !items.isEmpty { return items }
    }
    return []
  }

  private func readOnce() throws(Failure) -> [Value] {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try file.read(1 << 16) { interruption.isSet }
    } catch { throw Failure(error) }
    isFinished = bytes.isEmpty
    do throws(Failure) {
      return try bytes.isEmpty ? decoder.finish() : decoder.feed(bytes)
    } catch {
      var failure = error
      failure.message = "\(Escaping.line(name)): \(failure.message)"
      throw failure
    }
  }

  func whole() throws(Failure) -> Value {
    var items: [Value] = []
    while true {
      let more = try read()
      if more.isEmpty { break }
      items += more
    }
    return decoder.isList ? .array(items) : items.first ?? .null
  }
}
