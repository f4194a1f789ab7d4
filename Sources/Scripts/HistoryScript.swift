import Catalog
import Commands
import Machine
import Source
import Syntax

/// Makes a script of inputs at a prompt. It contains the wanted inputs that have succeeded, and those earlier inputs on
/// which they depend. `$`, and values that a person has read on the screen, become variables with names.
///
/// An input depends on the `let` and the assignments of each variable that it uses, on each def that it calls, and on
/// the pipeline whose value is `$`.
package struct HistoryScript {
  /// One statement of an input.
  struct Step {
    /// The number of the input, from 0.
    var input: Int
    var text: [UInt8]
    var statement: Statement
    var mentions: Mentions
    /// Where the text begins in its input, in bytes.
    var start: Int
    /// The name for the value of the step, where a later step uses that value.
    var name: String?
    /// The parts of the value, where no other statement of the same input has a value.
    var given: GivenParts?
    /// Values in the text that are parts of an earlier step's value: the place in the text, the earlier step, and the
    /// path to the part.
    var replaced: [(Span, step: Int, path: String)] = []

    /// Whether the text continues a pipeline from `$`, such as `| count`.
    /// What gave `$` its value; nil where that is not known.
    var last: PastInput.LastValue?

    var goesOn: Bool { text.first == UInt8(ascii: "|") }
    var usesLast: Bool { goesOn || !mentions.last.isEmpty }
  }

  var steps: [Step] = []
  /// The steps that the script contains, by their numbers.
  private(set) var wanted: Set<Int> = []
  /// The steps whose values later steps use.
  private var sources: Set<Int> = []
  let commands: ShellCommands
  /// The names that are in use already.
  private var taken: Set<String>
  /// The number of the first input.
  private let first: Int
  /// A wanted input that uses `$`, where no step gives the value that `$` had, and the input that gave it.
  package private(set) var baseless: (input: Int, giver: Int?)?

  /// - Parameters:
  ///   - inputs: all inputs, oldest first.
  ///   - first: the number of the first of them.
  ///   - range: the wanted inputs, counted from 0.
  package init(_ inputs: [PastInput], from first: Int, _ range: ClosedRange<Int>, commands: ShellCommands) {
    self.commands = commands
    self.first = first
    taken = Set(Compiler.standardGlobals)
    for (index, input) in inputs[...range.upperBound].enumerated() where !input.failed {
      read(input, index)
    }
    for step in steps {
      taken.formUnion(step.mentions.variables)
      taken.formUnion(step.mentions.declared)
    }
    for index in steps.indices.reversed() where range.contains(steps[index].input) { want(index) }
    sources.formUnion(findTyped())
    for index in sources.sorted() { steps[index].name = newName(for: steps[index].statement) }
  }

  /// How many of the wanted inputs are in the script.
  package func count(in range: ClosedRange<Int>) -> Int {
    Set(wanted.map { steps[$0].input }.filter(range.contains)).count
  }

  private mutating func read(_ past: PastInput, _ input: Int) {
    let text = past.text
    let file = SourceFile(name: "", text: text)
    let (program, faults) = parse(file, id: 0, vocabulary: commands, interactive: true)
    guard !faults.contains(where: { $0.severity == .error }), !isQuestion(text) else { return }
    let first = steps.count
    var end = 0
    for statement in program.statements {
      let start = file.bytes[end...].firstIndex { !" \t\r\n;".utf8.contains($0) } ?? end
      end = Int(statement.span.end)
      guard start < end, !isOfPrompt(statement) else { continue }
      steps.append(
        Step(
          input: input, text: Array(file.bytes[start..<end]), statement: statement,
          mentions: Mentions(of: statement), start: start, last: past.last))
    }
    let givers = steps.indices[first...].filter(givesValue(at:))
    if givers.count == 1 { steps[givers[0]].given = past.given }
  }

  /// Whether the input asked for help: `messages send ?`, `messages send?` or `messages send --help`. A question mark
  /// behind anything else than the words of a command is part of a text, as in `print Ready?`.
  private func isQuestion(_ text: String) -> Bool {
    guard let last = text.split(whereSeparator: \.isWhitespace).last else { return false }
    if last == "?" || last == "--help" { return true }
    guard last.hasSuffix("?"), let mark = text.lastIndex(of: "?") else { return false }
    let file = SourceFile(name: "", text: String(text[..<mark]))
    let (program, _) = parse(file, id: 0, vocabulary: commands, interactive: true)
    let called = program.statements.flatMap { Mentions(of: $0).commands }
    return called.contains { Int(($0.verb ?? $0.name).span.end) == file.bytes.count }
  }

  /// Whether the statement is meant for the prompt, and has no use in a script.
  private func isOfPrompt(_ statement: Statement) -> Bool {
    guard case .pipeline(let pipeline) = statement.kind, case .command(let command) = pipeline.source else {
      return false
    }
    return commands.builtin(of: command)?.traits.isForPrompt == true || isEndless(pipeline, command)
  }

  /// Whether Ctrl-C has ended it, which does not end it in a script.
  private func isEndless(_ pipeline: Pipeline, _ command: Command) -> Bool {
    if commands.builtin(of: command)?.traits.ends == .never { return true }
    let isCut = pipeline.stages.contains {
      [.first, .until].contains(commands.builtin(of: $0)?.form)
    }
    return command.hasFlag("follow") && !isCut
  }
}

// MARK: - Dependencies

extension HistoryScript {
  private mutating func want(_ index: Int) {
    guard wanted.insert(index).inserted else { return }
    let step = steps[index]
    for variable in step.mentions.variables { wantVariable(variable, before: index) }
    for command in step.mentions.commands {
      wantDefinition(command.name.text, before: index)
      if commands.operation(command.name.text, command.verb?.text) != nil { wantDefaults(before: index) }
    }
    guard step.usesLast else { return }
    if let source = source(of: index) {
      sources.insert(source)
      want(source)
    } else if step.last != nil {
      var giver: Int?
      if case .input(let number)? = step.last { giver = number }
      baseless = (first + step.input, giver)
    }
  }

  /// Adds the declaration of the variable that the step sees, and the assignments in between.
  private mutating func wantVariable(_ name: String, before index: Int) {
    for earlier in (0..<index).reversed() {
      switch steps[earlier].statement.kind {
      case .declare(let declared, _), .keep(let declared, _):
        if declared.text == name { return want(earlier) }
      case .param(let declared): if declared.name.text == name { return want(earlier) }
      case .assign(let target, _, _): if target.variable.text == name { want(earlier) }
      case .forIn, .whileLoop, .breakLoop, .continueLoop, .returnValue, .define, .assert, .use, .test,
        .pipeline:
        break
      }
    }
  }

  private mutating func wantDefinition(_ name: String, before index: Int) {
    for earlier in (0..<index).reversed() {
      switch steps[earlier].statement.kind {
      case .define(let definition): if definition.name.text == name { return want(earlier) }
      case .use: want(earlier)
      case .declare, .keep, .assign, .forIn, .whileLoop, .breakLoop, .continueLoop, .returnValue, .assert,
        .test, .param, .pipeline:
        break
      }
    }
  }

  /// Adds the `defaults` that apply to the calls of the step.
  private mutating func wantDefaults(before index: Int) {
    for earlier in 0..<index {
      guard case .pipeline(let pipeline) = steps[earlier].statement.kind,
        case .command(let command) = pipeline.source,
        commands.builtin(of: command)?.traits.setsDefaults == true
      else { continue }
      want(earlier)
    }
  }

  /// The step whose value is `$` in this step; nil where no step gives it. For inputs of earlier sessions, whose values
  /// are not known, it is the last step before that gives a value.
  private func source(of index: Int) -> Int? {
    let givers = (0..<index).filter(givesValue(at:))
    guard let last = steps[index].last, let own = givers.last, steps[own].input != steps[index].input else {
      return givers.last
    }
    guard case .input(let number) = last else { return nil }
    return givers.last { steps[$0].input == number - first }
  }

  private func givesValue(at index: Int) -> Bool {
    if steps[index].statement.isLook { return false }
    guard case .pipeline(let pipeline) = steps[index].statement.kind else { return false }
    return givesValue(pipeline)
  }

  /// Whether the pipeline has a value that is shown. `save` and some others have none.
  private func givesValue(_ pipeline: Pipeline) -> Bool {
    if let stage = pipeline.stages.last { return !isNull(stage) }
    if case .command(let command) = pipeline.source { return !isNull(command) }
    return true
  }

  private func isNull(_ command: Command) -> Bool {
    commands.builtin(of: command)?.outline(KnownArguments(), input: .unknown).types == .null
  }

  /// A name for the value of a statement: `messages` for `messages list`, and `message` for the other verbs and where
  /// `first` follows.
  private mutating func newName(for statement: Statement) -> String {
    var base = "result"
    if case .pipeline(let pipeline) = statement.kind, case .command(let command) = pipeline.source,
      let operation = commands.operation(command.name.text, command.verb?.text)
    {
      let noun = operation.noun ?? operation.verb
      let isOne = pipeline.stages.last.map {
        commands.builtin(of: $0)?.traits.givesItem == true && $0.arguments.isEmpty
      }
      let isMany = operation.isList && isOne != true
      base = isMany || !noun.hasSuffix("s") ? noun : String(noun.dropLast())
      if pipeline.stages.contains(where: { commands.builtin(of: $0)?.reads == .number }) { base = "count" }
    }
    var name = base
    var number = 2
    while !taken.insert(name).inserted {
      name = "\(base)\(number)"
      number += 1
    }
    return name
  }
}

extension Statement {
  /// Whether it only looks at a part of the last value: it is a path from `$` and nothing else. Then `$` stays as it is.
  package var isLook: Bool {
    guard case .pipeline(let pipeline) = kind, pipeline.stages.isEmpty,
      case .expression(let expression) = pipeline.source, case .path(.last, let segments) = expression.kind
    else { return false }
    return !segments.isEmpty
  }

  /// The command, where it is one without stages.
  package var onlyCommand: Command? {
    guard case .pipeline(let pipeline) = kind, pipeline.stages.isEmpty,
      case .command(let command) = pipeline.source
    else { return nil }
    return command
  }
}

// MARK: - The text

extension HistoryScript {
  /// The text of the script.
  package var text: [UInt8] {
    var declared: Set<String> = []
    let lastDefinitions = lastDefinitions
    var result: [UInt8] = []
    for index in wanted.sorted() {
      let step = steps[index]
      if case .define(let definition) = step.statement.kind, lastDefinitions[definition.name.text] != index {
        continue
      }
      var text = named(index)
      if case .declare(let name, _) = step.statement.kind, !declared.insert(name.text).inserted {
        text = assigned(text, name.text)
      }
      if let name = step.name { text = Array("let \(name) = ".utf8) + text }
      result += text + [UInt8(ascii: "\n")]
    }
    return result
  }

  /// A script may declare a def only once, so only the last declaration is kept.
  private var lastDefinitions: [String: Int] {
    var places: [String: Int] = [:]
    for index in wanted.sorted() {
      if case .define(let definition) = steps[index].statement.kind { places[definition.name.text] = index }
    }
    return places
  }

  /// The text of a step, with names in place of `$` and of values that were typed again.
  private func named(_ index: Int) -> [UInt8] {
    let step = steps[index]
    var edits = step.replaced.compactMap { span, origin, path in
      steps[origin].name.map { (Int(span.start) - step.start, Int(span.end - span.start), "$\($0)\(path)") }
    }
    let last = step.usesLast ? source(of: index).flatMap { steps[$0].name } : nil
    if let last {
      let places = step.mentions.last.map { Int($0.start) - step.start }
      // A step that begins with `|` contains no `$` to replace.
      edits += places.filter { step.text.indices.contains($0) && step.text[$0] == UInt8(ascii: "$") }
        .map { ($0, 1, "$\(last)") }
    }
    var text = step.text
    for (place, length, name) in edits.sorted(by: { $0.0 > $1.0 }) {
      text.replaceSubrange(place..<place + length, with: name.utf8)
    }
    return step.goesOn ? Array("$\(last ?? "") ".utf8) + text : text
  }

  /// Turns `let x = 1` into `$x = 1`.
  private func assigned(_ text: [UInt8], _ name: String) -> [UInt8] {
    guard let place = text.firstIndex(of: UInt8(ascii: "=")) else { return text }
    return Array("$\(name) ".utf8) + text[place...]
  }
}
