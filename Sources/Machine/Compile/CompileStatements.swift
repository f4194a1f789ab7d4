import JSON
import Source
import Syntax

extension Compiler {
  func topLevel(_ statement: Statement) {
    builder.span = statement.span
    switch statement.kind {
    case .pipeline(let pipeline): temporary { show(pipeline) }
    case .define, .use, .test: break
    case .param(let parameter): initial(parameter.name, parameter.initial)
    case .keep(let name, let expression): initial(name, expression)
    case .declare, .assign, .forIn, .whileLoop, .breakLoop, .continueLoop, .returnValue, .assert:
      self.statement(statement)
    }
  }

  /// Compiles a block; its value, that of its last statement, goes into `target` where one is wanted.
  func block(_ block: Block, into target: Int?) {
    temporary {
      for statement in block.statements.dropLast() { self.statement(statement) }
      if let last = block.statements.last, let target, case .pipeline(let pipeline) = last.kind {
        builder.span = last.span
        self.pipeline(pipeline, into: target)
        return
      }
      if let last = block.statements.last { statement(last) }
      if let target { builder.emit(.null, target) }
    }
  }

  func statement(_ statement: Statement) {
    builder.span = statement.span
    if case .pipeline(let pipeline) = statement.kind {
      needing(.nothing) { temporary { self.pipeline(pipeline, into: nil) } }
    } else {
      needing(.value) { other(statement) }
    }
  }

  /// A statement that is not a pipeline.
  private func other(_ statement: Statement) {
    switch statement.kind {
    case .declare(let name, let pipeline): declaration(name, pipeline)
    case .assign(let target, let sign, let pipeline): temporary { assignment(target, sign, pipeline) }
    case .forIn(let first, let second, let pipeline, let body): loop(first, second, pipeline, body)
    case .whileLoop(let pipeline, let body): loop(while: pipeline, body)
    case .breakLoop: leaveLoop { $0.breakLabel }
    case .continueLoop: leaveLoop { $0.continueLabel }
    case .returnValue(let pipeline): temporary { returning(pipeline) }
    case .assert(let condition, let message): temporary { assertion(condition, message) }
    case .pipeline, .define, .use, .test, .param, .keep: break
    }
  }

  private func leaveLoop(_ label: (Enclosing) -> Label) {
    guard let loop = enclosing.last else { return }
    closeBrackets(ofLoop: true)
    builder.jump(to: label(loop))
  }

  private func loop(while condition: Pipeline, _ body: Block) {
    if let expression = condition.onlyExpression,
      case .binary(let sign, let left, let right) = expression.kind,
      sign.isComparison, left.isSmall, right.isSmall
    {
      return loop(whileHolds: expression, body) {
        self.comparison(sign, left, right, isNegated: true, elseTo: $0)
      }
    }
    let start = builder.label()
    let end = builder.label()
    builder.place(start)
    self.condition(condition, elseTo: end)
    enclosing.append(Enclosing(breakLabel: end, continueLabel: start))
    block(body, into: nil)
    enclosing.removeLast()
    builder.jump(to: start)
    builder.place(end)
  }

  /// A loop whose test is small enough to stand twice: before the loop, and at the end of its body, where it jumps
  /// back. So each turn needs one jump less.
  private func loop(whileHolds condition: Expression, _ body: Block, again: (Label) -> Void) {
    let start = builder.label()
    let test = builder.label()
    let end = builder.label()
    self.condition(condition, elseTo: end)
    builder.place(start)
    enclosing.append(Enclosing(breakLabel: end, continueLabel: test))
    block(body, into: nil)
    enclosing.removeLast()
    builder.place(test)
    builder.span = condition.span
    again(start)
    builder.place(end)
  }

  private func loop(_ first: Name, _ second: Name?, _ pipeline: Pipeline, _ body: Block) {
    temporary {
      builder.span = pipeline.span
      let loop = second == nil ? items(of: pipeline) : pairs(of: pipeline)
      place(first, in: loop.item)
      if let second { place(second, in: loop.item + 1) }
      let stop = builder.label()
      let outside = builder.label()
      enclosing.append(Enclosing(breakLabel: stop, continueLabel: loop.continueLabel))
      passingOver({ block(body, into: nil) }, otherwise: {})
      enclosing.removeLast()
      builder.jump(to: loop.continueLabel)
      builder.place(stop)
      close(loop)
      builder.jump(to: outside)
      builder.place(loop.endLabel)
      builder.place(outside)
    }
  }

  private func returning(_ pipeline: Pipeline?) {
    if let expression = pipeline?.onlyExpression {
      needing(.caller) {
        let register = value(expression)
        closeBrackets(ofLoop: false)
        builder.emit(.returnValue, register)
      }
      return
    }
    let register = builder.register()
    if let pipeline {
      needing(.caller) { self.pipeline(pipeline, into: register) }
    } else {
      builder.emit(.null, register)
    }
    closeBrackets(ofLoop: false)
    builder.emit(.returnValue, register)
  }

  private func assertion(_ condition: Expression, _ message: Expression?) {
    let failed = builder.label()
    let end = builder.label()
    let comparison = message == nil ? comparison(of: condition) : nil
    self.condition(comparison?.expression ?? condition, elseTo: failed)
    builder.jump(to: end)
    builder.place(failed)
    let register = builder.register()
    if let message {
      value(message, into: register)
    } else if let comparison {
      builder.span = condition.span
      builder.constant(Value(comparison.sign.rawValue), into: register)
      builder.emit(.raiseFresh, register, comparison.left, comparison.right, flag: 2)
    } else {
      builder.constant("the assertion must hold, but does not", into: register)
    }
    builder.span = condition.span
    builder.emit(.fail, register)
    builder.place(end)
  }
}

extension Expression {
  /// Whether it is a number, a variable, or arithmetic of these: code that may stand twice.
  fileprivate var isSmall: Bool {
    switch kind {
    case .literal: true
    case .path(let root, let segments): if case .variable = root { segments.isEmpty } else { false }
    case .binary(let sign, let left, let right):
      [.add, .subtract, .multiply].contains(sign) && left.isLeaf && right.isLeaf
    case .text, .raw, .word, .array, .object, .unary: false
    }
  }

  private var isLeaf: Bool { if case .binary = kind { false } else { isSmall } }
}
