import JSON
import Machine
import Rendering
import Source
import Syntax

/// The arguments after the name of a script: the values of its `param`s, and the rest for `$args`.
public struct ScriptArguments: Sendable {
  public private(set) var parameters: [(name: String, value: Value)] = []
  public private(set) var rest: [String] = []
  public private(set) var wantsHelp = false
  /// Arguments that may be names of files and folders: the rest, and the values of `param`s of type path.
  public private(set) var paths: [String] = []

  /// The reason why the arguments do not fit the script.
  public struct Fault: Error, Equatable, Sendable {
    public var message: String
    public var hint: String
  }

  /// A fault to which the usage of the script has not been added yet.
  struct Problem: Error {
    var message: String
    var hint: String?
  }

  /// What is needed besides the text of the script.
  public struct Surroundings {
    /// The name by which the script was called.
    let name: String
    /// Whether the script, or a file that it uses, reads `$args`.
    let readsArguments: () -> Bool
    /// The program's own options, without `--`. They are known here because a misplaced `--dry-run` must not lead to a
    /// real run.
    let programOptions: () -> Set<String>

    public init(
      name: String, readsArguments: @escaping () -> Bool, programOptions: @escaping () -> Set<String>
    ) {
      self.name = name
      self.readsArguments = readsArguments
      self.programOptions = programOptions
    }
  }

  /// - Parameter words: the words after the name of the script. All words after `--` are for `$args`.
  /// - Throws: `Fault` where the words do not fit the script.
  public init(_ words: [String], for script: Program, in surroundings: Surroundings) throws(Fault) {
    do throws(Problem) {
      try read(words[...], script.scriptParameters, surroundings)
      if let first = rest.first, !wantsHelp, !surroundings.readsArguments() {
        throw Self.unread(first, script.scriptParameters)
      }
      paths += rest
    } catch {
      let usage = ScriptHelp.usage(
        of: script, name: surroundings.name, readsArguments: surroundings.readsArguments())
      throw Fault(message: error.message, hint: error.hint ?? "usage: \(usage); --help tells more")
    }
  }

  /// The fault of an argument that the script would never read, such as `campaign.wsl customers.csv` in place of
  /// `--file customers.csv`.
  private static func unread(_ word: String, _ declared: [ScriptParameter]) -> Problem {
    Problem(
      message: (declared.isEmpty ? "the script takes no arguments" : "the script takes only its params")
        + ", since it never reads $args, but has '\(Escaping.line(word))'")
  }

  private mutating func read(
    _ words: ArraySlice<String>, _ declared: [ScriptParameter], _ surroundings: Surroundings
  ) throws(Problem) {
    var words = words
    while let word = words.popFirst() {
      switch word {
      case "--":
        rest += words
        words = []
      case "--help":
        wantsHelp = true
        return
      case _ where word.hasPrefix("--"): try option(word.dropFirst(2), &words, declared, surroundings)
      default: rest.append(word)
      }
    }
    for parameter in declared where parameter.initial == nil {
      let name = parameter.name.text
      if parameters.contains(where: { $0.name == name }) { continue }
      guard parameter.kind == .bool else {
        throw Problem(message: "--\(name) must be given" + (parameter.help.map { ": \($0)" } ?? ""))
      }
      parameters.append((name, false))
    }
  }

  private mutating func option(
    _ word: Substring, _ following: inout ArraySlice<String>, _ declared: [ScriptParameter],
    _ surroundings: Surroundings
  ) throws(Problem) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let parameter = declared.first(where: { $0.name.text == name }) else {
      throw Self.unknown(name, declared, surroundings)
    }
    let text: String
    if parts.count == 2 {
      text = String(parts[1])
    } else if parameter.kind == .bool {
      if let next = following.first, Self.switchWords.contains(next.lowercased()) {
        throw Problem(
          message: "--\(name) takes no word behind it, but has '\(Escaping.line(next))'",
          hint: "--\(name)=true or --\(name)=false")
      }
      text = "true"
    } else if let next = following.popFirst() {
      if next.hasPrefix("--") {
        throw Problem(
          message: "--\(name) takes a value, but the next word is '\(Escaping.line(next))'",
          hint: "--\(name)=VALUE")
      }
      text = next
    } else {
      throw Problem(message: "--\(name) takes a value, but has none")
    }
    if parameter.kind == .path { paths.append(text) }
    parameters.append((name, try parameter.value(of: text)))
  }

  /// The words with which people turn a switch on or off.
  private static let switchWords: Set = ["true", "false", "yes", "no", "on", "off"]

  private static func unknown(
    _ name: String, _ declared: [ScriptParameter], _ surroundings: Surroundings
  ) -> Problem {
    if surroundings.programOptions().contains(name) {
      return Problem(
        message: "--\(name) is an option of wessaal and must stand before "
          + "\(surroundings.name == "-c" ? "-c" : "the script"), but stands behind it",
        hint: "wessaal --\(name) …")
    }
    let names = declared.map { "--\($0.name.text)" }
    let near = nearest(name, among: declared.map(\.name.text)).map { "; did you mean '--\($0)'?" } ?? ""
    return Problem(
      message: "the script takes \(names.isEmpty ? "no options" : names.joined(separator: " ")), but has "
        + "--\(Escaping.line(name))\(near)",
      hint: names.isEmpty && surroundings.readsArguments() ? "behind '--' everything is for $args" : nil)
  }
}

extension Program {
  var scriptParameters: [ScriptParameter] {
    statements.compactMap { if case .param(let parameter) = $0.kind { parameter } else { nil } }
  }
}

extension ScriptParameter {
  /// The type that the parameter declares, or else the type of its default.
  var kind: ParameterKind {
    if let type { return ParameterKind(rawValue: type.text) ?? .string }
    switch initial?.constant {
    case .bool: return .bool
    case .int: return .int
    case .double, .decimal: return .number
    case .array, .object: return .json
    case .string, .null, nil: return .string
    }
  }

  fileprivate func value(of word: String) throws(ScriptArguments.Problem) -> Value {
    if let value = kind.value(of: word) { return value }
    throw ScriptArguments.Problem(
      message: "--\(name.text) must be \(kind.wanted), but is '\(Escaping.line(word))'",
      hint: kind == .phone ? "+ and the country's code stand in place of the first 0; no spaces" : nil)
  }
}

extension ParameterKind {
  /// The value of a word on the command line; nil where the word does not fit the type. The value null is valid too:
  /// `--x null` for type json.
  func value(of word: String) -> Value? {
    let value: Value? =
      switch self {
      case .string, .path, .phone: Value(word)
      case .duration: word.word(as: .duration)
      case .int, .number, .bool, .json: try? Value(parsing: word)
      }
    return value.flatMap { holds($0) ? $0 : nil }
  }
}
