import Rendering
import Shell

/// `wessaal completions SHELL`.
struct CompletionsCommand {
  static let outline = CommandOutline(
    name: "wessaal completions", summary: "Completion for a shell, as a script for it.",
    usage: [
      ("source <(wessaal completions bash)", "in ~/.bashrc"),
      ("source <(wessaal completions zsh)", "in ~/.zshrc behind compinit"),
      ("wessaal completions fish", "into ~/.config/fish/completions/wessaal.fish"),
    ],
    operand: .init(name: "shell", meaning: "bash, zsh or fish."))

  func answer(_ words: [String], _ options: GivenOptions) throws -> Answer {
    let shell = try GivenOptions(words, of: Self.outline).words[0]
    try options.refuseAllBut([], for: "wessaal completions")
    return Answer(text: try Completions().text(for: shell))
  }
}

/// The script that a shell needs to complete our command line. It asks the program (`CommandLineCompletion`).
struct Completions {
  static let shells = ["bash", "zsh", "fish"]

  func text(for shell: String) throws(StartFailure) -> String {
    switch shell {
    case "bash": return Self.bash
    case "zsh": return Self.zsh
    case "fish": return Self.fish
    default:
      throw StartFailure(
        message: "completions takes one of \(Self.shells.joined(separator: ", ")), but has "
          + "'\(Escaping.line(shell))'")
    }
  }

  private static let bash = #"""
    # Files, also with blanks and colons in their names.
    _wessaal_files() {
      local file
      while IFS= read -r file; do
        COMPREPLY+=("${file#"$2"}")
      done < <(compgen -f ${3:+-X "!*$3"} -- "$1"; compgen -d -- "$1")
      compopt -o filenames 2>/dev/null
    }
    _wessaal() {
      local -a words=()
      local i word line typed cut= glue=
      COMPREPLY=()
      # bash takes a word apart at '=' and ':'.
      for ((i = 1; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ ${#words[@]} -gt 0 && ( $word == [=:] || ( -n $glue && ( -n $word || i -lt COMP_CWORD ) ) ) ]]; then
          words[${#words[@]} - 1]+=$word
        else
          words+=("$word")
        fi
        glue=
        [[ $word == [=:] ]] && glue=1
      done
      [[ ${#words[@]} -gt 0 ]] || words=("")
      typed=${words[${#words[@]} - 1]}
      # What stands in the word before the part that bash replaces.
      word=${COMP_WORDS[COMP_CWORD]}
      [[ $word == [=:] ]] && word=
      [[ $typed != "$word" ]] && cut=${typed%"$word"}
      typed=${typed//\\/} typed=${typed#[\"\']} cut=${cut//\\/} cut=${cut#[\"\']}
      words[${#words[@]} - 1]=$typed
      while IFS= read -r line; do
        case $line in
          ":files .wsl") _wessaal_files "$typed" "$cut" .wsl ;;
          :files) _wessaal_files "${typed#"${typed%%=*}="}" "${cut#"${cut%%=*}="}" ;;
          :dirs)
            while IFS= read -r word; do COMPREPLY+=("${word#"$cut"}"); done < <(compgen -d -- "$typed")
            compopt -o filenames 2>/dev/null
            ;;
          *)
            line=${line%%$'\t'*}
            COMPREPLY+=("${line#"$cut"}")
            ;;
        esac
      done < <("${COMP_WORDS[0]/#\~/$HOME}" __complete "${words[@]}" 2>/dev/null)
      [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
      return 0
    }
    complete -F _wessaal wessaal

    """#

  private static let zsh = #"""
    #compdef wessaal
    _wessaal() {
      local -a plain open
      local line value
      while IFS= read -r line; do
        case $line in
          ':files .wsl') _files -g '*.wsl(-.)' ;;
          ':files') [[ $PREFIX == *=* ]] && compset -P '*='; _files ;;
          ':dirs') [[ $PREFIX == *=* ]] && compset -P '*='; _files -/ ;;
          *)
            value=${line%%$'\t'*}
            if [[ $value == *[=@#] ]]; then open+=("$value"); else plain+=("$value"); fi
            ;;
        esac
      done < <("${(Q)words[1]/#\~/$HOME}" __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)
      (( $#plain )) && compadd -Q -- "${plain[@]}"
      (( $#open )) && compadd -Q -S '' -- "${open[@]}"
      return 0
    }
    if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then
      _wessaal "$@"
    else
      (( $+functions[compdef] )) || { autoload -U compinit && compinit -u; }
      compdef _wessaal wessaal
    fi

    """#

  private static let fish = #"""
    function __wessaal_complete
      set -l words (commandline -opc)
      set -l raw (commandline -ct)
      set -l typed (string unescape -- $raw; or echo $raw)
      # A name before '=' is no part of a file's.
      set -l before (string match -r '^-[^=]*=|^\w+=' -- $typed)
      set -l path (string replace -r '^-[^=]*=|^\w+=' '' -- $typed)
      for line in ($words[1] __complete $words[2..-1] "$typed" 2>/dev/null)
        set -l found
        switch $line
          case ':files .wsl'
            set found "$path"*.wsl "$path"*/
          case ':files'
            set found "$path"*
          case ':dirs'
            set found "$path"*/
          case '*'
            echo $line
        end
        for file in $found
          echo "$before$file"
        end
      end
    end
    complete -c wessaal -f -a '(__wessaal_complete)'

    """#
}
