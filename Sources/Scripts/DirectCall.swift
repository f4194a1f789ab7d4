import Commands
import JSON
import Machine
import Rendering
import Source
import Syntax

/// One command that is given as words of the command line: `messages send recipient=… content=…`. Each word is data and
/// is never parsed as code. Arrays and objects are given as JSON.
public struct DirectCall {
  /// The reason why the words are not a command.
  public struct Fault: Error, Equatable, Sendable {
    public var message: String
    public var hint: String?
  }

  /// The program for which the words stand, and its text, which messages show.
  public let program: Program
  public let source: SourceFile

  /// The stages of `--query`, with their faults.
  public let query: DirectQuery?

  /// - Parameters:
  ///   - typed: the words. Where the last one is `--help`, the program shows the help on the command.
  ///   - query: stages for the value of the command. Unlike the words, they are code, as after `-c`.
  ///   - others: what the program can do beside its commands, for whoever mistypes it.
  /// - Throws: `Fault` where the words are not one command.
  public init(
    _ typed: [String], query: String? = nil, commands: ShellCommands, others: [String]
  ) throws(Fault) {
    var words = typed
    if words.count > 1, words.last == "--help" {
      words = ["help"] + words.dropLast().prefix(commands.isNoun(words[0]) ? 2 : 1)
    }
    let noun = commands.isNoun(words[0])
    let verb = noun && words.count > 1 ? words[1] : nil
    guard let builtin = commands.builtin(words[0], verb: verb), Self.isDirect(builtin) else {
      throw Self.unknown(words, verb, commands, others)
    }
    let layout = Layout(words)
    let count = verb == nil ? 1 : 2
    var arguments: [Argument] = []
    var place = 0
    var index = count
    while index < words.count {
      let word = words[index]
      if let flag = builtin.signature.flags.first(where: { "--" + $0.name == word }), flag.value == .required,
        index + 1 < words.count
      {
        let next = words[index + 1]
        // The word is an option that the caller relies on, such as `--dry-run`. As a value it would do nothing.
        if next.hasPrefix("--") {
          throw Fault(
            message: "--\(flag.name) takes a value, but the next word is '\(Escaping.line(next))'",
            hint: "--\(flag.name)=VALUE")
        }
        let value = Self.literal(next, flag.type, layout.span(index + 1))
        arguments.append(Argument(.flag(Name(flag.name, layout.span(index)), value), layout.span(index)))
        index += 2
        continue
      }
      arguments.append(Self.argument(word, layout.span(index), builtin.signature, place: &place, commands))
      index += 1
    }
    let command = Command(
      name: Name(words[0], layout.span(0)), verb: verb.map { Name($0, layout.span(1)) }, arguments: arguments,
      form: .command, span: layout.whole)
    self.query = try query.map { (text) throws(Fault) in try DirectQuery(text, commands) }
    let pipeline = Pipeline(
      source: .command(command), stages: self.query?.stages ?? [], span: layout.whole)
    program = Program(
      statements: [Statement(.pipeline(pipeline), layout.whole)], comments: [], span: layout.whole,
      unread: self.query?.unread)
    source = SourceFile(name: "command line", text: layout.text)
  }

  /// Whether the builtin acts on the API or the session, not on values. Only such builtins can be called in this form.
  public static func isDirect(_ builtin: Builtin) -> Bool {
    guard case .world = builtin.body else { return false }
    return builtin.signature.input == .none
  }

  private static func unknown(
    _ words: [String], _ verb: String?, _ commands: ShellCommands, _ others: [String]
  ) -> Fault {
    let isNoun = commands.isNoun(words[0])
    let verbs = commands.verbs(of: words[0]).joined(separator: ", ")
    if isNoun, verb == nil {
      return Fault(message: "'\(words[0])' takes a verb, but has none", hint: "there is: \(verbs)")
    }
    let written = verb.map { "\(words[0]) \($0)" } ?? words[0]
    let isTurned = words.count > 1 && commands.verbs(of: words[1]).contains(words[0])
    let near: String? =
      if isTurned {
        "\(words[1]) \(words[0])"
      } else if isNoun, let verb {
        nearest(verb, among: commands.verbs(of: words[0])).map { "\(words[0]) \($0)" }
      } else {
        nearest(words.prefix(2).joined(separator: " "), among: commands.names)
          ?? nearest(words[0], among: commands.names + others)
      }
    let hint =
      isNoun ? "there is: \(verbs)" : "a script's path holds a '/' or ends in .wsl; code stands after -c"
    return Fault(
      message: "no command '\(Escaping.line(written))'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
      hint: hint)
  }

  private static func argument(
    _ word: String, _ span: Span, _ signature: Signature, place: inout Int, _ commands: ShellCommands
  ) -> Argument {
    if word.hasPrefix("--") {
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let type = signature.flags.first { $0.name == parts[0] }?.type ?? .any
      let value = parts.count == 2 ? literal(String(parts[1]), type, span) : nil
      return Argument(.flag(Name(String(parts[0]), span), value), span)
    }
    if let equals = word.firstIndex(of: "="), word[..<equals].isParameterPath {
      let path = word[..<equals].split(separator: ".").map { Name(String($0), span) }
      let type = signature.parameters.type(of: path)
      return Argument(
        .parameter(
          path: path, optional: false, literal(String(word[word.index(after: equals)...]), type, span)), span)
    }
    let operands = signature.operands
    let type =
      (operands.indices.contains(place) ? operands[place] : operands.last(where: \.repeated))?.type ?? .any
    place += 1
    return Argument(.operand(literal(word, type, span)), span)
  }

  /// Reads the word as the type of the parameter. A word that does not fit the type stays text, and the checker refuses
  /// it.
  private static func literal(_ word: String, _ type: ValueType, _ span: Span) -> Expression {
    switch type {
    case .array, .object, .map, .any: Expression(.literal((try? Value(parsing: word)) ?? Value(word)), span)
    case .string, .integer, .number, .boolean, .duration, .enumeration, .identifier:
      Expression(.literal(word.word(as: type)), span)
    }
  }
}

extension Substring {
  /// Whether the text is a name such as `a.b.c`, which can stand before `=`.
  fileprivate var isParameterPath: Bool {
    !isEmpty
      && split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
        part.first.map { $0.isLetter || $0 == "_" } == true
          && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      }
  }
}

/// The words as one line, for messages that show it.
private struct Layout {
  private(set) var text = ""
  private var spans: [Span] = []

  init(_ words: [String]) {
    for word in words {
      if !text.isEmpty { text += " " }
      let start = text.utf8.count
      text += word
      spans.append(Span(start: start, end: text.utf8.count))
    }
  }

  func span(_ index: Int) -> Span { spans[index] }
  var whole: Span { Span(start: 0, end: text.utf8.count) }
}
