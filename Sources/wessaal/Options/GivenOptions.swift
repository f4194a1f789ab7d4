import Rendering
import Shell
import Source

/// The options that stand on a command line, with their values as text, and the words that are no options.
///
/// Our own reader: a library for it took 58 % of the instructions of a start and 4 MB of the program, since it finds
/// types by their names at run time, in all of the program.
struct GivenOptions {
  private var given: [(option: ProgramOption, value: String)] = []
  /// The words that are no options: a script and its arguments, a command, files.
  private(set) var words: [String] = []

  /// Reads the program's own options: up to the first word that is none, or behind `-c CODE`.
  init(leading words: [String]) throws(StartFailure) {
    var rest = words[...]
    while let word = rest.first, try read(word, &rest, among: ProgramOption.all, of: "wessaal") {
      if has(.code) { break }
    }
    self.words = Array(rest)
  }

  /// Reads the words of a subcommand, whose options may stand anywhere before `--`.
  ///
  /// - Throws: `StartFailure`; where help is asked for, an `Answer`.
  init(_ words: [String], of command: CommandOutline) throws {
    var rest = words[...]
    while let word = rest.first {
      if try read(word, &rest, among: command.options + [.help], of: command.name) { continue }
      rest.removeFirst()
      if word == "--" {
        self.words += rest
        break
      }
      if word.hasPrefix("-"), word != "-" {
        throw Self.unknown(word, among: command.options, of: command.name)
      }
      self.words.append(word)
    }
    if has(.help) { throw Answer(text: command.help()) }
    switch (command.operand, self.words.count) {
    case (let operand?, 0): throw Self.fault("missing expected argument '<\(operand.name)>'", command.name)
    case (let operand?, 2...) where !operand.repeats: throw Self.unexpected(self.words[1], command.name)
    case (nil, 1...): throw Self.unexpected(self.words[0], command.name)
    default: break
    }
  }

  /// - Returns: false where the word is none of the options; it still stands first then.
  private mutating func read(
    _ word: String, _ rest: inout ArraySlice<String>, among options: [ProgramOption], of command: String
  ) throws(StartFailure) -> Bool {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let spelling = parts.first.map(String.init) ?? ""
    guard let option = options.first(where: { $0.spelling == spelling || $0.short == word }),
      parts.count == 1 || option.name.count > 1
    else { return false }
    rest.removeFirst()
    if option.value == nil {
      guard parts.count == 1 else {
        throw Self.fault(
          "'\(spelling)' takes no value, but has '\(Escaping.line(String(parts[1])))'", command)
      }
      given.append((option, ""))
    } else if parts.count == 2 {
      given.append((option, String(parts[1])))
    } else if let value = rest.first, option.takesDash || !value.hasPrefix("-") || value == "-" {
      rest.removeFirst()
      given.append((option, value))
    } else {
      throw Self.fault("missing value for '\(option.label)'", command)
    }
    return true
  }

  func has(_ option: ProgramOption) -> Bool { given.contains { $0.option.name == option.name } }

  /// Its value; where it stands there more than once, the last.
  subscript(_ option: ProgramOption) -> String? { given.last { $0.option.name == option.name }?.value }

  /// The first of some that stands there.
  func first(of options: [ProgramOption]) -> ProgramOption? {
    given.first { some in options.contains { $0.name == some.option.name } }?.option
  }

  /// All its values, of an option that may be repeated.
  func all(_ option: ProgramOption) -> [String] {
    given.filter { $0.option.name == option.name }.map(\.value)
  }

  /// Throws where an option was given that the subcommand would ignore.
  ///
  /// - Parameter command: as it is typed.
  func refuseAllBut(_ honoured: HonouredOptions, for command: String) throws(StartFailure) {
    guard let option = given.first(where: { !honoured.isSuperset(of: $0.option.group) })?.option else {
      return
    }
    throw StartFailure(
      message: "\(option.spelling) must stand before something that heeds it, but '\(command)' does not",
      hint: option.group == .query
        ? "it is for one command: wessaal contacts list --query 'count'"
        : "leave it out: '\(command) --help' tells what it takes")
  }

  /// For a word that looks like an option and is none.
  static func unknown(_ word: String, among options: [ProgramOption], of command: String) -> StartFailure {
    let near = nearest(String(word.prefix { $0 != "=" }), among: options.map(\.spelling))
    return fault(
      "unknown option '\(Escaping.line(word))'", command, near.map { "did you mean \($0)? " } ?? "")
  }

  private static func unexpected(_ word: String, _ command: String) -> StartFailure {
    fault("unexpected argument '\(Escaping.line(word))'", command)
  }

  private static func fault(_ message: String, _ command: String, _ near: String = "") -> StartFailure {
    StartFailure(message: message, hint: near + "'\(command) --help' lists the options")
  }
}

/// Text that was asked for in place of a run.
struct Answer: Error {
  var text: String
}
