import Files
import JSON
import Ledger
import Source

/// Where the text of a run comes from. A key of `once` belongs to its account; by this source the ledger sees
/// whether two runs that use one key mean the same.
enum ProgramSource {
  case prompt
  case commandLine(String)
  case standardInput(SourceFile)
  /// A file, by its path.
  case script(String)

  /// The script's real path; nil where it is not a script.
  var path: String? {
    if case .script(let path) = self { Files.target(path) ?? path } else { nil }
  }

  /// Its name in the ledger.
  var name: String {
    switch self {
    case .prompt: Origin.prompt
    case .commandLine(let text): "command line \(Self.mark(of: Array(text.utf8)))"
    case .standardInput(let file): "standard input \(Self.mark(of: file.bytes))"
    case .script(let file): path ?? file
    }
  }

  /// Distinguishes one text from another.
  private static func mark(of text: [UInt8]) -> String { String(text.sha256.prefix(12)) }

  /// The name of its journal in older releases.
  var journal: String {
    switch self {
    case .prompt: "prompt"
    case .commandLine, .standardInput: "command-line"
    case .script(let file): path ?? file
    }
  }
}
