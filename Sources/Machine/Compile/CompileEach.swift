import JSON
import Source
import Syntax

/// `each` with its flags, and `every`.
extension Compiler {
  /// What the flags of an `each` need before its loop: a loop slot for a group or a pace.
  func prepareEach(_ stage: Command) -> Int? {
    guard let flag = ["parallel", "pace"].first(where: { stage.has(flag: $0) }) else { return nil }
    let slot = builder.loopSlot()
    temporary {
      let first = builder.registers(2)
      self.flag("parallel", of: stage, as: .integer, into: first)
      self.flag("pace", of: stage, as: .string, into: first + 1)
      builder.span = stage.span
      if flag == "parallel" {
        builder.emit(.openGroup, slot, first)
      } else {
        builder.emit(.openRhythm, slot, first + 1)
      }
    }
    return slot
  }

  private func flag(_ name: String, of stage: Command, as type: ValueType, into target: Int) {
    builder.emit(.null, target)
    for case .flag(let flag, let expression?) in stage.arguments.map(\.kind) where flag.text == name {
      value(expression, as: type, into: target)
    }
  }

  /// Runs the block for the loop's item, at the pace of `slot` if there is one.
  func each(_ stage: Command, slot: Int?, _ loop: OpenLoop) -> OpenLoop {
    if let slot, stage.isParallel { return parallel(stage, group: slot, loop) }
    let result = loop.making(builder.register())
    let need = need
    if let slot { builder.emit(.wait, slot) }
    overItem(loop) { needing(need) { body(of: stage, item: loop.item, into: result.item) } }
    dropNulls(of: stage, result)
    return result
  }

  private func dropNulls(of stage: Command, _ loop: OpenLoop) {
    if !stage.has(flag: "keep-going") { builder.jump(.jumpIfNull, loop.item, to: loop.continueLabel) }
  }

  // MARK: --parallel

  /// Starts a fiber for the item, then takes the results that are due before the next item is fetched; at
  /// the end of the input those that are left.
  private func parallel(_ stage: Command, group: Int, _ loop: OpenLoop) -> OpenLoop {
    start(stage, group: group, loop)
    var result = loop.making(loop.item)
    result.continueLabel = builder.label()
    result.endLabel = builder.label()
    result.slots.append(group)
    let item = builder.label()
    let none = builder.label()
    let done = builder.label()
    builder.place(result.continueLabel)
    result.item = builder.register()
    // A loop that counts has no slot, and stands at no row.
    builder.emit(.collect, result.item, group, loop.slots.first ?? group)
    builder.jump(to: none)
    builder.jump(to: item)
    builder.place(none)
    builder.jump(.jumpIfFinished, group, to: done)
    builder.jump(to: loop.continueLabel)
    builder.place(loop.endLabel)
    builder.emit(.finishStage, group)
    builder.jump(to: result.continueLabel)
    builder.place(done)
    builder.emit(.close, group)
    builder.jump(to: result.endLabel)
    builder.place(item)
    dropNulls(of: stage, result)
    return result
  }

  /// The block becomes a function of the item and of the variables around it. It may read these but not write them, and
  /// gets them as they are when its fiber starts.
  private func start(_ stage: Command, group: Int, _ loop: OpenLoop) {
    let outside = variables(around: stage)
    let function = function(of: stage, reading: outside.map(\.binding))
    temporary {
      let first = builder.registers(1 + outside.count)
      builder.emit(.move, first, loop.item)
      for (place, variable) in outside.enumerated() {
        builder.emit(.move, first + 1 + place, variable.register)
      }
      builder.emit(.start, group, function, first)
    }
  }

  /// The variables that the stage reads and does not declare itself, and their registers.
  private func variables(around stage: Command) -> [(binding: Int, register: Int)] {
    var outside: [(binding: Int, register: Int)] = []
    Node.command(stage).forEachPart { part in
      part.forEachVariable { name in
        guard let binding = resolution.binding(name), !outside.contains(where: { $0.binding == binding }),
          case .register(let register)? = locations[binding],
          !resolution.bindings[binding].name.span.isWithin(stage.span)
        else { return }
        outside.append((binding, register))
      }
    }
    return outside
  }

  private func function(of stage: Command, reading variables: [Int]) -> Int {
    let outer = (builder, item, enclosing, brackets)
    defer { (builder, item, enclosing, brackets) = outer }
    builder = FunctionBuilder(name: "each", parameters: 1 + variables.count, span: stage.span)
    (item, enclosing, brackets) = (0, [], [])
    let result = builder.register()
    moving(variables, to: 1) { body(of: stage, item: 0, into: result) }
    builder.emit(.returnValue, result)
    functions.append(finish())
    return functions.count - 1
  }

  // MARK: --keep-going

  private func body(of stage: Command, item: Int, into target: Int) {
    guard let body = stage.block else { return }
    if stage.has(flag: "keep-going") {
      temporary { row(of: body, item: item, into: target) }
    } else {
      passingOver({ turn(body, into: target) }, otherwise: { builder.emit(.null, target) })
    }
  }

  /// Runs the block, which has the value null where `continue` ends it.
  private func turn(_ body: Block, into target: Int) {
    guard Node.block(body).mayContinue else { return block(body, into: target) }
    let (next, end) = (builder.label(), builder.label())
    enclosing.append(Enclosing(breakLabel: next, continueLabel: next))
    block(body, into: target)
    enclosing.removeLast()
    builder.jump(to: end)
    builder.place(next)
    builder.emit(.null, target)
    builder.place(end)
  }

  /// `{item, ok, value, error}`
  private func row(of body: Block, item: Int, into target: Int) {
    let members = builder.registers(4)
    let (ok, value, error) = (members + 1, members + 2, members + 3)
    let start = builder.count
    turn(body, into: value)
    let stop = builder.count
    let made = builder.label()
    builder.constant(true, into: ok)
    builder.emit(.null, error)
    builder.jump(to: made)
    builder.handle(from: start, to: stop)
    builder.emit(.passOver, flag: PassOver.kept.rawValue)
    builder.constant(false, into: ok)
    builder.emit(.null, value)
    builder.emit(.bindFailure, error)
    builder.place(made)
    builder.emit(.move, members, item)
    builder.emit(.object, target)
    for (place, name) in ["item", "ok", "value", "error"].enumerated() {
      builder.emit(.setMember, target, builder.constant(Value(name)), members + place)
    }
  }

  // MARK: every

  /// `every D { }`: a loop without end, which shows the failures of its block and goes on.
  func every(_ command: Command) {
    let slot = builder.loopSlot()
    temporary {
      let interval = builder.register()
      if let duration = command.operands.first { value(duration, as: .duration, into: interval) }
      builder.span = command.span
      builder.emit(.openRhythm, slot, interval, flag: 1)
    }
    let turn = builder.label()
    builder.place(turn)
    builder.emit(.wait, slot)
    let start = builder.count
    let outer = (enclosing, brackets)
    (enclosing, brackets) = ([], [])
    if let body = command.block { needing(.nothing) { showing(body) } }
    (enclosing, brackets) = outer
    let stop = builder.count
    builder.jump(to: turn)
    builder.handle(from: start, to: stop)
    builder.emit(.passOver, flag: PassOver.shown.rawValue)
    builder.jump(to: turn)
  }

  /// At a prompt the value of the block is shown each time; elsewhere what it prints.
  private func showing(_ body: Block) {
    guard options.interactive, let last = body.statements.last, case .pipeline(let pipeline) = last.kind
    else {
      return block(body, into: nil)
    }
    temporary {
      for statement in body.statements.dropLast() { self.statement(statement) }
      builder.span = last.span
      temporary { show(pipeline, kept: false) }
    }
  }
}

extension Node {
  /// Whether `continue` stands in it, be it that of a loop within.
  fileprivate var mayContinue: Bool {
    if case .statement(let statement) = self, case .continueLoop = statement.kind { return true }
    var found = false
    forEachChild { found = found || $0.mayContinue }
    return found
  }
}

extension Command {
  /// Whether it runs its block in fibers of its own.
  var isParallel: Bool { has(flag: "parallel") }

  public func has(flag name: String) -> Bool {
    arguments.contains { if case .flag(let flag, _) = $0.kind { flag.text == name } else { false } }
  }
}

extension Span {
  fileprivate func isWithin(_ other: Span) -> Bool {
    file == other.file && other.start <= start && end <= other.end
  }
}
