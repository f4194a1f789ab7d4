import JSON

extension Fiber {
  /// The effects of instructions beside those that call builtins.
  @inline(never) func aside(
    _ i: InstructionPointer, _ r: UnsafeMutablePointer<Value>, loopBase: Int
  ) throws(Failure) -> Effect {
    switch i.opcode {
    case .openGroup:
      return .open(try GroupRule(limit: r[i.b], pace: r[i.b + 1]))
    case .start:
      let first = r + i.c
      let item = first[0]
      let child = child(code.entries.start + i.b, first)
      started(at: child.outerSource, slot: loopBase + i.a)
      return .start(child, item: item, in: group(loopBase + i.a))
    case .collect:
      let slot = loopBase + i.b
      return .collect(group(slot), isLast: loops[slot].finished)
    case .openBracket: return .enter(worldCall(i, r))
    case .leaveBracket:
      let slot = loopBase + i.b
      let bracket = group(slot)
      loops[slot] = LoopState()
      closed(bracket)
      return .leave(bracket, r[i.a])
    case .wait:
      // `openRhythm` stands before it.
      return .wait(loops[loopBase + i.a].rhythm!)
    case .passOver: return .passOver(caught ?? .interrupted, PassOver(rawValue: i.flag) ?? .kept)
    default: preconditionFailure("\(i.opcode) is none of these effects")
    }
  }

  /// The group of a loop slot: `openGroup` stands before whatever asks for it.
  private func group(_ slot: Int) -> any FiberGroup { loops[slot].group! }

  /// A fiber of its own that runs a function; its arguments are taken out of their registers.
  private func child(
    _ entry: UnsafePointer<Loaded.Entry>, _ arguments: UnsafeMutablePointer<Value>
  ) -> Fiber {
    let child = Fiber(code, entry, globals: globals, interruption: interruption, depth: 2)
    child.outerGroups = openGroups
    child.outerSource = source
    for place in 0..<entry.pointee.function.takeUnretainedValue().function.parameters {
      child.registers[place] = arguments[place]
      arguments[place] = .null
    }
    return child
  }

  /// What is open around where the fiber is, in it and in those that started it; the innermost last.
  public var openGroups: [any FiberGroup] { outerGroups + groups.map(\.group) }

  func opened(_ group: any FiberGroup, slot: Int, by instruction: Int) {
    loops[slot] = LoopState()
    loops[slot].group = group
    groups.append(OpenGroup(group: group, frame: frames.count - 1, instruction: instruction, slot: slot))
    groupChanges += 1
  }

  private func started(at row: Failure.Source?, slot: Int) {
    if let place = groups.lastIndex(where: { $0.slot == slot }) { groups[place].rows.append(row) }
  }

  /// The result of the fiber that was started first goes on through the loop.
  func tookResult(of slot: Int, startedBy loop: Int) {
    guard let place = groups.lastIndex(where: { $0.slot == slot }), !groups[place].rows.isEmpty else {
      return
    }
    groups[place].row = groups[place].rows.removeFirst()
    groups[place].loop = (loop, loops[loop].next)
  }

  func closed(_ group: any FiberGroup) {
    groups.removeAll { $0.group === group }
    groupChanges += 1
  }

  /// The innermost group that a failure leads out of: it is to be disbanded before the failure goes on.
  func groupLeft(by failure: Failure) -> (any FiberGroup)? {
    guard let last = groups.last, leads(failure, outOf: last) else { return nil }
    groups.removeLast()
    groupChanges += 1
    loops[last.slot] = LoopState()
    return last.group
  }

  private func leads(_ failure: Failure, outOf group: OpenGroup) -> Bool {
    for place in frames.indices.reversed() {
      guard let handler = handler(of: failure, in: frames[place]) else { continue }
      return group.frame > place || group.frame == place && handler.range.contains(group.instruction)
    }
    return true
  }
}
