import Catalog
import Commands
import Files
import Machine
import Profiles
import Rendering
import Scripts
import Shell
import Source
import Syntax

/// Finds what may stand at the end of a command line that is being typed. Shells get it from `wessaal
/// __complete WORD…`, because their scripts (`Completions`) know nothing themselves.
struct CommandLineCompletion {
  /// Which files and folders fit too. The shell finds these itself.
  enum Paths: String {
    case none = ""
    case all = ":files"
    case scripts = ":files .wsl"
    case folders = ":dirs"
  }

  struct Candidate: Equatable {
    var text: String
    var meaning = ""
  }

  private(set) var paths = Paths.none
  private(set) var candidates: [Candidate] = []
  private let commands = ShellCommands()
  private let current: String
  /// The part of the typed word up to its `=`, with which each candidate begins.
  private var prefix = ""

  static let subcommands = [
    Candidate(text: "check", meaning: "find what is wrong with scripts"),
    Candidate(text: "fmt", meaning: "give scripts the one layout"),
    Candidate(text: "test", meaning: "run the tests of scripts"),
    Candidate(text: "rehearse", meaning: "what a script would send and cost"),
    Candidate(text: "sandbox", meaning: "the local API server alone"),
    Candidate(text: "completions", meaning: "completion for a shell"),
    Candidate(text: "man", meaning: "the manual page"),
    Candidate(text: "openapi", meaning: "the API as OpenAPI 3.1"),
  ]

  /// - Parameter words: the words after the program's name. The last one is being typed.
  init(_ words: [String]) {
    current = words.last ?? ""
    var before = ArraySlice(words.dropLast())
    while let word = before.first, word.hasPrefix("-"), word != "-" {
      before.removeFirst()
      let option = ProgramOption.all.first { $0.spelling == word }
      if let option, option.value != nil, before.popFirst() == nil {
        value(of: option)
        finish()
        return
      }
    }
    if let first = before.first {
      behind(first, Array(before.dropFirst()))
    } else if current.hasPrefix("-") {
      complete(ProgramOption.all)
    } else {
      candidates = Self.subcommands + nouns + direct
      paths = .scripts
    }
    finish()
  }

  /// The answer: what kind of files fits, and then one line for each candidate.
  var text: String {
    let lines = candidates.map { $0.meaning.isEmpty ? $0.text : "\($0.text)\t\(Escaping.line($0.meaning))" }
    return ((paths == .none ? [] : [paths.rawValue]) + lines).joined(separator: "\n")
  }

  /// Removes candidates that do not fit or occur twice.
  private mutating func finish() {
    var seen: Set<String> = []
    candidates = candidates.map { Candidate(text: prefix + $0.text, meaning: $0.meaning) }.filter {
      $0.text.hasPrefix(current) && seen.insert($0.text).inserted
    }
  }

  private static func name(of option: String) -> String {
    String(option.dropFirst(2).prefix { $0 != "=" })
  }

  // MARK: The first word

  private var nouns: [Candidate] {
    commands.catalog.nouns.sorted().map { Candidate(text: $0, meaning: "commands of the API") }
  }

  /// Commands of one word that act on the API or on the session.
  private var direct: [Candidate] {
    commands.names.filter { !$0.contains(" ") && !commands.isGone($0) }.compactMap { name in
      commands.builtin(name, verb: nil).flatMap {
        DirectCall.isDirect($0) ? Candidate(text: name, meaning: $0.summary) : nil
      }
    }
  }

  // MARK: Options

  private mutating func complete(_ options: [ProgramOption]) {
    if let equals = current.firstIndex(of: "=") {
      prefix = String(current[...equals])
      if let option = options.first(where: { $0.spelling + "=" == prefix }) { value(of: option) }
    } else {
      candidates += options.map { Candidate(text: $0.spelling) }
    }
  }

  private mutating func value(of option: ProgramOption) {
    switch option.completion {
    case .none: break
    case .words(let words): candidates += words.map { Candidate(text: $0) }
    case .profiles: candidates += Self.profiles.map { Candidate(text: $0) }
    case .files: paths = .all
    case .scripts: paths = .scripts
    case .folders: paths = .folders
    }
  }

  /// The names of the profiles, where the configuration can be read.
  private static var profiles: [String] {
    let contents = try? Folders(Environment.all).configurationFile?.load()
    return contents?.profiles.compactMap(\.name) ?? []
  }

  // MARK: Behind a command

  private mutating func behind(_ first: String, _ words: [String]) {
    switch first {
    case "check": subcommand(CheckCommand.outline, files: .scripts, words)
    case "fmt": subcommand(FmtCommand.outline, files: .scripts, words)
    case "test": test(words)
    case "rehearse":
      if words.isEmpty { paths = .scripts } else { script(words[0]) }
    case "sandbox": subcommand(SandboxCommand.outline, files: .none, words)
    case "openapi": subcommand(OpenAPICommand.outline, files: .none, words)
    case "man": candidates = [Candidate(text: "--help")]
    case "completions": candidates = Completions.shells.map { Candidate(text: $0) }
    case "help": help(words)
    case "-c", "-": break
    default:
      if first.contains("/") || first.hasSuffix(".wsl") {
        script(first)
      } else if commands.isNoun(first), words.isEmpty {
        candidates = commands.verbs(of: first).map {
          Candidate(text: $0, meaning: commands.builtin(first, verb: $0)?.summary ?? "")
        }
        candidates.append(Candidate(text: "--help"))
      } else if let builtin = commands.builtin(first, verb: commands.isNoun(first) ? words.first : nil) {
        call(of: builtin, words)
      }
    }
  }

  private mutating func subcommand(_ command: CommandOutline, files: Paths, _ words: [String]) {
    if let option = command.options.first(where: { $0.spelling == words.last && $0.value != nil }) {
      value(of: option)
    } else if current.hasPrefix("-") {
      complete(command.options + [.help])
    } else {
      paths = files
    }
  }

  private mutating func test(_ words: [String]) {
    if words.last == "--report" {
      candidates = [Candidate(text: "junit")]
    } else if words.dropLast().last == "--report" {
      paths = .all
    } else if current.hasPrefix("-") {
      candidates = [
        Candidate(text: "--report", meaning: "junit FILE: write the results in JUnit's XML"),
        Candidate(text: "--help"),
      ]
    } else {
      paths = .scripts
    }
  }

  private mutating func help(_ words: [String]) {
    if let noun = words.first {
      if words.count == 1, commands.isNoun(noun) {
        candidates = commands.verbs(of: noun).map { Candidate(text: $0) }
      }
      return
    }
    candidates =
      nouns
      + commands.all.filter { !$0.name.contains(" ") && !commands.isGone($0.name) }.map {
        Candidate(text: $0.name, meaning: $0.summary)
      }
    candidates += commands.helpTopics.map { Candidate(text: $0.name, meaning: $0.title) }
    candidates.append(Candidate(text: "topics", meaning: "all topics"))
  }

  /// Completes the `param`s of a script.
  private mutating func script(_ path: String) {
    let parameters = ScriptOptions(of: path)
    if let equals = current.firstIndex(of: "="), current.hasPrefix("--") {
      prefix = String(current[...equals])
      paths = .all
    } else if current.hasPrefix("-") {
      candidates = parameters.all.map { Candidate(text: "--" + $0.name, meaning: $0.meaning) }
      candidates.append(Candidate(text: "--help"))
    } else {
      paths = .all
    }
  }

  // MARK: A call

  private mutating func call(of builtin: Builtin, _ words: [String]) {
    let signature = builtin.signature
    if let last = words.last, last.hasPrefix("--"), !last.contains("=") {
      let name = Self.name(of: last)
      if let flag = signature.flags.first(where: { $0.name == name }) {
        if flag.value == .required { return value(of: flag) }
      } else if let option = ProgramOption.all.first(where: { $0.name == name && $0.value != nil }) {
        return value(of: option)
      }
    }
    if current.hasPrefix("--"), let equals = current.firstIndex(of: "=") {
      prefix = String(current[...equals])
      let name = Self.name(of: current)
      if let flag = signature.flags.first(where: { $0.name == name }) { return value(of: flag) }
      return complete(ProgramOption.all)
    }
    if current.hasPrefix("-") {
      candidates = signature.flags.map { Candidate(text: "--" + $0.name, meaning: $0.meaning) }
      return complete(ProgramOption.all)
    }
    parameters(of: signature, words)
    let operands = signature.operands
    if operands.contains(where: { $0.kind == .path }) { paths = .all }
    for operand in operands {
      if case .enumeration(let choices) = operand.type { candidates += choices.map { Candidate(text: $0) } }
    }
  }

  private mutating func value(of flag: Syntax.Flag) {
    if case .enumeration(let choices) = flag.type {
      candidates = choices.map { Candidate(text: $0) }
    } else if flag.name == "wait" {
      candidates = WordMeaning.wayToRecipient.map { Candidate(text: $0) }
    } else if flag.name == "code" {
      candidates = ["curl", "python", "php", "javascript"].map { Candidate(text: $0) }
    } else if flag.name == "profile" {
      candidates = Self.profiles.map { Candidate(text: $0) }
    }
  }

  private mutating func parameters(of signature: Signature, _ words: [String]) {
    guard case .declared(let parameters) = signature.parameters else { return }
    guard let equals = current.firstIndex(of: "=") else {
      let given = Set(words.compactMap { $0.contains("=") ? String($0.prefix { $0 != "=" }) : nil })
      candidates += parameters.filter { !given.contains($0.name) }.map {
        Candidate(text: $0.name + "=", meaning: $0.meaning)
      }
      candidates += signature.flags.map { Candidate(text: "--" + $0.name, meaning: $0.meaning) }
      return
    }
    prefix = String(current[...equals])
    switch parameters.first(where: { $0.name == String(current[..<equals]) })?.type {
    case .enumeration(let choices): candidates = choices.map { Candidate(text: $0) }
    case .boolean: candidates = ["true", "false"].map { Candidate(text: $0) }
    default: break
    }
  }
}

/// The `param`s of a script, as far as the script can be read.
private struct ScriptOptions {
  var all: [(name: String, meaning: String)] = []

  init(of path: String) {
    guard let file = try? SourceFile.script(path) else { return }
    let (program, _) = parse(file, id: 0, vocabulary: ShellCommands())
    for case .param(let parameter) in program.statements.map(\.kind) {
      all.append((parameter.name.text, parameter.help ?? ""))
    }
  }
}
