import JSON
import Source
import Syntax

extension Compiler {
  /// `name(…)` as the root of a path.
  func call(_ command: Command, into target: Int) {
    if case .definition(let definition, let number) = resolution.callee(of: command) {
      return call(command, number + 1, definition, input: nil, into: target)
    }
    pipeline(Pipeline(source: .command(command), stages: [], span: command.span), into: target)
  }

  /// A command that works on whole values; its value is in the register that it gives.
  func whole(_ resolved: ResolvedCommand, input: Int?) -> Int {
    let command = resolved.command
    builder.span = command.span
    let target = builder.register()
    switch resolved.callee {
    case .definition(let definition, let number):
      call(command, number + 1, definition, input: input, into: target)
    case .builtin(let builtin): return whole(command, builtin, input: input, into: target)
    case nil: builder.emit(.null, target)  // Refused by the checker.
    }
    return target
  }

  private func whole(_ command: Command, _ builtin: Builtin, input: Int?, into target: Int) -> Int {
    switch builtin.body {
    case .form(.fail): needing(.value) { temporary { failing(command, input) } }
    case .form(.fails): needing(.value) { fails(command, into: target) }
    case .form(.every): every(command)
    case .world(.bracket): bracket(command, builtin, into: target)
    case .world: return effect(command, builtin, input: input, demand: .value)
    // The forms, stages and gatherers that are not among these work item by item, and never come here.
    case .function, .filter, .stage, .gather, .form:
      temporary {
        let (site, first) = arguments(command, builtin, input: input, demand: .value)
        builder.span = command.span
        builder.emit(.native, target, builder.call(site), first)
      }
    }
    return target
  }

  func effect(_ command: Command, _ builtin: Builtin, input: Int?, demand: Demand) -> Int {
    let target = builder.register()
    temporary {
      var (site, first) = arguments(command, builtin, input: input, demand: demand)
      if demand == .count { site.projection = .nothing }
      builder.span = command.span
      builder.emit(.effect, target, builder.call(site), first, flag: need.rawValue)
    }
    return target
  }

  /// - Parameters:
  ///   - consumer: the stage that wants the items.
  ///   - one: which value may come in place of a list; the next instruction is skipped then, and the value is
  ///     the loop's one item.
  func stream(
    _ command: Command, _ builtin: Builtin, reading projection: Projection, slot: Int, by consumer: String?,
    one: OneValue
  ) {
    temporary {
      var (site, first) = arguments(command, builtin, input: nil, demand: .items)
      site.projection = projection
      site.consumer = consumer
      builder.span = command.span
      builder.emit(.iterateStream, slot, builder.call(site), first, flag: one.rawValue)
    }
  }

  // MARK: Defs

  /// `name(a, b)` or `name a b=…`: positional arguments in order, named ones by name, else the default.
  private func call(
    _ command: Command, _ number: Int, _ definition: Definition, input: Int?, into target: Int
  ) {
    let need = need
    temporary {
      self.need = .value
      defer { self.need = need }
      let first = builder.registers(max(1, definition.parameters.count))
      var positional = command.operands[...]
      let named = command.namedParameters
      for (index, parameter) in definition.parameters.enumerated() {
        let register = first + index
        if index == 0, let input {
          builder.emit(.move, register, input)
        } else if let named = named[parameter.name.text] {
          value(named, into: register)
        } else if let next = positional.popFirst() {
          value(next, into: register)
        } else if let initial = parameter.initial {
          self.initial(initial, of: index, number, definition, first, into: register)
        } else {
          builder.emit(.null, register)
        }
      }
      // The frame of the def begins at its arguments, which are the topmost registers here.
      builder.span = command.span
      builder.emit(.call, target, number, first, flag: need.rawValue)
    }
  }

  /// A default is computed where the def stands: over the parameters before it, and nothing of the caller.
  private func initial(
    _ expression: Expression, of index: Int, _ number: Int, _ definition: Definition, _ first: Int,
    into target: Int
  ) {
    if let constant = expression.constant { return builder.constant(constant, into: target) }
    guard initials.insert([number, index]).inserted else {
      let name = definition.parameters[index].name.text
      return fail(
        "the default of $\(name) must not need itself: it calls \(definition.name.text) without it")
    }
    defer { initials.remove([number, index]) }
    let before = definition.parameters.prefix(index).compactMap { resolution.binding($0.name) }
    moving(before, to: first) { value(expression, into: target) }
  }
}
