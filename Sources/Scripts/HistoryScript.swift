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
    /// Whether the input was typed in this session.
    var isOfSession: Bool
    /// The comments that stand before the statement, each on a line of its own.
    var comments: [UInt8]
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

    /// What gave `$` its value; nil where that is not known.
    var last: PastInput.LastValue?

    /// Whether the text continues a pipeline from `$`, such as `| count`.
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
  var taken: Set<String>
  /// The wanted inputs, counted from 0.
  private let asked: Set<Int>
  /// The number of the first input.
  private let first: Int
  /// The wanted inputs that are nothing but comments, in their order.
  private(set) var remarks: [(input: Int, text: [UInt8])] = []
  /// The wanted inputs that only Ctrl-C ends.
  private var endless: Set<Int> = []
  /// A wanted input that uses `$`, where no step gives the value that `$` had, and the input that gave it.
  package private(set) var baseless: (input: Int, giver: Int?)?

  /// - Parameters:
  ///   - inputs: all inputs, oldest first.
  ///   - first: the number of the first of them.
  ///   - asked: the wanted inputs, counted from 0.
  package init(_ inputs: [PastInput], from first: Int, _ asked: Set<Int>, commands: ShellCommands) {
    self.commands = commands
    self.first = first
    self.asked = asked
    taken = Set(Compiler.standardGlobals)
    for (index, input) in inputs.prefix((asked.max() ?? -1) + 1).enumerated() where !input.failed {
      read(input, index)
    }
    for step in steps {
      taken.formUnion(step.mentions.variables)
      taken.formUnion(step.mentions.declared)
    }
    for index in steps.indices.reversed() where asked.contains(steps[index].input) { want(index) }
    sources.formUnion(findTyped())
    for index in sources.sorted() { steps[index].name = newName(for: steps[index].statement) }
  }

  /// How many of the wanted inputs are in the script.
  package var count: Int {
    wanted.isEmpty ? 0 : Set(wanted.map { steps[$0].input } + remarks.map(\.input)).intersection(asked).count
  }

  /// How many of the wanted inputs are left out because only Ctrl-C ends them.
  package var endlessCount: Int { endless.subtracting(wanted.map { steps[$0].input }).count }

  private mutating func read(_ past: PastInput, _ input: Int) {
    // The prompt understands the pager; a script has none.
    let text = past.text.withoutPager ?? past.text
    let file = SourceFile(name: "", text: text)
    let (program, faults) = parse(file, id: 0, vocabulary: commands, interactive: true)
    guard !faults.contains(where: { $0.severity == .error }), !isQuestion(text) else { return }
    let first = steps.count
    var end = 0
    for statement in program.statements {
      let (comments, start) = file.bytes.comments(from: end)
      end = Int(statement.span.end)
      if isEndless(statement), asked.contains(input) { endless.insert(input) }
      guard start < end, !isOfPrompt(statement, past), !isEndless(statement) else { continue }
      steps.append(
        Step(
          input: input, isOfSession: past.isOfSession, comments: comments,
          text: Array(file.bytes[start..<end]), statement: statement,
          mentions: Mentions(of: statement), start: start, last: past.last))
    }
    let (comments, _) = file.bytes.comments(from: end)
    if program.statements.isEmpty {
      if asked.contains(input), !comments.isEmpty { remarks.append((input, comments)) }
    } else if first < steps.count, !comments.isEmpty {
      // A comment behind a statement stays on its line.
      steps[steps.count - 1].text += Array("  ".utf8) + comments.dropLast()
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

  /// Whether the statement is meant for the prompt, and has no use in a script: a builtin for the prompt, or a word
  /// that nothing defines, such as `clear` and a pasted `curl`.
  private func isOfPrompt(_ statement: Statement, _ past: PastInput) -> Bool {
    guard case .pipeline(let pipeline) = statement.kind, case .command(let command) = pipeline.source else {
      return false
    }
    if let builtin = commands.builtin(of: command) { return builtin.traits.isForPrompt }
    return !steps.contains {
      guard $0.isOfSession == past.isOfSession else { return false }
      return switch $0.statement.kind {
      case .define(let definition): definition.name.text == command.name.text
      case .use: true
      case .declare, .keep, .assign, .forIn, .whileLoop, .breakLoop, .continueLoop, .returnValue, .assert,
        .test, .param, .pipeline:
        false
      }
    }
  }

  /// Whether only Ctrl-C has ended the statement: `every`, or a list that is followed where no stage ends that. No script
  /// would come to its next line.
  private func isEndless(_ statement: Statement) -> Bool {
    let followed: Pipeline
    switch statement.kind {
    case .pipeline(let pipeline), .declare(_, let pipeline), .forIn(_, _, let pipeline, _):
      followed = pipeline
    case .keep, .assign, .whileLoop, .breakLoop, .continueLoop, .returnValue, .define, .assert, .use, .test,
      .param:
      return false
    }
    guard case .command(let command) = followed.source else { return false }
    if commands.builtin(of: command)?.traits.ends == .never { return true }
    guard command.hasFlag("follow") else { return false }
    return !followed.stages.contains { stage in
      guard let builtin = commands.builtin(of: stage) else { return false }
      if case .form(.until) = builtin.body { return true }
      return builtin.traits.givesItem
    }
  }
}

// MARK: - Dependencies

extension HistoryScript {
  private mutating func want(_ index: Int) {
    guard wanted.insert(index).inserted else { return }
    let step = steps[index]
    for variable in step.mentions.variables { wantVariable(variable, before: index) }
    for command in step.mentions.commands {
      if commands.builtin(of: command) == nil { wantDefinition(command.name.text, before: index) }
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

  /// The steps before one whose variables, defs and defaults it may use. Nothing of them outlives its session. Inputs
  /// that were asked for together become one script, whatever their sessions.
  private func visible(from index: Int) -> [Int] {
    (0..<index).filter {
      steps[$0].isOfSession == steps[index].isOfSession || asked.contains(steps[$0].input)
    }
  }

  /// Adds the declaration of the variable that the step sees, and the assignments in between.
  private mutating func wantVariable(_ name: String, before index: Int) {
    for earlier in visible(from: index).reversed() {
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
    for earlier in visible(from: index).reversed() {
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
    for earlier in visible(from: index) {
      guard case .pipeline(let pipeline) = steps[earlier].statement.kind,
        case .command(let command) = pipeline.source,
        commands.builtin(of: command)?.traits.setsDefaults == true
      else { continue }
      want(earlier)
    }
  }

  /// The step whose value is `$` in this step; nil where no step gives it. For inputs of earlier sessions, whose values
  /// are not known, it is the last step before that gives a value.
  func source(of index: Int) -> Int? {
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
