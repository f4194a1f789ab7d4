import Catalog
import Commands
import JSON
import Machine
import Scripts
import Service
import Source
import Syntax

/// What completion can know of values without running anything.
extension Session {
  /// How many rows are kept to know the members.
  private static let mostRows = 20

  /// Keeps the first rows of a list that becomes `$`. The rest may never be read.
  func glance(at row: Value, _ rule: ShowRule) {
    if rule.contains(.kept), workspace.glimpse.count < Self.mostRows { workspace.glimpse.append(row) }
  }

  /// The value of a variable, or of `$`. A list that was cut to the screen has only its first rows.
  public func value(of name: String) -> Value? {
    name == "response" ? service.lane.lastExchange?.value : workspace.value(of: name)
  }

  /// What is known of the items of a pipeline that is not run: an object with their members. The names are
  /// reliable; a value is there only where it is known.
  ///
  /// - Parameters:
  ///   - rows: gives rows of the account from the collection of a noun. It is called where the
  ///     documentation does not show them.
  ///   - atHand: gives the rows of a command that makes no call; nil for other commands.
  public func item(
    ofPipeline text: String, rows: (String) -> [Value], atHand: ([String]) -> [Value]? = { _ in nil }
  ) -> Value? {
    var text = text
    var list: Value?
    let call = text.prefix { $0 != "|" }
    if let found = atHand(call.split(whereSeparator: \.isWhitespace).map(String.init)), !found.isEmpty {
      list = .array(found)
      text = "$" + text[call.endIndex...]
    } else if let (noun, rest) = commands.undocumentedList(startingPipeline: text) {
      list = .array(rows(noun))
      text = "$" + rest
    }
    let file = SourceFile(name: "", text: text)
    let (program, faults) = parse(file, id: 0, vocabulary: commands, interactive: true)
    guard !faults.contains(where: { $0.severity == .error }) else { return nil }
    var values: [String: Value] = [:]
    for name in workspace.names where text.contains("$" + (name == Compiler.last ? "" : name)) {
      values[name] = value(of: name)?.beginning
    }
    if let list { values[Compiler.last] = list.beginning }
    let outline = Checker.outline(of: program, commands: commands, values: values)
    return (outline.types == .list ? outline.item : outline).example
  }
}

extension Session {
  /// The user's own commands from earlier inputs: their parameters in order, and whether each is required.
  public var ownCommands: [(name: String, parameters: [(name: String, isRequired: Bool)])] {
    workspace.definitions.compactMap { statement in
      guard case .define(let definition) = statement.kind else { return nil }
      return (definition.name.text, definition.parameters.map { ($0.name.text, $0.initial == nil) })
    }
  }

  /// Whether an input may change something. An input that cannot be parsed may.
  public func mayWrite(_ text: String) -> Bool {
    let (program, faults) = parse(
      SourceFile(name: "", text: text), id: 0, vocabulary: commands, interactive: true)
    let own = Set(workspace.definitions.compactMap(\.definedName))
    return !faults.isEmpty
      || program.statements.contains { statement in
        Mentions(of: statement).commands.contains { command in
          let builtin = commands.builtin(command.name.text, verb: command.verb?.text)
          // Without a flag at its end, what was only shown is sent.
          return command.isOnlyShown || builtin?.traits.effect(command) == .writes(.account)
            || own.contains(command.name.text)
        }
      }
  }
}

extension ShellCommands {
  /// The noun of a call such as `contacts list`, and what follows the call in the pipeline. Nil where the
  /// text does not begin with such a call, or where the documentation shows the rows.
  fileprivate func undocumentedList(startingPipeline text: String) -> (noun: String, rest: Substring)? {
    let call = text.prefix { $0 != "|" }
    let words = call.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count == 2, let operation = operation(words[0], words[1]), operation.isList,
      operation.value == nil
    else { return nil }
    return (words[0], text[call.endIndex...])
  }
}

extension Value {
  /// The value with only the first rows of its lists, which may stand as deep as in an answer: `$r.data`.
  fileprivate var beginning: Value { beginning(depth: 2) }

  private func beginning(depth: Int) -> Value {
    switch self {
    case .array(let items): return .array(Array(items.prefix(20)))
    case .object(let object) where depth > 0 && object.count < 100:
      return .object(Object(object.members.map { ($0.name, $0.value.beginning(depth: depth - 1)) }))
    default: return self
    }
  }
}

extension Outline {
  /// An example of a value of which only this outline is known.
  fileprivate var example: Value {
    if let value { return value }
    if let members {
      return .object(Object(members.all.map { (Text($0.name), $0.outline.example) }))
    }
    return types == .list ? .array([item.example]) : .null
  }
}
