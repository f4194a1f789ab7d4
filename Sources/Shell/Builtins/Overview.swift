import Catalog
import Guide
import Machine

/// What `help` says: every command by what it is for, and where the rest is told, on one screen.
struct Overview {
  private let commands: ShellCommands
  private let renderer: HelpRenderer

  init(_ commands: ShellCommands, _ renderer: HelpRenderer) {
    self.commands = commands
    self.renderer = renderer
  }

  var text: String {
    let language = [("statements", Topics.statements.map(\.name)), ("topics", ["first-steps"] + topics)]
    return rows(nouns + [("account", plain.filter(isOfAccount))] + groups + language)
      + "'help messages send', 'help where', 'help if', 'help topics' tell more.\n"
  }

  /// What `help topics` says: the topics by their groups.
  var topicsText: String {
    rows(Topics.groups.map { ($0.name, $0.topics.map(\.name)) })
      + "'help data' tells what each is about; 'help \"+=\"' finds the topic of a sign.\n"
  }

  private func rows(_ rows: [(String, [String])]) -> String {
    renderer.rows(rows.filter { !$0.1.isEmpty }.map { ($0.0, $0.1.joined(separator: " ")) })
  }

  private var topics: [String] { Topics.groups.map(\.name).filter { $0 != "statements" } }

  private var nouns: [(String, [String])] {
    let present = commands.names.filter { $0.contains(" ") && !commands.isGone($0) }
    return commands.catalog.nouns.map { noun in
      (noun, present.filter { $0.hasPrefix(noun + " ") }.map { String($0.dropFirst(noun.count + 1)) })
    }
  }

  /// The commands of one word.
  private var plain: [String] { commands.names.filter { !$0.contains(" ") } }

  private func isOfAccount(_ name: String) -> Bool {
    commands.operation(name, nil) != nil
      || ["request", "doctor", "explain", "journal", "login", "profile"].contains(name)
  }

  /// The builtins by what they are for; the last group has all that are in no other.
  private var groups: [(String, [String])] {
    let sorted = Set(Self.groups.flatMap(\.1))
    let rest = plain.filter { !sorted.contains($0) && !isOfAccount($0) }
    return Self.groups.map { ($0.0, $0.1.filter(plain.contains)) } + [("session", rest)]
  }

  private static let groups: [(String, [String])] = [
    (
      "each item",
      ["where", "map", "each", "select", "omit", "first", "skip", "until", "flatten", "chunk", "unique"]
    ),
    (
      "all items",
      [
        "last", "sort-by", "group-by", "index-by", "tally", "reverse", "count", "length", "sum", "avg", "min",
        "max",
        "any", "all", "reduce", "join",
      ]
    ),
    ("JSON", ["query", "paths", "keys", "values", "entries", "from-entries", "type", "get", "set", "diff"]),
    (
      "text",
      [
        "split", "lines", "trim", "upper", "lower", "replace", "starts-with", "ends-with", "captures",
        "placeholders",
        "fill", "phone", "url-encode",
      ]
    ),
    (
      "numbers",
      [
        "int", "number", "string", "round", "floor", "ceil", "abs", "now", "time", "date", "today",
        "yesterday",
      ]
    ),
    ("in and out", ["open", "save", "parse", "to", "table", "bar", "print", "ignore"]),
    ("control", ["sleep", "every", "fail", "fails", "once", "budget"]),
  ]
}
