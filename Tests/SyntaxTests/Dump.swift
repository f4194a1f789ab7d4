import JSON
import Syntax

/// The tree as an S-expression, for comparisons.
func dump(_ program: Program) -> String { program.statements.map(dump).joined(separator: " ") }

private func list(_ parts: String?...) -> String {
  "(" + parts.compactMap(\.self).joined(separator: " ") + ")"
}

private func dump(_ block: Block) -> String { "{" + block.statements.map(dump).joined(separator: " ") + "}" }

private func dump(_ statement: Statement) -> String {
  switch statement.kind {
  case .declare(let name, let value): list("let", name.text, dump(value))
  case .keep(let name, let value): list("keep", name.text, dump(value))
  case .assign(let target, let operation, let value):
    list(operation.rawValue, dump(target), dump(value))
  case .forIn(let first, let second, let sequence, let body):
    list("for", first.text, second?.text, dump(sequence), dump(body))
  case .whileLoop(let condition, let body): list("while", dump(condition), dump(body))
  case .breakLoop: "break"
  case .continueLoop: "continue"
  case .returnValue(let value): list("return", value.map(dump))
  case .define(let definition): dump(definition)
  case .assert(let condition, let message): list("assert", dump(condition), message.map(dump))
  case .use(let file): list("use", dump(file))
  case .test(let name, let body): list("test", dump(name), dump(body))
  case .param(let parameter):
    list(
      "param", parameter.name.text, parameter.type.map { ":" + $0.text }, parameter.initial.map(dump),
      parameter.help.map { "#" + $0 })
  case .pipeline(let pipeline): dump(pipeline)
  }
}

private func dump(_ definition: Definition) -> String {
  let parameters = definition.parameters.map { parameter in
    parameter.initial.map { list(parameter.name.text, dump($0)) } ?? parameter.name.text
  }
  return list(
    "def", definition.name.text, "(" + parameters.joined(separator: " ") + ")", dump(definition.body))
}

private func dump(_ target: Target) -> String {
  "$" + target.variable.text
    + target.steps.map { step in
      switch step {
      case .member(let name): ".\(name.text)"
      case .computed(let key): "[\(dump(key))]"
      }
    }.joined()
}

private func dump(_ pipeline: Pipeline) -> String {
  let source =
    switch pipeline.source {
    case .conditional(let conditional): dump(conditional)
    case .attempt(let attempt):
      list("try", dump(attempt.body), attempt.variable?.text, dump(attempt.handler))
    case .command(let command): dump(command)
    case .expression(let expression): dump(expression)
    }
  guard !pipeline.stages.isEmpty else { return source }
  return "(| " + ([source] + pipeline.stages.map(dump)).joined(separator: " ") + ")"
}

private func dump(_ conditional: Conditional) -> String {
  let branches = conditional.branches.flatMap { [dump($0.condition), dump($0.body)] }
  return list("if", branches.joined(separator: " "), conditional.otherwise.map { "else " + dump($0) })
}

private func dump(_ command: Command) -> String {
  let arguments = command.arguments.map(dump).joined(separator: " ")
  switch command.form {
  case .command: return "<" + ([command.fullName] + command.arguments.map(dump)).joined(separator: " ") + ">"
  case .call: return "\(command.name.text)(\(arguments))"
  }
}

private func dump(_ argument: Argument) -> String {
  switch argument.kind {
  case .flag(let name, let value): "--\(name.text)" + (value.map { "=" + dump($0) } ?? "")
  case .parameter(let path, let optional, let value):
    path.map(\.text).joined(separator: ".") + (optional ? "?=" : "=") + dump(value)
  case .spread(let value): "..." + dump(value)
  case .operand(let value): dump(value)
  case .block(let block): dump(block)
  case .field(let path, let optional):
    "field:" + path.map(\.text).joined(separator: ".") + (optional ? "?" : "")
  }
}

private func dump(_ expression: Expression) -> String {
  switch expression.kind {
  case .literal(let value): dump(value)
  case .text(let text): dump(text)
  case .raw(let text): "'\(text)'"
  case .word(let word): "w:\(word)"
  case .array(let elements): "[" + elements.map(dump).joined(separator: " ") + "]"
  case .object(let members): "{" + members.map(dump).joined(separator: " ") + "}"
  case .path(let root, let segments): dump(root) + segments.map(dump).joined()
  case .unary(let operation, let operand): list(operation.rawValue, dump(operand))
  case .binary(let operation, let left, let right): list(operation.rawValue, dump(left), dump(right))
  }
}

private func dump(_ value: Value) -> String {
  switch value {
  case .null: "null"
  case .bool(let value): "\(value)"
  case .int(let value): "\(value)"
  case .double(let value): "\(value)"
  case .decimal(let decimal): "decimal:\(decimal.text)"
  case .string(let text): "phone:\(text)"
  case .array, .object: "?"
  }
}

private func dump(_ text: TextLiteral) -> String {
  let parts = text.parts.map { part in
    switch part {
    case .text(let text): text.replacing("\n", with: "⏎")
    case .path(let path): "«\(dump(path))»"
    case .pipeline(let pipeline): "«\(dump(pipeline))»"
    }
  }
  return "\"" + parts.joined() + "\""
}

private func dump(_ element: Element) -> String { (element.spread ? "..." : "") + dump(element.value) }

private func dump(_ member: ObjectMember) -> String {
  switch member {
  case .pair(.name(let name), let element): "\(name.text):\(dump(element))"
  case .pair(.text(let text), let element): "\(dump(text)):\(dump(element))"
  case .pair(.computed(let key), let element): "[\(dump(key))]:\(dump(element))"
  case .variable(let name): "$\(name.text)"
  case .spread(let value): "..." + dump(value)
  }
}

private func dump(_ root: Root) -> String {
  switch root {
  case .last: "$"
  case .item: "@"
  case .variable(let name): "$\(name.text)"
  case .call(let command): dump(command)
  case .pipeline(let pipeline): "(\(dump(pipeline)))"
  }
}

private func dump(_ segment: Segment) -> String {
  let selectors = segment.selectors.map(dump).joined(separator: " ")
  return (segment.descendant ? ".." : "") + "[\(selectors)]" + (segment.optional ? "?" : "")
}

private func dump(_ selector: Selector) -> String {
  switch selector {
  case .name(let name): name.string
  case .index(let index): "\(index)"
  case .wildcard: "*"
  case .slice(let start, let end, let step):
    [start, end, step].map { $0.map(dump) ?? "" }.joined(separator: ":")
  case .filter: "?"
  case .computed(let key): "=\(dump(key))"
  }
}
