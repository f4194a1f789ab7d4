import JSON
import Library
import Machine
import Rendering
import Stage
import Syntax
import SystemCalls

extension FileDesk {
  /// The builtins that need this desk.
  package static let builtins: [WorldBuiltin<FileDesk>] = [
    WorldBuiltin(
      Signature(
        "open", operands: [Operand("path", .path, type: .string)],
        flags: [
          Flag(
            "as", .required, type: .enumeration(Format.names),
            meaning: "json, ndjson, csv, tsv or text, whatever the name says"),
          Flag("or", .required, meaning: "the value where there is no such file"),
        ]),
      "read a file: json, ndjson, csv, tsv or txt by its ending; - is standard input", in: .inAndOut,
      also: ["cat", "load", "read"],
      examples: [
        Builtin.Example("open customers.csv --or [] | where @.phone != \"\" | count", shows: "0"),
        Builtin.Example("open settings.json --or {pause: 5} | get @.pause", shows: "5"),
      ], gives: .from { given, _ in FileOutline.of(given) }, faults: spreadsheetFaults, .stream
    ) { (call, desk) async throws(Failure) in
      try desk.open(call)
    }.with { $0.effect = { _ in .reads(.file) } },
    WorldBuiltin(
      Signature(
        "save", input: .whole, operands: [Operand("path", .path, type: .string)],
        flags: [
          Flag("append", meaning: "add lines or rows to the file; rows must have its columns"),
          Flag(
            "as", .required, type: .enumeration(Format.writableNames),
            meaning: "json, ndjson, csv, tsv or text, whatever the name says"),
          .csvSafe,
          Flag("excel", meaning: "begin a CSV file with a byte order mark, as Excel wants it"),
        ]),
      "write a file item by item, the old one staying until the new one is whole", in: .inAndOut,
      also: ["write", "tee"],
      examples: [
        Builtin.Example("1..5 | save numbers.json\nopen numbers.json | sum", shows: "15"),
        Builtin.Example(
          "1..2 | map {n: @} | save rows.csv\n{n: 3} | save rows.csv --append\nopen rows.csv | last",
          shows: #"{"n":"3"}"#),
      ], gives: .null, faults: endingFaults, .sink
    ) { (call, desk) async throws(Failure) in
      try desk.save(call)
    }.with { $0.effect = { _ in .writes(.file) } },
  ]
}

extension FileDesk {
  /// A file that is written must have an ending that says its format. A file that is read may be
  /// missing, so its fault is found by the run.
  private static let endingFaults: Builtin.Faults = { given, _ in
    guard let path = given.operands.first??.asString, !given.flags.contains("as"), Format(path: path) == nil
    else { return [] }
    let failure = Failure.unknownEnding(path, isSaved: true)
    return [ArgumentFault(operand: 0, message: failure.message, hint: failure.hint)]
  }
}

extension Files {
  /// Whether a file's name says that a spreadsheet program wrote it.
  static func isSpreadsheet(_ path: String) -> Bool {
    [".xlsx", ".xls", ".xlsm", ".ods", ".numbers"].contains { path.lowercased().hasSuffix($0) }
  }
}

extension FileDesk {
  /// A spreadsheet cannot be read, whatever the file really holds.
  private static let spreadsheetFaults: Builtin.Faults = { given, _ in
    guard let path = given.operands.first??.asString, Files.isSpreadsheet(path), !given.flags.contains("as")
    else { return [] }
    let failure = Failure.unknownEnding(path, isSaved: false)
    return [ArgumentFault(operand: 0, message: failure.message, hint: failure.hint)]
  }

  private func format(
    _ call: WorldCall, _ path: String, isSaved: Bool = false
  ) throws(Failure) -> Format {
    if let name = call.flag("as") {
      guard let format = name.asString.flatMap(Format.init(name:)) else {
        throw .argument("--as", "json, ndjson, csv, tsv or text", name)
      }
      return format
    }
    if let format = Format(path: path) { return format }
    throw .unknownEnding(path, isSaved: isSaved)
  }

  fileprivate func open(_ call: WorldCall) throws(Failure) -> Reply {
    guard let path = call.operand(0)?.asString else {
      throw .argument("open", "a file's name", call.operand(0) ?? .null)
    }
    if path != "-" { try access.check(path) }
    let file: InputFile
    do throws(FileError) {
      file = try InputFile(path == "-" ? nil : path)
    } catch {
      if error.isMissing, let value = call.flag("or") { return reply(value, call.demand) }
      throw Failure(error)
    }
    // A missing file and a folder are reported before an unknown ending.
    let isAssumed = path == "-" && call.flag("as") == nil
    let format = try isAssumed ? .ndjson : format(call, path)
    let stream = FileStream(
      file, format.decoder(call.projection, console.interruption.notices), name: path, console.interruption,
      line: file.isTyped ? nil : console.progress, isAssumed: isAssumed,
      onItems: console.mode.observer?.reader(of: path))
    switch call.demand {
    case .items where try stream.isList(): return .stream(stream)
    case .count:
      var count: Int64 = 0
      while true {
        let items = try stream.read()
        if items.isEmpty { return .value(.int(count)) }
        count += Int64(items.count)
      }
    case .items, .value: return .value(try stream.whole())
    }
  }

  private func reply(_ value: Value, _ demand: Demand) -> Reply {
    if demand == .count, case .array(let items) = value { return .value(.int(Int64(items.count))) }
    return .value(value)
  }

  /// A sink where the items come one by one; else the value is written at once.
  fileprivate func save(_ call: WorldCall) throws(Failure) -> Reply {
    let saving = try saving(call)
    if let sink = unsaved(saving) {
      if call.demand == .items { return .sink(sink) }
      sink.save(call.input ?? .null)
      return .value(.null)
    }
    let sink = try sink(saving)
    if call.demand == .items { return .sink(sink) }
    try sink.save(call.input ?? .null)
    return .value(.null)
  }

  /// A sink that drops the items where the run must not write; nil where it may.
  private func unsaved(_ saving: Saving) -> NoSink? {
    let sink = NoSink(saving.path)
    switch console.mode {
    case .real: return nil
    case .dry: console.say("dry run, not written: \(Escaping.line(saving.path))")
    case .rehearsed(let observer): observer.saves(sink)
    }
    return sink
  }

  private func sink(_ saving: Saving) throws(Failure) -> FileSink {
    do throws(FileError) {
      switch Files.descriptor(saving.path) {
      case nil: return try FileSink(saving)
      case .standardOutput:
        return FileSink(saving) { (bytes) throws(Failure) in try self.write(bytes) }
      default:
        let file = try OutputFile(saving.path, .append)
        return FileSink(saving) { (bytes) throws(Failure) in
          // The file may be the one to which output goes.
          try self.console.flush()
          do throws(FileError) { try file.write(bytes) } catch { throw Failure(error) }
        }
      }
    } catch { throw Failure(error) }
  }

  private func saving(_ call: WorldCall) throws(Failure) -> Saving {
    guard let path = call.operand(0)?.asString else {
      throw .argument("save", "a file's name", call.operand(0) ?? .null)
    }
    try access.check(path)
    let format = try format(call, path, isSaved: true)
    var saving = Saving(
      path: path, format: format, appends: call.has("append"), marks: call.has("excel"),
      isSafe: call.flag("csv-safe").map { $0 != false } ?? format.isTable)
    saving.privacy = access.privacy
    if saving.appends, saving.format == .json || saving.format.isMarkup {
      let kind = saving.format == .json ? "JSON file" : "\(saving.format.rawValue) file"
      throw Failure(
        .usage, "--append takes a file of lines or rows, but a \(kind) is one value",
        hint: "a .ndjson file holds a value a line")
    }
    if saving.marks || call.flag("csv-safe") != nil, !saving.format.isTable {
      let flag = saving.marks ? "--excel" : "--csv-safe"
      throw Failure(.usage, "\(flag) takes a csv or tsv file, but this is \(saving.format.rawValue)")
    }
    return saving
  }
}
