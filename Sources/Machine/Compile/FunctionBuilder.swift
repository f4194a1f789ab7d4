import JSON
import Source

/// A place in the code that jumps go to, known before it is placed.
struct Label: Hashable {
  fileprivate var number: Int
}

/// Collects one function's instructions. Registers are given out as on a stack: variables and what an
/// expression needs lie above each other, and a block gives back what it took.
struct FunctionBuilder {
  let name: String
  let parameters: Int
  private var instructions: [Instruction] = []
  private var spans: [Span] = []
  private var constants: [Value] = []
  private var constantIndex: [Value: Int] = [:]
  private var calls: [CallSite] = []
  private var paths: [PathTemplate] = []
  private var handlers: [Function.Handler] = []
  private var insertions: [Int: [Span]] = [:]
  private var places: [Int] = []
  private var jumps: [(instruction: Int, label: Label)] = []
  private var highest: Int
  private var loopCount = 0
  private(set) var top: Int
  /// Where the code being emitted comes from.
  var span: Span
  /// What does not fit into the instructions' fields, and where.
  private(set) var overflow: (what: String, span: Span)?

  init(name: String, parameters: Int, span: Span) {
    self.name = name
    self.parameters = parameters
    self.span = span
    top = parameters
    highest = parameters
  }

  var count: Int { instructions.count }

  // MARK: Registers

  mutating func register() -> Int { registers(1) }

  /// A run of registers, one after another.
  mutating func registers(_ count: Int) -> Int {
    let first = top
    top += count
    highest = max(highest, top)
    limit(highest, "variables and values at once")
    return first
  }

  private mutating func limit(_ count: Int, _ what: String) {
    if count > Int(UInt16.max), overflow == nil { overflow = (what, span) }
  }

  mutating func release(to mark: Int) { top = mark }

  mutating func loopSlot() -> Int {
    loopCount += 1
    limit(loopCount, "loops and stages")
    return loopCount - 1
  }

  // MARK: Instructions

  mutating func emit(_ opcode: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, flag: UInt8 = 0) {
    instructions.append(
      Instruction(
        opcode: opcode, flag: flag, a: UInt16(truncatingIfNeeded: a), b: UInt16(truncatingIfNeeded: b),
        c: UInt16(truncatingIfNeeded: c)))
    spans.append(span)
  }

  mutating func jump(_ opcode: Opcode = .jump, _ a: Int = 0, to label: Label) {
    jumps.append((count, label))
    emit(opcode, a)
  }

  mutating func label() -> Label {
    places.append(-1)
    return Label(number: places.count - 1)
  }

  mutating func place(_ label: Label) { places[label.number] = count }

  mutating func constant(_ value: Value, into target: Int) {
    if value.isNull { emit(.null, target) } else { emit(.constant, target, constant(value)) }
  }

  /// The number of a constant. Equal constants of one type share a number.
  mutating func constant(_ value: Value) -> Int {
    let shared: Bool
    switch value {
    case .string, .int, .bool: shared = true
    default: shared = false
    }
    if shared, let known = constantIndex[value], constants[known].typeName == value.typeName { return known }
    constants.append(value)
    limit(constants.count, "literals")
    if shared { constantIndex[value] = constants.count - 1 }
    return constants.count - 1
  }

  /// Joins the parts of a text, which come from these places.
  mutating func join(_ parts: [Value], _ spans: [Span], into target: Int) {
    insertions[count] = spans
    emit(.concatenate, target, constants.count, parts.count)
    constants += parts
    limit(constants.count, "literals")
  }

  mutating func call(_ call: CallSite) -> Int {
    calls.append(call)
    limit(calls.count, "calls")
    return calls.count - 1
  }

  mutating func path(_ path: PathTemplate) -> Int {
    paths.append(path)
    limit(paths.count, "paths")
    return paths.count - 1
  }

  /// Failures of the instructions since `start` go to the next instruction. Inner ones come first.
  mutating func handle(from start: Int, to end: Int) {
    let openers: [Opcode] = [.iterate, .iterateStream, .openStage, .openSink]
    let loops = instructions[start..<end].filter { openers.contains($0.opcode) }.map { Int($0.a) }
    handlers.append(Function.Handler(range: start..<end, loops: loops, target: count))
  }

  /// A jump backwards polls for interruption, so that no loop is without end for a signal.
  private mutating func link(_ instruction: Int, to target: Int) {
    if target <= instruction, instructions[instruction].opcode == .jump {
      instructions[instruction].opcode = instructions[target].opcode == .rangeNext ? .loopRange : .loop
    }
    instructions[instruction].distance = target - instruction - 1
  }

  consuming func finish() -> Function {
    for jump in jumps { link(jump.instruction, to: places[jump.label.number]) }
    return Function(
      name: name, parameters: parameters, registers: (highest + 3) & ~3, loops: loopCount,
      instructions: instructions,
      spans: spans, constants: constants, calls: calls, paths: paths, handlers: handlers,
      insertions: insertions)
  }
}
