import Catalog
import JSON
import Machine
import Syntax

extension Operation {
  /// The arguments with the defaults that fit: of parameters that it has and that were left out, where they break
  /// no rule that holds without them (a default `recipient` beside a given `contact_id`).
  func filling(_ arguments: Object, from defaults: Object, checks: Checks = Checks()) -> Object {
    var filled = arguments
    for member in defaults.members where filled[member.name] == nil {
      guard parameters.contains(where: { $0.name == member.name.string }) else { continue }
      var tried = filled
      tried[member.name] = member.value
      if validate(tried, checks: checks).count <= validate(filled, checks: checks).count { filled = tried }
    }
    return filled
  }
}

extension Catalog {
  /// What is wrong with a default, whichever call it is for.
  func fault(ofDefault name: String, _ value: Value) -> Failure? {
    guard let operation = operations.first(where: { $0.parameters.contains { $0.name == name } }) else {
      return nil
    }
    let violations = operation.validate(
      Object([(Text(name), value)]), checks: Checks(path: false, isOpen: true))
    return violations.first { $0.argument == name }.map { Failure(.usage, $0.expectation) }
  }
}

extension Program {
  /// What the `defaults` at top level say: they are literals there, so that it is known before the run.
  func defaults(_ commands: ShellCommands) -> Object {
    var defaults = commands.defaults
    for statement in statements {
      guard case .pipeline(let pipeline) = statement.kind, pipeline.stages.isEmpty,
        case .command(let command) = pipeline.source, command.name.text == "defaults"
      else { continue }
      for argument in command.arguments {
        guard case .parameter(let path, _, let expression) = argument.kind, path.count == 1,
          let value = expression.literal(as: commands.catalog.type(of: path[0].text))
        else { continue }
        defaults[Text(path[0].text)] = value
      }
    }
    return defaults
  }
}

extension Catalog {
  /// What the parameter of that name takes.
  fileprivate func type(of name: String) -> ValueType {
    operations.lazy.compactMap { $0.parameter(name) }.first?.type.valueType ?? .any
  }
}

extension Expression {
  /// Its value, where it is written out.
  fileprivate func literal(as type: ValueType) -> Value? {
    switch kind {
    case .literal(let value): value
    case .word(let word): word.word(as: type)
    case .raw(let text): Value(text)
    case .text(let literal): literal.constant.map { Value($0) }
    default: nil
    }
  }
}

extension Session {
  /// Refuses writes from now on, or no longer. A dry run shows them.
  public func setReadOnly(_ isReadOnly: Bool) {
    settings.readOnly = isReadOnly
    commands.isReadOnly = isReadOnly && !settings.dryRun
  }
}

extension Failure {
  /// A write in a session that only reads.
  static func readOnly(_ name: String) -> Failure {
    Failure(
      .permission, "a read-only session only reads, but \(name) is a write", hint: "nothing was sent")
  }
}
