import JSON
import Source
import Syntax

/// What single stages do with the item of their loop.
extension Compiler {
  /// One step of `reduce`. `$acc + e` adds in place, so that gathering a list is linear.
  func fold(_ step: Expression, into register: Int) {
    guard case .binary(.add, let left, let right) = step.kind,
      case .path(.variable(let name), let segments) = left.kind,
      name.text == "acc", segments.isEmpty
    else { return value(step, into: register) }
    temporary {
      let added = builder.register()
      value(right, into: added)
      builder.span = step.span
      builder.emit(.addTo, register, added)
    }
  }

  /// `first N`: after the last item wanted, the source is not asked for another.
  func first(_ counter: Int, _ end: Label, _ loop: OpenLoop) -> OpenLoop {
    var result = loop
    result.continueLabel = builder.label()
    result.endLabel = end
    let stop = builder.label()
    let item = builder.label()
    builder.emit(.skipIfLessImmediate, 0, counter, 1, flag: 1)
    builder.jump(to: stop)
    builder.emit(.addImmediate, counter, counter, Int(UInt16.max))
    builder.jump(to: item)
    builder.place(result.continueLabel)
    builder.emit(.skipIfLessImmediate, 0, counter, 1, flag: 0)
    builder.jump(to: loop.continueLabel)
    builder.place(stop)
    close(loop)
    builder.place(loop.endLabel)
    builder.jump(to: result.endLabel)
    builder.place(item)
    return result
  }

  /// `first`: the item itself.
  func firstItem(_ stage: Command, _ result: Int, _ loop: OpenLoop) -> Int {
    let end = builder.label()
    builder.emit(.move, result, loop.item)
    close(loop)
    builder.jump(to: end)
    builder.place(loop.endLabel)
    builder.emit(.failEmpty, builder.constant(Value(stage.name.text)))
    builder.place(end)
    return result
  }

  func filter(_ slot: Int, _ loop: OpenLoop) -> OpenLoop {
    let result = loop.making(builder.register())
    builder.emit(.filter, result.item, loop.item, slot)
    builder.jump(to: loop.continueLabel)
    return result
  }

  func push(_ stage: Command, _ builtin: Builtin, _ slot: Int, _ loop: OpenLoop) {
    temporary {
      let key = builder.register()
      if let expression = stage.itemExpression(builtin) {
        overItem(loop) { value(expression, into: key) }
      } else {
        builder.emit(.move, key, loop.item)
      }
      builder.emit(.push, slot, loop.item, key)
    }
  }

  /// A stage that may hold items back: what it gives is popped until it has no more, then the next item
  /// is fetched; at the end of the input it is told so, and popped once more.
  func buffered(_ stage: Command, _ builtin: Builtin, _ slot: Int, _ loop: OpenLoop) -> OpenLoop {
    var result = loop.making(loop.item)
    result.continueLabel = builder.label()
    result.endLabel = builder.label()
    let item = builder.label()
    let empty = builder.label()
    if builtin.traits.joinsItems {
      noteRow(loop)
      result.row = .none
    }
    push(stage, builtin, slot, loop)
    result.item = builder.register()
    builder.place(result.continueLabel)
    builder.emit(.pop, result.item, slot)
    builder.jump(to: empty)
    builder.jump(to: item)
    builder.place(empty)
    builder.jump(.jumpIfFinished, slot, to: result.endLabel)
    builder.jump(to: loop.continueLabel)
    builder.place(loop.endLabel)
    builder.emit(.finishStage, slot)
    builder.jump(to: result.continueLabel)
    builder.place(item)
    return result
  }

  /// Compiles something in which `@` is the loop's item.
  func overItem(_ loop: OpenLoop, _ body: () -> Void) {
    let outer = (item, enclosing, brackets)
    (item, enclosing, brackets) = (loop.item, [], [])
    needing(.value, body)
    (item, enclosing, brackets) = outer
  }
}
