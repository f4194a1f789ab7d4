import JSON
import Queries
import Source

extension Fiber {
  /// The call that an instruction of the innermost function makes.
  private func call(_ i: InstructionPointer) -> CallSite { frames.top.pointee.function.function.calls[i.b] }

  @inline(never) func native(_ i: InstructionPointer, _ r: Registers) throws(Failure) -> Value {
    let call = call(i)
    guard case .function(let body) = call.builtin.body else { return .null }
    return try body(arguments(of: call, r + i.c))
  }

  /// Takes the arguments out of their registers, so that nothing there holds them afterwards.
  func arguments(of call: CallSite, _ start: UnsafeMutablePointer<Value>) -> Arguments {
    let slots = call.slots.map { slot in slot.map { start[$0] } }
    let parameters = call.parameters.flatMap { start[$0].asObject }
    for register in 0..<call.count { start[register] = .null }
    return Arguments(slots, parameters: parameters ?? Object(), interruption: interruption)
  }

  @inline(never) func worldCall(
    _ i: InstructionPointer, _ r: Registers
  ) -> WorldCall {
    let frame = frames.top.pointee
    let call = call(i)
    return WorldCall(
      builtin: call.builtin, arguments: arguments(of: call, r + i.c), demand: call.demand,
      projection: call.projection, isNeeded: isNeeded(i),
      writesOften: call.writesOften,
      span: frame.function.function.spans[i - frame.entry.pointee.instructions])
  }

  /// Whether somebody looks at the value of that instruction of the innermost function.
  private func isNeeded(_ i: InstructionPointer) -> Bool {
    var need = Need(rawValue: i.flag)
    for place in frames.indices.dropLast().reversed() {
      guard need == .caller else { break }
      need = Need(rawValue: (frames[place].next - 1).flag)
    }
    return need != .nothing
  }

  @inline(never) func openStage(_ i: InstructionPointer, _ r: Registers) throws(Failure) {
    let call = call(i)
    let arguments = arguments(of: call, r + i.c)
    var state = LoopState()
    switch call.builtin.body {
    case .stage(let make): state.stage = try make(arguments)
    case .gather(let make): state.gather = try make(arguments)
    case .filter(let make): state.filter = try make(arguments)
    case .form, .function, .world: break
    }
    loops[slot(i.a)] = state
  }

  @inline(never) func push(_ item: Registers, key: Registers, slot: Int) throws(Failure) {
    let keyed = key.take()
    let value = item.take()
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
