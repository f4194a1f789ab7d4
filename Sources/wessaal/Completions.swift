import Catalog
import Machine
import Rendering
import Shell
import Syntax

/// `wessaal completions SHELL`: what a shell needs to complete our command line, made from the commands there are.
struct Completions {
  private let commands = ShellCommands()

  static let shells = ["bash", "zsh", "fish"]
  private static let subcommands = [
    "check", "fmt", "test", "rehearse", "sandbox", "completions", "man", "openapi",
  ]

  func text(for shell: String) throws(StartFailure) -> String {
    switch shell {
    case "bash": return bash
    case "zsh": return "#compdef wessaal\nautoload -U +X bashcompinit && bashcompinit\n" + bash
    case "fish": return fish
    default:
      throw StartFailure(
        message: "completions takes one of \(Self.shells.joined(separator: ", ")), but has "
          + "'\(Escaping.line(shell))'")
    }
  }

  private var options: [String] { OptionNames.all.map { "--" + $0 } }
  private var nouns: [String] { commands.catalog.nouns.sorted() }

  /// Commands of the language that stand alone, and the nouns.
  private var firsts: [String] {
    Self.subcommands + nouns + commands.names.filter { !$0.contains(" ") && isDirect($0) }
  }

  private func isDirect(_ name: String) -> Bool {
    commands.builtin(name, verb: nil).map(DirectCall.isDirect) ?? false
  }

  private func words(of noun: String, _ verb: String?) -> [String] {
    guard let signature = commands.signature(noun, verb: verb) else { return [] }
    var words = signature.flags.map { "--" + $0.name }
    if case .declared(let parameters) = signature.parameters { words += parameters.map { $0.name + "=" } }
    return words
  }

  // MARK: bash

  private var bash: String {
    let verbs = nouns.map { noun in
      "      \(noun)) words=\"\(commands.verbs(of: noun).joined(separator: " "))\" ;;"
    }
    let arguments = nouns.flatMap { noun in
      commands.verbs(of: noun).map { verb in
        "      '\(noun) \(verb)') words=\"\(words(of: noun, verb).joined(separator: " "))\" ;;"
      }
    }
    return """
      _wessaal() {
        local current=${COMP_WORDS[COMP_CWORD]} words= first=1 noun verb
        COMPREPLY=()
        while [[ ${COMP_WORDS[first]} == --* && first -lt COMP_CWORD ]]; do first=$((first + 1)); done
        noun=${COMP_WORDS[first]} verb=${COMP_WORDS[first + 1]}
        if ((first == COMP_CWORD)); then
          words="\(firsts.joined(separator: " "))"
          [[ $current == -* ]] && words="\(options.joined(separator: " "))"
          COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -X '!*.wsl' -- "$current"))
          return
        elif ((first + 1 == COMP_CWORD)); then
          case $noun in
      \(verbs.joined(separator: "\n"))
            check|fmt|test|rehearse) COMPREPLY=($(compgen -f -X '!*.wsl' -- "$current")); return ;;
            completions) words="\(Self.shells.joined(separator: " "))" ;;
          esac
        else
          case "$noun $verb" in
      \(arguments.joined(separator: "\n"))
          esac
        fi
        COMPREPLY=($(compgen -W "$words" -- "$current"))
        [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
        return 0
      }
      complete -F _wessaal wessaal

      """
  }

  // MARK: fish

  private var fish: String {
    var lines = ["complete -c wessaal -f"]
    lines.append(
      "complete -c wessaal -n __fish_use_subcommand -a '\(firsts.joined(separator: " "))'")
    lines.append("complete -c wessaal -n __fish_use_subcommand -k -a '(__fish_complete_suffix .wsl)'")
    lines += OptionNames.all.map { "complete -c wessaal -n __fish_use_subcommand -l \($0)" }
    for noun in nouns {
      let verbs = commands.verbs(of: noun)
      let none = verbs.joined(separator: " ")
      lines.append(
        "complete -c wessaal -n '__fish_seen_subcommand_from \(noun); and not __fish_seen_subcommand_from \(none)'"
          + " -a '\(none)'")
      for verb in verbs {
        lines.append(
          "complete -c wessaal -n '__fish_seen_subcommand_from \(noun); and __fish_seen_subcommand_from \(verb)'"
            + " -a '\(words(of: noun, verb).joined(separator: " "))'")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
