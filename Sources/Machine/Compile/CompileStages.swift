import JSON
import Source
import Syntax

/// What a stage needs beside its loop, made ready before the loop begins.
private enum Ready {
  case nothing
  /// A register that a form gathers in.
  case register(Int)
  /// A register that counts down, and where it goes on once it is at 0.
  case counter(Int, end: Label)
  /// A loop slot that holds a stage, a gatherer or a filter.
  case slot(Int)
}

extension Ready {
  fileprivate var slot: Int? { if case .slot(let slot) = self { slot } else { nil } }

  /// The counter that, where it is 0 before the loop begins, says that no item is wanted at all.
  fileprivate var emptiness: (counter: Int, end: Label)? {
    if case .counter(let counter, let end) = self { (counter, end) } else { nil }
  }
}

extension Compiler {
  /// A run of stages that work item by item: one loop.
  func run(_ stages: [ResolvedCommand], over flow: Flow, collecting: Bool, mayBeOne: Bool) -> Flow {
    let ready = stages.map { stage in
      var ready = Ready.nothing
      needing(.value) { ready = prepare(stage) }
      return ready
    }
    // The sink's slot is the one right before the loop's.
    if case .stream = flow, case .slot(let slot)? = ready.last, stages[stages.count - 1].isSink,
      stages.dropLast().allSatisfy(\.isFilter)
    {
      builder.emit(.mayBeOne, slot)
    }
    let filtersOnly = stages.allSatisfy(\.isFilter)
    let one = oneValue(of: stages, mayBeOne)
    if case .value(let register) = flow, filtersOnly {
      return alsoOnOneObject(ready, register)
    }
    // A stage that gets no list fails at its own place in the text, and not at the place of the stage that was prepared
    // last.
    if case .value = flow { builder.span = stages[0].command.span }
    var loop = open(
      flow, collecting: collecting, reading: projection(of: stages), unless: ready.compactMap(\.emptiness),
      by: filtersOnly && !mayBeOne ? nil : stages[0].command.name.text, one: one)
    loop.one?.filters = ready.compactMap(\.slot)
    var result = Flow.items(loop)
    for (index, (stage, ready)) in zip(stages, ready).enumerated() {
      guard case .items(let loop) = result, let builtin = stage.builtin else { break }
      builder.span = stage.command.span
      needing(need(before: stages[(index + 1)...], in: need)) {
        result = apply(stage.command, builtin, ready, loop)
      }
    }
    return result
  }

  /// What a stream may be in place of a list: the filters take an object, `ignore` alone anything.
  private func oneValue(of stages: [ResolvedCommand], _ mayBeOne: Bool) -> OneValue {
    guard let last = stages.last else { return .none }
    if last.takesAny {
      return stages.count == 1 ? .any : stages.dropLast().allSatisfy(\.isFilter) ? .object : .none
    }
    return mayBeOne && stages.allSatisfy(\.isFilter) ? .object : .none
  }

  /// `select` and its like work on the items of a list, and on a single object as well.
  private func alsoOnOneObject(_ ready: [Ready], _ source: Int) -> Flow {
    let result = builder.register()
    let list = builder.label()
    let end = builder.label()
    builder.jump(.jumpUnlessObject, source, to: list)
    builder.emit(.move, result, source)
    for case .slot(let slot) in ready {
      builder.emit(.filter, result, result, slot)
      builder.emit(.null, result)
    }
    builder.jump(to: end)
    builder.place(list)
    temporary {
      var loop = open(.value(source), collecting: true)
      for case .slot(let slot) in ready { loop = filter(slot, loop) }
      builder.emit(.take, result, value(of: .items(loop)))
    }
    builder.place(end)
    return .value(result)
  }

  // MARK: Before the loop

  private func prepare(_ resolved: ResolvedCommand) -> Ready {
    guard let builtin = resolved.builtin else { return .nothing }
    let stage = resolved.command
    builder.span = stage.span
    switch builtin.body {
    case .form(let form): return prepare(form, stage)
    case .filter, .stage, .gather:
      let slot = builder.loopSlot()
      temporary {
        let (site, first) = arguments(stage, builtin, input: nil, demand: .value)
        builder.emit(.openStage, slot, builder.call(site), first)
      }
      return .slot(slot)
    case .world(.sink): return .slot(sink(stage, builtin))
    case .function, .world: return .nothing
    }
  }

  private func prepare(_ form: Builtin.Form, _ stage: Command) -> Ready {
    let operands = stage.operands
    switch form {
    case .first where operands.isEmpty, .ignore:
      let register = builder.register()
      builder.emit(.null, register)
      return .register(register)
    case .first, .skip:
      let register = builder.register()
      if let count = operands.first {
        value(count, into: register)
      } else {
        builder.constant(1, into: register)
      }
      builder.emit(.checkCount, register, builder.constant(Value(stage.name.text)))
      return form == .first ? .counter(register, end: builder.label()) : .register(register)
    case .any, .all:
      let register = builder.register()
      builder.constant(.bool(form == .all), into: register)
      return .register(register)
    case .sum:
      let register = builder.register()
      builder.constant(0, into: register)
      return .register(register)
    case .reduce:
      let register = builder.register()
      if let initial = operands.first { value(initial, into: register) }
      return .register(register)
    case .each: return prepareEach(stage).map(Ready.slot) ?? .nothing
    case .where, .map, .until, .fail, .fails, .every: return .nothing
    }
  }

  // MARK: In the loop

  private func apply(_ stage: Command, _ builtin: Builtin, _ ready: Ready, _ loop: OpenLoop) -> Flow {
    switch (builtin.body, ready) {
    case (.form, .counter(let register, let end)): return .items(first(register, end, loop))
    case (.form(let form), .register(let register)): return apply(form, stage, register, loop)
    case (.form(.each), .slot(let slot)): return .items(each(stage, slot: slot, loop))
    case (.form(let form), _): return .items(apply(form, stage, loop))
    case (.filter, .slot(let slot)): return .items(filter(slot, loop))
    case (.stage, .slot(let slot)): return .items(buffered(stage, builtin, slot, loop))
    case (.world, .slot(let slot)): return .value(pour(into: slot, loop))
    case (.gather, .slot(let slot)):
      let result = builder.register()
      if builtin.reads == .whole { noteRow(loop) }
      push(stage, builtin, slot, loop)
      end(loop)
      builder.emit(.finishGather, result, slot)
      return .value(result)
    // `prepare` made what the stage needs, and a function is not a stage of a loop.
    case (.filter, _), (.stage, _), (.world, _), (.gather, _), (.function, _): return .items(loop)
    }
  }

  /// The forms that need nothing beside the loop.
  private func apply(_ form: Builtin.Form, _ stage: Command, _ loop: OpenLoop) -> OpenLoop {
    var result = loop
    switch form {
    case .where:
      overItem(loop) { if let test = stage.operands.first { condition(test, elseTo: loop.continueLabel) } }
    case .map:
      result = loop.making(builder.register())
      passingOver {
        overItem(loop) { if let expression = stage.operands.first { value(expression, into: result.item) } }
      } otherwise: {
        builder.jump(to: loop.continueLabel)
      }
    case .each: return each(stage, slot: nil, loop)
    case .until:
      let goOn = builder.label()
      overItem(loop) { if let test = stage.operands.first { condition(test, elseTo: goOn) } }
      result.endLabel = builder.label()
      close(loop)
      builder.jump(to: result.endLabel)
      builder.place(loop.endLabel)
      builder.jump(to: result.endLabel)
      builder.place(goOn)
    // The others hold something beside the loop, or work on whole values.
    case .first, .skip, .any, .all, .reduce, .sum, .fail, .fails, .every, .ignore: break
    }
    return result
  }

  /// The forms that count or gather in a register.
  private func apply(_ form: Builtin.Form, _ stage: Command, _ register: Int, _ loop: OpenLoop) -> Flow {
    switch form {
    case .skip:
      let goOn = builder.label()
      builder.emit(.skipIfLessImmediate, 0, register, 1, flag: 1)
      builder.jump(to: goOn)
      builder.emit(.addImmediate, register, register, Int(UInt16.max), flag: 0)
      builder.jump(to: loop.continueLabel)
      builder.place(goOn)
      return .items(loop)
    case .first: return .value(firstItem(stage, register, loop))
    case .any, .all:
      let found = builder.label()
      if let test = stage.operands.first {
        overItem(loop) {
          if form == .all {
            condition(test, elseTo: found)
            builder.jump(to: loop.continueLabel)
          } else {
            condition(test, elseTo: loop.continueLabel)
          }
        }
      }
      builder.place(found)
      builder.constant(.bool(form == .any), into: register)
      close(loop)
      builder.place(loop.endLabel)
      return .value(register)
    case .sum:
      temporary {
        var number = loop.item
        if let expression = stage.operands.first {
          number = builder.register()
          overItem(loop) { value(expression, into: number) }
        }
        builder.emit(.sumTo, register, number)
      }
      end(loop)
      return .value(register)
    case .reduce:
      if stage.operands.count > 1 {
        let step = stage.operands[1]
        place(.accumulator(of: step), in: register)
        overItem(loop) { fold(step, into: register) }
      }
      end(loop)
      return .value(register)
    case .ignore, .where, .map, .each, .until, .fail, .fails, .every:
      // Of these only `ignore` has a register.
      end(loop)
      orOne(of: loop) { _ in }
      return .value(register)
    }
  }
}

extension Command {
  /// The positional values, in order.
  public var operands: [Expression] {
    arguments.compactMap { if case .operand(let expression) = $0.kind { expression } else { nil } }
  }

  package var block: Block? {
    for argument in arguments { if case .block(let block) = argument.kind { return block } }
    return nil
  }

  /// The operand that is an expression over `@`, where the signature has one.
  func itemExpression(_ builtin: Builtin?) -> Expression? {
    guard let place = builtin?.signature.operands.firstIndex(where: { $0.kind == .item }) else { return nil }
    let operands = operands
    return place < operands.count ? operands[place] : nil
  }
}
