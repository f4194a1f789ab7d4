import Commands
import Shell
import Syntax

/// Divides the words of one command on the command line: the command with its arguments, and the options of
/// the program that stand after it (Program.md, "Calls"). Where the command has a flag of that name, the word
/// is the command's.
struct DirectWords {
  private(set) var command: [String] = []
  private(set) var options: [String] = []

  /// - Parameter words: the words after the options of the program; at least one.
  init(_ words: [String]) {
    guard words.dropFirst().contains(where: { $0.hasPrefix("--") }) else {
      command = words
      return
    }
    let flags = Self.flags(of: words)
    command = [words[0]]
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      let name = String(word.dropFirst(2).prefix { $0 != "=" })
      let flag = flags.first { $0.name == name }
      let option = ProgramOption.all.first { $0.spelling == "--" + name }
      if word == "--" {
        command += [word] + rest
        return
      }
      if !word.hasPrefix("--") || flag != nil || option == nil || Self.answers.contains(name) {
        command.append(word)
        // The next word belongs to the flag. Where it looks like an option, `DirectCall` refuses it.
        if word.hasPrefix("--"), flag?.value == .required, !word.contains("="), let value = rest.popFirst() {
          command.append(value)
        }
      } else {
        options.append(word)
        if option?.value != nil, !word.contains("="), let value = rest.popFirst() {
          options.append(value)
        }
      }
    }
  }

  /// Options that ask for an answer instead of a run.
  private static let answers: Set = ["help", "version"]

  private static func flags(of words: [String]) -> [Flag] {
    let commands = ShellCommands()
    let verb = commands.isNoun(words[0]) ? words.dropFirst().first : nil
    return commands.signature(words[0], verb: verb)?.flags ?? []
  }
}
