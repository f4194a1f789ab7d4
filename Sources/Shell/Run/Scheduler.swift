import HTTP
import JSON
import Machine
import Stage

extension Session {
  /// Drives a fiber to its end, carrying its effects out. The fibers that it starts end before it does.
  func drive(_ fiber: Fiber) async -> Result<Value, Failure> {
    // All that happens within happens on the thread that is here.
    nonisolated(unsafe) let (session, fiber) = (self, fiber)
    return await withDiscardingTaskGroup { tasks in
      let result = await session.drive(fiber, &tasks)
      // What still waits for its time.
      tasks.cancelAll()
      return result
    }
  }

  private func drive(_ fiber: Fiber, _ tasks: inout DiscardingTaskGroup) async -> Result<Value, Failure> {
    while true {
      switch fiber.resume() {
      case .finished(let value): return .success(value)
      case .failed(let failure): return .failure(failure)
      case .effect(.start(let child, let item, let group)):
        rehearsal?.note(fiber)
        noteLoop(of: fiber)
        (group as? Crew)?.start(child, item: item, &tasks)
        fiber.deliver(.value(.null))
      case .effect(let effect):
        if progress.isOn { showProgress(of: fiber) }
        rehearsal?.note(fiber)
        noteLoop(of: fiber)
        if fiber.hasGroups || !openBrackets.isEmpty {
          brackets = fiber.openGroups.compactMap { $0 as? Bracket }
        }
        do throws(Failure) {
          guard let reply = try await carryOut(effect) else {
            parked = fiber
            return .success(.null)
          }
          fiber.deliver(reply)
        } catch {
          fiber.deliver(.failure(error))
        }
      }
    }
  }

  /// What the world answers; nil where the fiber is to be left until somebody asks for the rest.
  private func carryOut(_ effect: Effect) async throws(Failure) -> Reply? {
    // After a signal what was begun is ended, and nothing new is begun.
    if interruption.isSet, effect.begins { throw .interrupted }
    switch effect {
    case .call(let call): return try await commands.perform(call, in: self)
    case .pull(let stream): return .items(try await (stream as? WorldStream)?.next() ?? [])
    case .close: return .value(.null)
    case .pour(let items, let sink):
      try await (sink as? WorldSink)?.pour(items)
      return .value(.null)
    case .finish(let items, let isList, let sink):
      try await (sink as? WorldSink)?.finish(items, isList: isList)
      return .value(.null)
    case .show(let value, let asText):
      if face != nil { shown = GivenParts(value) }
      if asText, case .string(let text) = value {
        try display.verbatim(text)
      } else {
        try display.show(value)
      }
      return .value(.null)
    case .showItem(let value, let rule):
      glance(at: value, rule)
      let wantsMore = try display.item(value)
      if wantsMore { return .value(false) }
      if rule.contains(.kept) {
        return rule.contains(.mayStop) ? nil : .value(false)
      }
      return .value(.bool(rule.contains(.mayStop)))
    case .showEnd:
      try display.end()
      return .value(.null)
    case .open(let rule):
      guard fibers < Self.mostFibers else { throw .tooManyBlocks(Self.mostFibers) }
      return .group(Crew(rule, in: self))
    case .start: return .value(.null)  // `drive` does it.
    case .collect(let group, let isLast):
      return .items(try await (group as? Crew)?.collect(isLast: isLast).map { [$0] } ?? [])
    case .disband(let group, let failure):
      try await (group as? Crew)?.disband(raising: failure)
      try await (group as? Bracket)?.abandon(failure)
      return .value(.null)
    case .enter(let call): return try await commands.perform(call, in: self)
    case .leave(let group, let value): return .value(try await (group as? Bracket)?.leave(value) ?? value)
    case .wait(let rhythm):
      let delay = rhythm.take(now: world.surroundings.now())
      if delay > 0, rhythm.isEndless, rehearsal != nil {
        throw Failure(.rehearsal, "'every' was rehearsed once: it would go on without end")
      }
      if delay > 0 { try await pause(delay) }
      return .value(.null)
    case .passOver(let failure, let reason):
      // What a signal has cut off is not gone on after.
      if interruption.isSet { throw failure }
      rehearsal?.passed(failure, reason)
      switch reason {
      case .kept:
        passedOver += 1
        if failure.kind == .inDoubt { passedInDoubt += 1 }
      case .shown: report(failure)
      case .rehearsed, .caught: break
      }
      return .value(.null)
    }
  }

  /// Runs the rest of a list that was cut to the screen, so that `$` is all of it.
  func unpark() async -> Failure? {
    guard let fiber = parked else { return nil }
    parked = nil
    display.mute()
    fiber.deliver(.value(false))
    defer { display.unmute() }
    if case .failure(let failure) = await drive(fiber) { return failure }
    return nil
  }
}

extension Effect {
  /// Whether it does something new, and does not only go on with what was begun, or end it.
  fileprivate var begins: Bool {
    switch self {
    case .call, .enter, .show, .showItem, .open, .start, .wait: true
    case .pull, .close, .pour, .finish, .showEnd, .collect, .disband, .leave, .passOver: false
    }
  }
}
