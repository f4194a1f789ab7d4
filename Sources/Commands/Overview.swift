import Catalog
import Guide
import Machine

/// The text of `help`: one screen with all commands by their purpose.
struct Overview {
  private let commands: ShellCommands
  private let renderer: HelpRenderer

  init(_ commands: ShellCommands, _ renderer: HelpRenderer) {
    self.commands = commands
    self.renderer = renderer
  }

  var text: String {
    rows(nouns + groups + [("statements", Topics.statements.map(\.name))])
      + renderer.note("'help first-steps', 'help messages send', 'help where', 'help topics' tell more.")
  }

  /// The text of `help topics`: the topics by their groups.
  var topicsText: String {
    rows(Topics.groups.map { ($0.name, $0.topics.map(\.name)) })
      + renderer.note("'help data' tells what each is about; 'help \"+=\"' finds the topic of a sign.")
  }

  private func rows(_ rows: [(String, [String])]) -> String {
    renderer.rows(rows.filter { !$0.1.isEmpty }.map { ($0.0, $0.1.joined(separator: " ")) })
  }

  private var nouns: [(String, [String])] {
    let present = commands.names.filter { $0.contains(" ") && !commands.isGone($0) }
    return commands.catalog.nouns.map { noun in
      (noun, present.filter { $0.hasPrefix(noun + " ") }.map { String($0.dropFirst(noun.count + 1)) })
    }
  }

  /// The commands that consist of one word.
  private var plain: Set<String> { Set(commands.names.filter { !$0.contains(" ") }) }

  /// The builtins by their groups. The groups of the account and of the session are sorted by name.
  private var groups: [(String, [String])] {
    let builtins = commands.inOrder.filter { [plain] in plain.contains($0.name) }
    return Builtin.Group.allCases.map { group in
      let names = builtins.filter { $0.group == group }.map(\.name)
      return (group.rawValue, group == .account || group == .session ? names.sorted() : names)
    }
  }
}
