import JSON
import Source

extension Fiber {
  @inline(never) func native(
    _ call: CallSite, _ start: UnsafeMutablePointer<Value>
  ) throws(Failure) -> Value {
    guard case .function(let body) = call.builtin.body else { return .null }
    return try body(arguments(of: call, start))
  }

  /// Takes the arguments out of their registers, so that nothing there holds them afterwards.
  func arguments(of call: CallSite, _ start: UnsafeMutablePointer<Value>) -> Arguments {
    let slots = call.slots.map { slot in slot.map { start[$0] } }
    let parameters = call.parameters.flatMap { start[$0].asObject }
    for register in 0..<call.count { start[register] = .null }
    return Arguments(slots, parameters: parameters ?? Object())
  }

  func worldCall(_ call: CallSite, _ start: UnsafeMutablePointer<Value>, _ pc: Int) -> WorldCall {
    let frame = frames[frames.count - 1]
    return WorldCall(
      builtin: call.builtin, arguments: arguments(of: call, start), demand: call.demand,
      projection: call.projection,
      isNeeded: isNeeded(frame.function.instructions[pc - 1]), span: frame.function.function.spans[pc - 1])
  }

  /// Whether somebody looks at the value of that instruction of the innermost function.
  private func isNeeded(_ instruction: Instruction) -> Bool {
    var need = Need(rawValue: instruction.flag)
    for frame in frames.dropLast().reversed() {
      guard need == .caller else { break }
      need = Need(rawValue: frame.function.instructions[frame.pc - 1].flag)
    }
    return need != .nothing
  }

  @inline(never) func openStage(
    _ call: CallSite, _ start: UnsafeMutablePointer<Value>, slot: Int
  ) throws(Failure) {
    let arguments = arguments(of: call, start)
    var state = LoopState()
    switch call.builtin.body {
    case .stage(let make): state.stage = try make(arguments)
    case .gather(let make): state.gather = try make(arguments)
    case .filter(let make): state.filter = try make(arguments)
    case .form, .function, .world: break
    }
    loops[slot] = state
  }

  @inline(never) func push(
    _ r: UnsafeMutablePointer<Value>, item: Int, key: Int, slot: Int
  ) throws(Failure) {
    let value = r[item]
    let keyed = r[key]
    r[item] = .null
    r[key] = .null
    if let gather = loops[slot].gather {
      try gather.push(value, key: keyed)
    } else {
      try loops[slot].stage?.push(value, key: keyed)
    }
  }
}

/// The patterns that `matches` has seen, compiled.
struct PatternCache {
  private var compiled: [Text: IRegexp] = [:]

  mutating func search(_ text: Value, _ pattern: Value) throws(Failure) -> Bool {
    guard case .string(let text) = text, case .string(let pattern) = pattern else {
      throw .operands("matches", text, pattern)
    }
    return try regexp(pattern).search(text)
  }

  private mutating func regexp(_ pattern: Text) throws(Failure) -> IRegexp {
    if let known = compiled[pattern] { return known }
    // A program that makes patterns as it goes must not fill the memory with them.
    if compiled.count >= 256 { compiled.removeAll() }
    let made: IRegexp
    do throws(RegexpError) {
      made = try IRegexp(parsing: pattern.string, dialect: .extended)
    } catch { throw Failure(.script, error.message, hint: error.hint) }
    compiled[pattern] = made
    return made
  }
}
