import Machine
import Rendering
import SystemCalls

extension Failure {
  package init(_ error: FileError) {
    let name = Escaping.line(error.path)
    let verb = error.action.rawValue
    switch error.cause {
    case .noSuchFile where error.isOfGoneFolder:
      self.init(
        .script, "\(name) must be \(verb), but the working folder is gone: it was removed or replaced",
        hint: "cd to a folder that is there, or name the file by its whole path")
    case .fileNameTooLong:
      let name = Escaping.line(String(error.path.prefix(40)))
      self.init(
        .script,
        "a path must have fewer than \(FileSystem.longestPath) bytes, and each name in it at most "
          + "\(FileSystem.longestName), but \(name)… has \(error.path.utf8.count)")
    case .noSuchFile where error.path.hasPrefix("~/"):
      self.init(
        .script, "\(name) must be \(verb), but there is no folder '~'",
        hint: "the home folder is \"$env.HOME\(name.dropFirst())\"")
    case .noSuchFile where error.action == .write:
      self.init(.script, "\(name) must be \(verb), but its folder is not there", hint: "mkdir makes it")
    case .noSuchFile:
      self.init(
        .script, "\(name) must be \(verb), but there is no such file",
        hint: error.near.map { "did you mean \(Escaping.line($0))?" })
    case .interrupted: self = .interrupted
    case .notAFile: self.init(.script, "\(name) must be a file, but is a pipe or a device")
    case .isFolder: self.init(.script, "\(name) must be a file, but is a folder")
    case .noSpace, .diskQuotaExceeded:
      self.init(
        .script, "\(name) must be \(verb), but the disk is full",
        hint: "the old file, if there was one, is as it was")
    case .fileTooLarge:
      self.init(
        .script, "\(name) must be \(verb), but is longer than a file may be here",
        hint: "'ulimit -f' tells the limit; the old file, if there was one, is as it was")
    case .permissionDenied:
      let user = UserDatabase.name(ofUser: CurrentProcess.user) ?? "\(CurrentProcess.user)"
      self.init(
        .script, "\(name) must be \(verb), but: \(error.cause)",
        hint: "this runs as the user \(Escaping.line(user)): may that user do so there?")
    default: self.init(.script, "\(name) must be \(verb), but: \(error.cause)")
    }
  }
}

extension Failure {
  /// Standard input is JSON unless the program says otherwise, but begins with these bytes.
  static func notJSON(_ bytes: [UInt8]) -> Failure {
    let first = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    let format =
      first.contains(UInt8(ascii: "\t")) ? "tsv" : first.contains { ",;".utf8.contains($0) } ? "csv" : "text"
    let shown = String(decoding: first.prefix(40), as: UTF8.self)
    return Failure(
      .script, "standard input must be JSON, but begins with '\(Escaping.line(shown))'",
      hint: "--as \(format) says that it is \(format == "text" ? format : format.uppercased())")
  }

  /// - Parameter isSaved: whether the file is to be written.
  static func unknownEnding(_ path: String, isSaved: Bool) -> Failure {
    if isSaved, Files.isSpreadsheet(path) {
      let name = path.prefix(upTo: path.lastIndex(of: ".") ?? path.endIndex) + ".csv"
      return Failure(
        .usage, "a table for a spreadsheet must be saved as CSV, but found '\(path)'",
        hint: "save \(name.contains(" ") ? "\"\(name)\"" : String(name)) --excel")
    }
    if Files.isSpreadsheet(path) {
      return Failure(
        .usage, "a spreadsheet must be saved as CSV before it is opened, but found '\(path)'",
        hint: "libreoffice --headless --convert-to csv \(path.contains(" ") ? "'\(path)'" : path)")
    }
    return Failure(
      .usage,
      "the name of a file must end in .json, .ndjson, .jsonl, .csv, .tsv\(isSaved ? ", .md, .html" : "") or .txt, "
        + "but is '\(path)'",
      hint: "--as json says what it holds")
  }
}
