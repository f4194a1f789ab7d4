import JSON
import Source
import Syntax

/// Branches and failures: `if`, `try`, `fail` and `fails`.
extension Compiler {
  func conditional(_ conditional: Conditional, into target: Int?) {
    let end = builder.label()
    for branch in conditional.branches {
      let next = builder.label()
      condition(branch.condition, elseTo: next)
      block(branch.body, into: target)
      builder.jump(to: end)
      builder.place(next)
    }
    if let otherwise = conditional.otherwise {
      block(otherwise, into: target)
    } else if let target {
      builder.emit(.null, target)
    }
    builder.place(end)
  }

  func attempt(_ attempt: Attempt, into target: Int) {
    let end = builder.label()
    let start = builder.count
    block(attempt.body, into: target)
    let stop = builder.count
    builder.jump(to: end)
    builder.handle(from: start, to: stop)
    if options.goesOn { builder.emit(.passOver, flag: PassOver.caught.rawValue) }
    temporary {
      if let name = attempt.variable {
        let register = builder.register()
        builder.emit(.bindFailure, register)
        place(name, in: register)
      }
      block(attempt.handler, into: target)
    }
    builder.place(end)
  }

  func fail(_ message: String) {
    temporary {
      let register = builder.register()
      builder.constant(Value(message), into: register)
      builder.emit(.fail, register)
    }
  }

  func failing(_ command: Command, _ input: Int?) {
    let register = builder.register()
    if let input {
      builder.emit(.move, register, input)
    } else if let message = command.operands.first {
      value(message, into: register)
    }
    builder.span = command.span
    builder.emit(.fail, register)
  }

  /// `fails [KIND] { }` → the failure of the block.
  func fails(_ command: Command, into target: Int) {
    let start = builder.count
    let end = builder.label()
    if let body = command.block { block(body, into: nil) }
    let stop = builder.count
    let kind = builder.register()
    if let wanted = command.operands.first { value(wanted, into: kind) } else { builder.emit(.null, kind) }
    builder.span = command.nameSpan
    builder.emit(.raiseFresh, kind)
    builder.handle(from: start, to: stop)
    builder.emit(.bindFailure, target)
    if let wanted = command.operands.first {
      let right = builder.register()
      value(wanted, into: kind)
      builder.emit(.member, right, target, builder.constant("kind"))
      builder.emit(.skipIfEqual, 0, right, kind, flag: 1)
      builder.jump(to: end)
      builder.emit(.raiseFresh, kind, target, flag: 1)
    }
    builder.place(end)
  }
}
