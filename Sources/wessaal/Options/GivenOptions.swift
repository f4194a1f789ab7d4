import Rendering
import Shell
import Source

/// The options on a command line, with their values as text, and the words that are not options.
///
/// We read them ourselves. A library for it took 58 % of the instructions of a start and 4 MB of the program,
/// because it finds types by their names at run time, in the whole program.
struct GivenOptions {
  private var given: [(option: ProgramOption, value: String)] = []
  /// The words that are not options: a script and its arguments, a command, files.
  private(set) var words: [String] = []

  /// Reads the program's own options. They end at the first other word, or after `-c CODE`.
  ///
  /// - Throws: where an option has a fault.
  init(leading words: [String]) throws(StartFailure) {
    var rest = words[...]
    while let word = rest.first, try read(word, &rest, among: ProgramOption.all, of: "wessaal") {
      if has(.code) { break }
    }
    self.words = Array(rest)
  }

  /// Reads the words of a subcommand. Its options may stand anywhere before `--`.
  ///
  /// - Throws: `StartFailure`, where a word has a fault; `Answer`, where help is asked for.
  init(_ words: [String], of command: CommandOutline, behind honoured: HonouredOptions = []) throws {
    var rest = words[...]
    while let word = rest.first {
      if try read(word, &rest, among: command.options + [.help], of: command.name) { continue }
      rest.removeFirst()
      if word == "--" {
        self.words += rest
        break
      }
      if word.hasPrefix("-"), word != "-" {
        throw Self.misplaced(words, words.count - rest.count - 1, of: command.name, honoured)
          ?? Self.unknown(word, among: command.options, of: command.name)
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

  /// - Returns: false where the word is not one of the options. Then it still stands first in `rest`.
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
    } else if let value = rest.first, option.takes(value) {
      rest.removeFirst()
      given.append((option, value))
    } else if let next = rest.first {
      throw StartFailure(
        message: "\(option.spelling) takes a value, but the next word is '\(Escaping.line(next))'",
        hint: "\(option.spelling)=VALUE")
    } else {
      throw Self.fault("missing value for '\(option.label)'", command)
    }
    return true
  }

  func has(_ option: ProgramOption) -> Bool { given.contains { $0.option.name == option.name } }

  /// The value of an option; of its last occurrence where there are several.
  subscript(_ option: ProgramOption) -> String? { given.last { $0.option.name == option.name }?.value }

  /// The first of these options on the command line.
  func first(of options: [ProgramOption]) -> ProgramOption? {
    given.first { some in options.contains { $0.name == some.option.name } }?.option
  }

  /// All values of an option that may be repeated.
  func all(_ option: ProgramOption) -> [String] {
    given.filter { $0.option.name == option.name }.map(\.value)
  }

  /// Refuses an option that the subcommand would ignore.
  ///
  /// - Parameter command: the subcommand as it is typed.
  /// - Throws: where such an option was given.
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

  /// The fault of a word that looks like an option and is unknown.
  static func unknown(_ word: String, among options: [ProgramOption], of command: String) -> StartFailure {
    let near = nearest(String(word.prefix { $0 != "=" }), among: options.map(\.spelling))
    return fault(
      "unknown option '\(Escaping.line(word))'", command, near.map { "did you mean \($0)? " } ?? "")
  }

  /// The fault of an option of the program that stands behind a subcommand; nil for other words.
  ///
  /// - Parameters:
  ///   - place: where it stands among the words.
  ///   - honoured: the options that may stand before the subcommand.
  private static func misplaced(
    _ words: [String], _ place: Int, of command: String, _ honoured: HonouredOptions
  ) -> StartFailure? {
    let spelling = String(words[place].prefix { $0 != "=" })
    guard let option = ProgramOption.all.first(where: { $0.spelling == spelling }),
      !option.group.isEmpty, honoured.isSuperset(of: option.group)
    else { return nil }
    let subcommand = String(command.dropFirst("wessaal ".count))
    let hasValue = option.value != nil && spelling == words[place] && place + 1 < words.count
    let end = place + (hasValue ? 2 : 1)
    let typed = ["wessaal"] + words[place..<end] + [subcommand] + words[..<place] + words[end...]
    return StartFailure(
      message:
        "\(spelling) is an option of wessaal and must stand before '\(subcommand)', but stands behind it",
      hint: line(typed) ?? "wessaal \(option.label) \(subcommand) …")
  }

  /// The words as they are typed; nil where a shell would read one of them in another way.
  static func line(_ words: [String]) -> String? {
    let plain = "/._-=:,@+%".utf8
    let isPlain = words.allSatisfy { word in
      !word.isEmpty
        && word.utf8.allSatisfy {
          plain.contains($0) || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
            || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20
        }
    }
    return isPlain ? words.joined(separator: " ") : nil
  }

  private static func unexpected(_ word: String, _ command: String) -> StartFailure {
    fault("unexpected argument '\(Escaping.line(word))'", command)
  }

  private static func fault(_ message: String, _ command: String, _ near: String = "") -> StartFailure {
    StartFailure(message: message, hint: near + "'\(command) --help' lists the options")
  }
}

extension ProgramOption {
  /// Whether the word behind the option may be its value. An option in that place is never taken for one: the run
  /// that it was meant to change, as `--dry-run` does, would go on without it. Code has no other place to stand.
  fileprivate func takes(_ word: String) -> Bool {
    if !word.hasPrefix("-") || word == "-" { return true }
    return takesDash && (!word.hasPrefix("--") || name == ProgramOption.code.name)
  }
}

/// A text that was asked for instead of a run.
struct Answer: Error {
  var text: String
}
