import Catalog
import JSON
import Machine
import Syntax

extension Program {
  /// The defaults that the program sets at top level. They are literals, so their values are known before the program
  /// runs.
  package func defaults(_ commands: ShellCommands) -> Object {
    var defaults = commands.rules.defaults
    for statement in statements {
      guard case .pipeline(let pipeline) = statement.kind, pipeline.stages.isEmpty,
        case .command(let command) = pipeline.source,
        commands.builtin(of: command)?.traits.setsDefaults == true
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
  /// The type of the parameter with this name.
  fileprivate func type(of name: String) -> ValueType {
    operations.lazy.compactMap { $0.parameter(name) }.first?.type.valueType ?? .any
  }
}

extension Expression {
  /// The value of the expression, where it is written out as a literal.
  fileprivate func literal(as type: ValueType) -> Value? {
    switch kind {
    case .literal(let value): value
    case .word(let word): word.word(as: type)
    case .raw(let text): Value(text)
    case .text(let literal): literal.constant.map { Value($0) }
    case .array, .object, .path, .unary, .binary: nil
    }
  }
}
