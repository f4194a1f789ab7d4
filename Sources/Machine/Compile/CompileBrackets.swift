import JSON
import Syntax

/// What is done around a block: `once KEY { }`, `budget N { }`.
extension Compiler {
  /// The value is that of the block, or what the bracket gives in its place.
  func bracket(_ command: Command, _ builtin: Builtin, into target: Int) {
    let slot = builder.loopSlot()
    let end = builder.label()
    temporary {
      var (site, first) = arguments(command, builtin, input: nil, demand: .value)
      if builtin.traits.isKeyed, let body = command.block {
        var counter = WriteCounter(resolution, countsKeys: true)
        site.writesOften = counter.of(body).mayBeSeveral
      }
      let inside = builder.label()
      builder.span = command.span
      builder.emit(.openBracket, slot, builder.call(site), first)
      builder.jump(to: inside)
      builder.emit(.move, target, first)
      builder.jump(to: end)
      builder.place(inside)
    }
    brackets.append(OpenBracket(slot: slot, loops: enclosing.count))
    if let body = command.block { block(body, into: target) }
    brackets.removeLast()
    builder.span = command.span
    builder.emit(.leaveBracket, target, slot)
    builder.place(end)
  }

  /// Before a jump out of them: the brackets within the innermost loop, or all of this function.
  func closeBrackets(ofLoop: Bool) {
    for bracket in brackets.reversed() where !ofLoop || bracket.loops >= enclosing.count {
      builder.emit(.close, bracket.slot)
    }
  }

  struct OpenBracket {
    var slot: Int
    /// How many loops it stands in.
    var loops: Int
  }
}
