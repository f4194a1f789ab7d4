import Catalog
import Commands
import JSON
import Machine
import Source
import Syntax
import Verbs

/// Finds values that a person has read on the screen and typed again, such as the id in `contacts get 14`, which an
/// earlier input has shown.
///
/// Such a value is recognised by what the parameter takes, not by the value alone: a limit of 14 is not a contact.
extension HistoryScript {
  /// Notes in the wanted steps which of their values came from other wanted steps.
  ///
  /// Unlike for `$`, no further step is added to the script. A typed value is complete without its source, and that
  /// step might send something.
  ///
  /// - Returns: the steps from which values came.
  mutating func findTyped() -> Set<Int> {
    var origins: Set<Int> = []
    for index in wanted.sorted() {
      for typed in typedValues(index) {
        guard let (origin, path) = origin(of: typed, before: index) else { continue }
        origins.insert(origin)
        steps[index].replaced.append((typed.span, origin, path))
      }
    }
    return origins
  }

  /// Tells which name now stands for each typed value: `14 is $contact.id now`.
  package var replacements: [String] {
    var told: [String] = []
    for step in wanted.sorted().map({ steps[$0] }) {
      for (span, origin, path) in step.replaced {
        let range = Int(span.start) - step.start..<Int(span.end) - step.start
        let line =
          "\(String(decoding: step.text[range], as: UTF8.self)) is $\(steps[origin].name ?? "")\(path) now"
        if !told.contains(line) { told.append(line) }
      }
    }
    return told
  }

  private func origin(of typed: TypedValue, before index: Int) -> (Int, String)? {
    // A value that was typed in this session before the answer came cannot have been read in that answer.
    let first =
      steps.indices.prefix(index).first { steps[$0].isOfSession && isWritten(typed.value, in: $0) } ?? index
    for earlier in 0..<first where wanted.contains(earlier) {
      guard let given = steps[earlier].given else { continue }
      let noun = noun(of: earlier)
      if let part = given.parts.first(where: {
        typed.isPart($0, of: noun, commands.catalog) && isSettled($0, at: earlier)
      }) {
        return (earlier, part.path)
      }
    }
    return nil
  }

  /// Whether a part of a step's value is the same however the lists of the account have changed: a person must not be
  /// decided by a place in a list. So it is a part of the answer to one call that reads nothing from elsewhere; or the
  /// id of what the step itself makes.
  private func isSettled(_ part: GivenParts.Part, at index: Int) -> Bool {
    let pipeline: Pipeline
    switch steps[index].statement.kind {
    case .pipeline(let shown), .declare(_, let shown): pipeline = shown
    case .keep, .assign, .forIn, .whileLoop, .breakLoop, .continueLoop, .returnValue, .define, .assert, .use,
      .test, .param:
      return false
    }
    guard pipeline.stages.isEmpty else { return false }
    switch pipeline.source {
    case .command(let command):
      let mentions = steps[index].mentions
      let calls = mentions.commands.compactMap { commands.operation($0.name.text, $0.verb?.text) }
      let isKeyed = commands.builtin(of: command)?.traits.isKeyed == true
      guard calls.count == 1, let call = calls.first, !call.isList,
        isKeyed || commands.operation(command.name.text, command.verb?.text) != nil
      else { return false }
      if mentions.commands.count == 1, mentions.variables.isEmpty, mentions.last.isEmpty { return true }
      let isMade = call.kind != .read && call.method == .post && call.pathParameters.isEmpty
      let record = call.noun.map { $0.dropLast() } ?? ""
      return isMade && part.owner.isEmpty && (part.name == "id" || part.name == "\(record)_id")
    case .expression(let expression):
      guard case .path(.variable(let name), let segments) = expression.kind, segments.isEmpty,
        let declared = (0..<index).last(where: { isDeclared(name.text, in: $0) }),
        !(declared..<index).contains(where: { isAssigned(name.text, in: $0) })
      else { return false }
      return isSettled(part, at: declared)
    case .conditional, .attempt: return false
    }
  }

  /// Whether the text of a step contains the value as a word, apart from places where it stands for another step's
  /// value.
  private func isWritten(_ value: Value, in index: Int) -> Bool {
    let step = steps[index]
    var text = step.text
    for (span, _, _) in step.replaced {
      for place in Int(span.start)..<Int(span.end) { text[place - step.start] = UInt8(ascii: " ") }
    }
    return text.hasWord(Array((value.asString ?? value.json).utf8))
  }

  /// The noun whose records a step shows. It is the noun of the operation that the step calls, or of the operation
  /// whose answer is in its variable.
  private func noun(of index: Int) -> String? {
    switch steps[index].statement.kind {
    case .pipeline(let pipeline), .declare(_, let pipeline):
      switch pipeline.source {
      case .command(let command): return commands.operation(command.name.text, command.verb?.text)?.noun
      case .expression(let expression):
        guard case .path(.variable(let name), let segments) = expression.kind, segments.isEmpty else {
          return nil
        }
        return (0..<index).last { isDeclared(name.text, in: $0) }.flatMap(noun(of:))
      case .conditional, .attempt: return nil
      }
    case .keep, .assign, .forIn, .whileLoop, .breakLoop, .continueLoop, .returnValue, .define, .assert, .use,
      .test, .param:
      return nil
    }
  }

  private func isDeclared(_ name: String, in index: Int) -> Bool {
    if case .declare(let declared, _) = steps[index].statement.kind { declared.text == name } else { false }
  }

  private func isAssigned(_ name: String, in index: Int) -> Bool {
    if case .assign(let target, _, _) = steps[index].statement.kind {
      target.variable.text == name
    } else {
      false
    }
  }

  private func typedValues(_ index: Int) -> [TypedValue] {
    switch steps[index].statement.kind {
    // The body of a def or a test does not see the variables of the script.
    case .define, .test: return []
    case .declare, .keep, .assign, .forIn, .whileLoop, .breakLoop, .continueLoop, .returnValue, .assert, .use,
      .param, .pipeline:
      return steps[index].mentions.commands.flatMap(typedValues(of:))
    }
  }

  private func typedValues(of command: Command) -> [TypedValue] {
    // Values in `defaults` are read before anything runs, so they cannot depend on a variable.
    guard let builtin = commands.builtin(of: command), !builtin.traits.setsDefaults else { return [] }
    let signature = builtin.signature
    let operation = commands.operation(command.name.text, command.verb?.text)
    var operands = signature.operands[...]
    return command.arguments.compactMap { argument -> TypedValue? in
      switch argument.kind {
      case .operand(let expression):
        guard let operand = operands.first else { return nil }
        if !operand.repeated { operands.removeFirst() }
        guard let collection = operand.collection,
          let value = expression.constant(as: operand.type)
        else { return nil }
        // What is explained is a message, where a value names it.
        let noun = collection == Operand.subjects ? "messages" : collection
        return TypedValue(span: expression.span, value: value, collection: noun)
      case .parameter(let path, _, let expression):
        guard path.count == 1, case .declared(let declared) = signature.parameters,
          let parameter = declared.first(where: { $0.name == path[0].text }),
          let value = expression.constant(as: parameter.type)
        else { return nil }
        let isPhone = operation?.parameters.contains {
          $0.name == parameter.name && $0.limits.contains(.pattern(.e164))
        }
        guard parameter.collection != nil || isPhone == true else { return nil }
        return TypedValue(span: expression.span, value: value, collection: parameter.collection)
      case .flag, .spread, .block, .field: return nil
      }
    }
  }
}

/// A value in the arguments of a command that names a record or a phone number.
private struct TypedValue {
  var span: Span
  var value: Value
  /// The collection to which the record belongs; nil for a phone number.
  var collection: String?

  /// Whether a person may have read the value at this place of an answer. `noun` is the noun of the operation that gave
  /// the answer.
  func isPart(_ part: GivenParts.Part, of noun: String?, _ catalog: Catalog) -> Bool {
    guard part.value == value else { return false }
    guard let collection else { return true }
    // The value is a text without a name, such as the name of an instance.
    if part.name.isEmpty { return noun == collection }
    let record = collection.dropLast()
    let names = ["id", catalog.reference(to: collection)?.value ?? "id"]
    // The answer to a send has `message_id`.
    if names.contains(where: { part.name == "\(record)_\($0)" }) { return true }
    return names.contains(part.name) && (part.owner.isEmpty ? noun == collection : part.owner == record)
  }
}

extension [UInt8] {
  /// Whether the bytes contain the word with no letter, digit, `_` or `-` right beside it.
  fileprivate func hasWord(_ word: [UInt8]) -> Bool {
    guard let first = word.first else { return false }
    func isPart(_ index: Int) -> Bool {
      guard indices.contains(index) else { return false }
      let byte = self[index]
      return byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        || (48...57).contains(byte) || (65...90).contains(byte & 0xDF)
    }
    return indices.contains { place in
      self[place] == first && self[place...].starts(with: word) && !isPart(place - 1)
        && !isPart(place + word.count)
    }
  }
}
