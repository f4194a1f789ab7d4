import Glibc
import JSON
import Library
import Machine

/// What the first line of a CSV or TSV file says of its rows, before the program runs.
package enum FileOutline {
  package static func of(_ given: KnownArguments) -> Outline {
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

  /// Nil where there is no such file: that is told by the run. What is no plain file is not touched, as
  /// reading it may wait, or take away what the run shall read.
  private static func columns(of path: String, _ format: Format) -> [String]? {
    var status = stat()
    // Asked before it is opened: who writes into a pipe is let go by that.
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var rest = longestLine
    let head = try? CSVHead(format) { () throws(Failure) in
      var bytes = [UInt8](repeating: 0, count: min(4096, rest))
      let count = max(0, read(descriptor, &bytes, bytes.count))
      rest -= count
      return Array(bytes.prefix(count))
    }
    return head.map { $0.columns.map(\.string) }
  }

  /// In bytes. Longer than any first line that people write.
  private static let longestLine = 1 << 16
}
