import Rendering
import Source

/// What a subcommand takes, and what its `--help` shows.
struct CommandOutline: Sendable {
  /// What a command takes besides options.
  struct Operand: Sendable {
    let name: String
    let meaning: String
    var repeats = false
  }

  /// A row of a help text: a name and its meaning.
  typealias Row = (label: String, meaning: String)

  /// The command as it is typed: `wessaal check`.
  let name: String
  let summary: String
  /// The forms of a call, and what each does.
  let usage: [Row]
  var discussion = ""
  var operand: Operand?
  var options: [ProgramOption] = []

  /// The longest line of a help text, in cells.
  private static let columns = 80

  /// The text of `--help`.
  func help() -> String {
    var parts = ["OVERVIEW: " + summary]
    if !discussion.isEmpty { parts.append(discussion) }
    parts.append(Self.usage(usage))
    if let operand { parts.append(Self.section("ARGUMENTS", [("<\(operand.name)>", operand.meaning)])) }
    parts.append(Self.section(of: options + [.help], titled: "OPTIONS"))
    return parts.map { part in
      part.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.hasPrefix(" ") || line.hasPrefix("USAGE") ? String(line) : Self.paragraph(line)
      }.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  static func section(of options: [ProgramOption], titled title: String) -> String {
    section(title, options.map { ($0.label, $0.meaning) })
  }

  static func section(_ title: String, _ rows: [Row]) -> String {
    title + ":\n" + table(rows, indent: 2).joined(separator: "\n")
  }

  static func usage(_ rows: [Row]) -> String {
    let title = "USAGE: "
    return title + table(rows, indent: title.count).joined(separator: "\n").dropFirst(title.count)
  }

  /// A table of names, with the wrapped meaning beside each.
  private static func table(_ rows: [Row], indent: Int) -> [String] {
    let start = indent + (rows.map { displayWidth(of: $0.label) }.max() ?? 0) + 2
    return rows.flatMap { label, meaning in
      wrapped(meaning.split(separator: " ").map(String.init), columns: columns, first: start, rest: start)
        .enumerated().map { number, words in
          let before = String(repeating: " ", count: indent) + (number == 0 ? label : "")
          return words.isEmpty ? before : before.padded(to: start) + words.joined(separator: " ")
        }
    }
  }

  private static func paragraph(_ text: Substring) -> String {
    wrapped(text.split(separator: " ").map(String.init), columns: columns)
      .map { $0.joined(separator: " ") }.joined(separator: "\n")
  }
}
