import JSON
import Source
import Syntax

extension Compiler {
  /// The register of a flow's value; the items of a loop are collected.
  func value(of flow: Flow) -> Int {
    switch flow {
    case .value(let register): return register
    case .stream(let command, let builtin): return effect(command, builtin, input: nil, demand: .value)
    case .range(let first, let last):
      let target = builder.register()
      temporary {
        let from = value(first)
        builder.emit(.range, target, from, value(last))
      }
      return target
    case .items(let loop):
      // Wherever somebody will ask for the items, there is a collector.
      let collector = loop.collector ?? loop.item
      noteRow(loop)
      builder.emit(.append, collector, loop.item)
      end(loop)
      orOne(of: loop) { builder.emit(.take, collector, $0) }
      return collector
    }
  }

  /// Opens a loop over what a pipeline has come to.
  ///
  /// - Parameters:
  ///   - reading: what of the items is looked at.
  ///   - unless: where one of these counters is 0, a stream is not opened at all.
  ///   - name: the command that wants the items, where it is not a loop that was written as one.
  ///   - one: which value a stream may be in place of a list; `orOne` says what is done with it.
  func open(
    _ flow: Flow, collecting: Bool, reading projection: Projection = .whole,
    unless empty: [(counter: Int, end: Label)] = [], by name: String? = nil, one: OneValue = .none
  ) -> OpenLoop {
    if case .items(let loop) = flow { return loop }
    var loop = OpenLoop(
      item: 0, continueLabel: builder.label(), endLabel: builder.label(), slots: [], collector: nil)
    if collecting {
      let collector = builder.register()
      builder.emit(.array, collector, collector, 0)
      loop.collector = collector
    }
    if case .range(let first, let last) = flow {
      count(from: first, to: last, &loop)
      return loop
    }
    let slot = builder.loopSlot()
    loop.slots = [slot]
    switch flow {
    case .stream(let command, let builtin):
      loop.row = .streamed
      for (counter, end) in empty {
        builder.emit(.skipIfLessImmediate, 0, counter, 1, flag: 1)
        builder.jump(to: end)
      }
      stream(command, builtin, reading: projection, slot: slot, by: name, one: one)
      if one != .none { loop.one = oneValue(slot) }
    case .value(let register):
      loop.row = .listed
      let named = name.map { builder.constant(Value($0)) }
      builder.emit(
        .iterate, slot, register, named ?? 0,
        flag: named == nil ? 0 : LoopState.Allowance.named.rawValue)
    case .range, .items: break
    }
    loop.item = builder.register()
    builder.place(loop.continueLabel)
    builder.emit(.next, loop.item, slot)
    builder.jump(to: loop.endLabel)
    return loop
  }

  private func count(from first: Expression, to last: Expression, _ loop: inout OpenLoop) {
    let ends = builder.registers(3)
    value(first, into: ends)
    value(last, into: ends + 1)
    builder.emit(.checkRange, ends)
    loop.item = builder.register()
    builder.place(loop.continueLabel)
    builder.emit(.rangeNext, loop.item, ends)
    builder.jump(to: loop.endLabel)
  }

  /// The loop of `for item in pipeline`.
  func items(of pipeline: Pipeline) -> OpenLoop {
    if pipeline.stages.isEmpty, case .expression(let expression) = pipeline.source,
      case .binary(.range, let first, let last) = expression.kind
    {
      return open(.range(first, last), collecting: false)
    }
    return open(flow(of: pipeline, collecting: false, mayBeOne: false), collecting: false)
  }

  /// The loop of `for key, value in pipeline`: two registers from `item` on.
  func pairs(of pipeline: Pipeline) -> OpenLoop {
    let source = builder.register()
    self.pipeline(pipeline, into: source)
    let slot = builder.loopSlot()
    let loop = OpenLoop(
      item: builder.registers(2), continueLabel: builder.label(), endLabel: builder.label(), slots: [slot])
    builder.emit(.iterate, slot, source, flag: LoopState.Allowance.object.rawValue)
    builder.emit(.null, source)
    builder.place(loop.continueLabel)
    builder.emit(.nextPair, loop.item, slot)
    builder.jump(to: loop.endLabel)
    return loop
  }

  /// Ends the body of a loop.
  func end(_ loop: OpenLoop) {
    builder.jump(to: loop.continueLabel)
    builder.place(loop.endLabel)
  }

  /// Leads a value that came in place of a list away from the loop.
  private func oneValue(_ slot: Int) -> OpenLoop.One {
    let one = OpenLoop.One(value: builder.register(), label: builder.label(), filters: [])
    let list = builder.label()
    builder.jump(to: list)
    builder.emit(.next, one.value, slot)
    builder.jump(to: list)
    builder.jump(to: one.label)
    builder.place(list)
    return one
  }

  /// What is done, once the loop has ended, with a value that came in place of a list.
  func orOne(of loop: OpenLoop, _ body: (Int) -> Void) {
    guard let one = loop.one else { return }
    let done = builder.label()
    builder.jump(to: done)
    builder.place(one.label)
    for slot in one.filters {
      builder.emit(.filter, one.value, one.value, slot)
      builder.emit(.null, one.value)
    }
    body(one.value)
    builder.place(done)
  }

  /// Before something holds the item of a loop beyond its turn.
  func noteRow(_ loop: OpenLoop) {
    guard let slot = loop.slots.first else { return }
    switch loop.row {
    case .none, .listed: break
    case .streamed: builder.emit(.noteRow, loop.item, slot)
    case .made: builder.emit(.noteRow, loop.item, slot, flag: 1)
    }
  }

  func close(_ loop: OpenLoop) {
    for slot in loop.slots { builder.emit(.close, slot) }
  }
}
