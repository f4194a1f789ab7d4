import Catalog
import Guide
import JSON
import Machine
import Profiles
import Rendering
import Source
import Stage
import Syntax

extension Session {
  /// The text of `help` and `help WORDS`.
  func help(_ words: [String]) -> String {
    let renderer = HelpRenderer(screen: world.outputScreen)
    let name = words.joined(separator: " ")
    if name.isEmpty { return Overview(commands, renderer).text }
    var parts: [String] = []
    if let builtin = commands.builtin(words[0], verb: words.count > 1 ? words[1] : nil) {
      parts.append(Reference(builtin, operation: commands.operation(of: builtin), renderer).text)
    }
    if commands.isNoun(name) { parts.append(verbs(of: name, renderer)) }
    parts += Topics.on(name).map { renderer.text($0) }
    if name == "topics" { parts.append(Overview(commands, renderer).topicsText) }
    if let group = Topics.group(name) {
      parts.append(renderer.rows(group.topics.map { ($0.name, $0.title) }))
    }
    return parts.isEmpty ? nothing(on: name) : parts.joined(separator: "\n")
  }

  private func verbs(of noun: String, _ renderer: HelpRenderer) -> String {
    let present = commands.all.filter { $0.name.hasPrefix(noun + " ") && !commands.isGone($0.name) }
    return renderer.rows(present.map { ($0.name, $0.summary) }) + "\n'help \(noun) VERB' tells more.\n"
  }

  private func nothing(on name: String) -> String {
    let topics = Topics.all.flatMap(\.names) + Topics.groups.map(\.name)
    let near = nearest(name, among: commands.names + commands.catalog.nouns + topics)
    let rest = near.map { "; did you mean 'help \($0)'?" } ?? "; 'help' lists what there is"
    return "no help on '\(Escaping.line(name))'" + rest + "\n"
  }
}

extension Session {
  /// What a call of the API still lacks, with parameters of those names given.
  public func stillNeeded(_ command: [String], given: [String]) -> [String] {
    guard let noun = command.first, let operation = commands.operation(noun, command.dropFirst().first) else {
      return []
    }
    let checks = Checks(path: false, computed: Set(given))
    return operation.validate(settings.defaults, checks: checks).map { $0.expectation(of: operation) }
  }
}

extension ShellCommands {
  func operation(of builtin: Builtin) -> Operation? {
    let words = builtin.name.split(separator: " ").map(String.init)
    return operation(words[0], words.count > 1 ? words[1] : nil)
  }
}
