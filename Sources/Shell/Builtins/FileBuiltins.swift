import Files
import JSON
import Library
import Machine
import Profiles
import Rendering
import Syntax

extension WorldBuiltins {
  static let files = [
    WorldBuiltin(
      Signature(
        "open", operands: [Operand("path", .path, type: .string)],
        flags: [
          Flag(
            "as", .required, type: .enumeration(Format.names),
            meaning: "json, ndjson, csv, tsv or text, whatever the name says"),
          Flag("or", .required, meaning: "the value where there is no such file"),
        ]),
      "read a file: json, ndjson, csv, tsv or txt by its ending; - is standard input",
      examples: [
        Builtin.Example("open customers.csv --or [] | where @.phone != \"\" | count", shows: "0"),
        Builtin.Example("open settings.json --or {pause: 5} | get @.pause", shows: "5"),
      ], .stream
    ) { (call, session) async throws(Failure) in
      try session.open(call)
    },
    WorldBuiltin(
      Signature(
        "save", input: .whole, operands: [Operand("path", .path, type: .string)],
        flags: [
          Flag("append", meaning: "add lines or rows to the file; rows must have its columns"),
          Flag(
            "as", .required, type: .enumeration(Format.names),
            meaning: "json, ndjson, csv, tsv or text, whatever the name says"),
          .csvSafe,
          Flag("excel", meaning: "begin a CSV file with a byte order mark, as Excel wants it"),
        ]),
      "write a file item by item, the old one staying until the new one is whole",
      examples: [
        Builtin.Example("1..5 | save numbers.json\nopen numbers.json | sum", shows: "15"),
        Builtin.Example(
          "1..2 | map {n: @} | save rows.csv\n{n: 3} | save rows.csv --append\nopen rows.csv | last",
          shows: #"{"n":"3"}"#),
      ], .sink
    ) { (call, session) async throws(Failure) in
      try session.save(call)
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
    throw .unknownEnding(path)
  }

  fileprivate func open(_ call: WorldCall) throws(Failure) -> Reply {
    guard let path = call.operand(0)?.asString else {
      throw .argument("open", "a file's name", call.operand(0) ?? .null)
    }
    if path != "-" { try settings.files.check(path) }
    let file: InputFile
    do throws(FileError) {
      file = try InputFile(path == "-" ? nil : path)
    } catch {
      if error.isMissing, let value = call.flag("or") { return reply(value, call.demand) }
      throw Failure(error)
    }
    // A missing file and a folder are told before a name that says nothing of what it holds.
    let format = try path == "-" && call.flag("as") == nil ? .ndjson : format(call, path)
    let stream = FileStream(
      file, format.decoder(call.projection), name: path, interruption, line: progress,
      onItems: rehearsal?.reader(of: path))
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

  /// Where the items come one by one, a sink for them; else writes the value.
  fileprivate func save(_ call: WorldCall) throws(Failure) -> Reply {
    let saving = try saving(call)
    if settings.dryRun || rehearsal != nil {
      let sink = NoSink(saving.path)
      if let rehearsal {
        rehearsal.saves(sink)
      } else {
        say("dry run, not written: \(Escaping.line(saving.path))")
      }
      if call.demand == .items { return .sink(sink) }
      sink.save(call.input ?? .null)
      return .value(.null)
    }
    let sink = try sink(saving)
    if call.demand == .items { return .sink(sink) }
    try sink.save(call.input ?? .null)
    return .value(.null)
  }

  private func sink(_ saving: Saving) throws(Failure) -> FileSink {
    do throws(FileError) {
      switch Files.descriptor(saving.path) {
      case nil: return try FileSink(saving)
      case 1: return FileSink(saving) { (bytes) throws(Failure) in try self.display.write(bytes) }
      default:
        let file = try OutputFile(saving.path, .append)
        return FileSink(saving) { (bytes) throws(Failure) in
          // It may lead to where the shown goes.
          try self.flush()
          do throws(FileError) { try file.write(bytes) } catch { throw Failure(error) }
        }
      }
    } catch { throw Failure(error) }
  }

  private func saving(_ call: WorldCall) throws(Failure) -> Saving {
    guard let path = call.operand(0)?.asString else {
      throw .argument("save", "a file's name", call.operand(0) ?? .null)
    }
    try settings.files.check(path)
    let format = try format(call, path)
    let saving = Saving(
      path: path, format: format, appends: call.has("append"), marks: call.has("excel"),
      isSafe: call.flag("csv-safe").map { $0 != false } ?? (format == .csv))
    if saving.appends, saving.format == .json {
      throw Failure(
        .usage, "--append takes a file of lines or rows, but a JSON file is one value",
        hint: "a .ndjson file holds a value a line")
    }
    if saving.marks || call.flag("csv-safe") != nil, !saving.format.isTable {
      let flag = saving.marks ? "--excel" : "--csv-safe"
      throw Failure(.usage, "\(flag) takes a csv or tsv file, but this is \(saving.format.rawValue)")
    }
    return saving
  }
}
