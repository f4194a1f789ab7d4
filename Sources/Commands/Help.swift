import Catalog
import Guide
import JSON
import Machine
import Rendering
import Source

extension ShellCommands {
  /// The text that `help` or `help WORDS` shows.
  ///
  /// - Throws: `script` where there is no help on these words.
  package func help(_ words: [String], on screen: Screen) throws(Failure) -> String {
    let renderer = HelpRenderer(screen: screen)
    let name = words.joined(separator: " ")
    if name.isEmpty { return Overview(self, renderer).text }
    var parts: [String] = []
    if let builtin = builtin(words[0], verb: words.count > 1 ? words[1] : nil) {
      parts.append(Reference(builtin, operation: operation(of: builtin), renderer).text)
    }
    if isNoun(name) { parts.append(verbs(of: name, renderer)) }
    parts += Topics.on(name).map { renderer.text($0) }
    if name == "topics" { parts.append(Overview(self, renderer).topicsText) }
    if let group = Topics.group(name) {
      parts.append(renderer.rows(group.topics.map { ($0.name, $0.title) }))
    }
    if let group = Builtin.Group.allCases.first(where: { $0.words.contains(name) }), parts.isEmpty {
      parts.append(renderer.rows(inOrder.filter { $0.group == group }.map { ($0.name, $0.summary) }))
    }
    if parts.isEmpty { throw nothing(on: name) }
    return parts.joined(separator: "\n")
  }

  private func verbs(of noun: String, _ renderer: HelpRenderer) -> String {
    let present = all.filter { $0.name.hasPrefix(noun + " ") && !isGone($0.name) }
    return renderer.rows(present.map { ($0.name, $0.summary) }) + "\n'help \(noun) VERB' tells more.\n"
  }

  private func nothing(on name: String) -> Failure {
    let topics = Topics.all.flatMap(\.names) + Topics.groups.map(\.name)
    let near = nearest(name, among: names + catalog.nouns + topics)
    let rest = near.map { "; did you mean 'help \($0)'?" } ?? "; 'help' lists what there is"
    return Failure(.script, "no help on '\(Escaping.line(name))'" + rest)
  }
}

extension ShellCommands {
  /// What a call of the API still needs, in words, where the parameters in `given` will have a value.
  package func stillNeeded(_ command: [String], given: [String], defaults: Object) -> [String] {
    guard let noun = command.first, let operation = operation(noun, command.dropFirst().first) else {
      return []
    }
    let checks = Checks(path: false, computed: Set(given))
    return operation.validate(defaults, checks: checks).map { $0.expectation(of: operation) }
  }
}

extension ShellCommands {
  /// The operation that a command calls; nil where the command is not an operation.
  package func operation(of builtin: Builtin) -> Operation? {
    operation(named: builtin.name)
  }
}

extension Builtin.Group {
  /// The words after `help` that show the commands of this group.
  fileprivate var words: Set<String> { [rawValue, self == .account ? "account" : rawValue] }
}

extension ShellCommands {
  /// The words after `help` that show a topic or a group of topics, and what each is about.
  package var helpTopics: [(name: String, title: String)] {
    Topics.all.map { ($0.name, $0.title) } + Topics.groups.map { ($0.name, "topics") }
  }
}
