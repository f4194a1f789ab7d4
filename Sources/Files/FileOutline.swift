import JSON
import Library
import Machine
import SystemCalls

/// The columns that the first line of a CSV or TSV file names, known before the program runs.
enum FileOutline {
  static func of(_ given: KnownArguments) -> Outline {
    guard let path = given.operands.first??.asString, path != "-", !given.flags.contains("or"),
      let columns = format(path, given).flatMap({ columns(of: path, $0) })
    else { return .unknown }
    return .list(
      of: .object(Outline.Members(columns.map { Outline.Member($0, .types(.text)) }, origin: .file(path))))
  }

  private static func format(_ path: String, _ given: KnownArguments) -> Format? {
    guard given.flags.contains("as") else { return Format(path: path) }
    return given.flagValues["as"]?.asString.flatMap(Format.init(name:))
  }

  /// Nil where there is no such file, which the run reports. Only ordinary files are read here: reading
  /// anything else could wait, or take away what the run needs.
  private static func columns(of path: String, _ format: Format) -> [String]? {
    // The kind is asked before the file is opened, because opening a pipe lets its writer go on.
    guard (try? FileStatus(of: path))?.kind == .file,
      let descriptor = try? Descriptor.open(path, [.reading, .nonBlocking])
    else { return nil }
    defer { descriptor.close() }
    var rest = longestLine
    let head = try? CSVHead(format) { () throws(Failure) in
      let bytes = (try? descriptor.read(min(4096, rest))) ?? []
      rest -= bytes.count
      return bytes
    }
    return head.map { $0.columns.map(\.string) }
  }

  /// In bytes: longer than any first line that people write.
  private static let longestLine = 1 << 16
}
