import JSON
import Source
import Synchronization

/// A flag that a signal handler sets and that running fibers poll.
public final class Interruption: Sendable {
  private let flag = Atomic(false)
  /// The notices of all who are given this flag: they all belong to one run.
  public let notices = Notices()
  /// Where the rows of files stand that the program holds.
  public let rows = RowSources()
  private let zoneName = Mutex<Text>("UTC")

  public init() {}

  public var isSet: Bool { flag.load(ordering: .relaxed) }
  public func set() { flag.store(true, ordering: .relaxed) }
  public func clear() { flag.store(false, ordering: .relaxed) }

  /// The name of the run's zone, in which times are read and written that name none.
  public var zone: Text { zoneName.withLock { $0 } }
  public func setZone(_ name: Text) { zoneName.withLock { $0 = name } }

  /// For loops of builtins over what may be millions of items: looks at the flag every 4,096 turns, so that
  /// Ctrl-C is heard there too, and costs nothing that can be measured.
  ///
  /// - Throws: `interrupted`, where the flag is set.
  @inline(__always) public func poll(_ turn: Int) throws(Failure) {
    if turn & 0xFFF == 0, isSet { throw .interrupted }
  }
}

/// A program in the middle of its run. It does no I/O: `resume` runs until it has a value, a failure,
/// or an effect that somebody must carry out and answer with `deliver`.
public final class Fiber {
  let code: Code
  /// The code's functions.
  let entries: EntryPoint
  let globals: Globals
  let interruption: Interruption
  // Without checks of exclusive access: only this fiber reaches them, and hands none of them on.
  @exclusivity(unchecked) var registers: FlatStack<Value>
  @exclusivity(unchecked) var loops: FlatStack<LoopState>
  @exclusivity(unchecked) var frames: FrameStack
  /// The failure that was caught last.
  var caught: Failure?
  var patterns = PatternCache()
  @exclusivity(unchecked) var nesting = Nesting()
  /// The groups of fibers that are open, the innermost last.
  var groups: [OpenGroup] = []
  /// Those that were open where this fiber was started.
  var outerGroups: [any FiberGroup] = []
  /// Grows with each group that is opened or left: while it stays, `openGroups` holds the same.
  public internal(set) var groupChanges = 0
  /// The row at which the loop stood when it started this fiber.
  var outerSource: Failure.Source?
  /// A failure that waits until the groups that it leads out of are disbanded.
  var unwinding: Failure?
  private var reply: Reply?

  /// Why it stopped running.
  public enum Outcome {
    case finished(Value)
    indirect case failed(Failure)
    case effect(Effect)
  }

  /// - Parameter interruption: polled at calls and backward jumps.
  public convenience init(_ code: Code, globals: Globals, interruption: Interruption) {
    globals.grow(to: code.globals.count)
    self.init(code, code.entries.start, globals: globals, interruption: interruption, depth: 32)
  }

  /// Runs one function of the program; its parameters are the first registers.
  ///
  /// - Parameter depth: for so many calls one in another there is room from the start. A block of `each --parallel` makes
  ///   a fiber for each item, and seldom calls deep.
  init(_ code: Code, _ entry: EntryPoint, globals: Globals, interruption: Interruption, depth: Int) {
    self.code = code
    entries = code.entries.start
    self.globals = globals
    self.interruption = interruption
    registers = FlatStack(of: .null, capacity: max(8 * depth, entry.pointee.registers))
    frames = FrameStack(Frame(entry, registers.start, loopBase: 0), capacity: depth)
    loops = FlatStack(of: LoopState(), capacity: max(depth / 4, entry.pointee.loops))
  }

  /// Answers the effect that `resume` gave last.
  public func deliver(_ reply: Reply) { self.reply = reply }

  /// Runs on, with the answer to the last effect if there was one.
  public func resume() -> Outcome {
    guard let reply else { return run(raising: nil) }
    self.reply = nil
    if let unwinding {
      self.unwinding = nil
      if case .failure(let worse) = reply { return run(raising: worse) }
      return run(raising: unwinding)
    }
    do throws(Failure) {
      try accept(reply)
      return run(raising: nil)
    } catch { return run(raising: error) }
  }

  /// Puts the answer where the instruction that waits for it (the one before the frame's pc) wants it.
  private func accept(_ reply: Reply) throws(Failure) {
    let top = frames.count - 1
    let frame = frames[top]
    let instruction = frame.function.instructions[frame.pc - 1]
    switch (instruction.opcode, reply) {
    case (_, .failure(let failure)): throw failure
    case (.effect, .value(let value)): frame.start[Int(instruction.a)] = value
    case (.showItem, .value(let value)): if value != true { frames[top].pc += 1 }
    case (.openSink, .sink(let sink)):
      loops[frame.loopBase + Int(instruction.a)] = LoopState()
      loops[frame.loopBase + Int(instruction.a)].sink = sink
    case (.iterateStream, .value(let value)) where becomesOne(value, frame.loopBase + Int(instruction.a)):
      break
    case (.iterateStream, .value(let value)):
      let slot = frame.loopBase + Int(instruction.a)
      if OneValue(rawValue: instruction.flag)?.takes(value) == true {
        loops[slot] = LoopState()
        loops[slot].items = [value]
        frames[top].pc += 1
      } else {
        let consumer = frame.function.function.calls[Int(instruction.b)].consumer
        loops[slot] = try LoopState(
          over: value, allowing: consumer == nil ? [] : .named, by: consumer.map { Value($0) } ?? .null)
      }
    case (.iterateStream, .stream(let stream)):
      loops[frame.loopBase + Int(instruction.a)] = LoopState(stream)
    case (.openGroup, .group(let group)):
      opened(group, slot: frame.loopBase + Int(instruction.a), by: frame.pc - 1)
    case (.openBracket, .group(let bracket)):
      opened(bracket, slot: frame.loopBase + Int(instruction.a), by: frame.pc - 1)
    case (.openBracket, .value(let value)):
      frame.start[Int(instruction.c)] = value
      frames[top].pc += 1
    case (.leaveBracket, .value(let value)): frame.start[Int(instruction.a)] = value
    case (.collect, .items(let items)):
      guard let item = items.first else { break }
      frame.start[Int(instruction.a)] = item
      frames[top].pc += 1
      tookResult(
        of: frame.loopBase + Int(instruction.b), startedBy: frame.loopBase + Int(instruction.c))
    case (.next, .items(let items)):
      let slot = frame.loopBase + Int(instruction.b)
      loops[slot].items = items
      loops[slot].next = 0
      loops[slot].finished = items.isEmpty
      frames[top].pc -= 1
    case (.close, .value), (.pour, .value), (.finishSink, .value), (.show, .value), (.showEnd, .value),
      (.start, .value), (.wait, .value), (.passOver, .value):
      break
    default: preconditionFailure("\(instruction.opcode) does not wait for \(reply)")
    }
  }
}
