import HTTP
import JSON
import Machine
import Money
import Scripts
import Service
import Stage
import SystemCalls

extension Session {
  /// Drives a fiber to its end, and carries its effects out. The fibers that it starts end before it
  /// returns.
  func drive(_ fiber: Fiber) async -> Result<Value, Failure> {
    // Most fibers start no others, and tasks that are to hold others have their price.
    switch await drive(fiber, from: nil, start: { _, _, _ in }) {
    case .ended(let result): return result
    case .opens(let effect):
      // Everything inside runs on this thread.
      let bound = ThreadBound((session: self, fiber: fiber, effect: effect))
      return await withDiscardingTaskGroup { tasks in
        let (session, fiber, effect) = bound.value
        let halt = await session.drive(fiber, from: effect) { child, item, group in
          group.start(child, item: item, &tasks)
        }
        // Cancels fibers that still wait for their time.
        tasks.cancelAll()
        guard case .ended(let result) = halt else { preconditionFailure("it may start others") }
        return result
      }
    }
  }

  /// So many effects follow each other before others get their turn.
  private static let steps = 16

  private enum Halt {
    case ended(Result<Value, Failure>)
    /// The fiber is about to start others.
    case opens(Effect)
  }

  /// - Parameters:
  ///   - effect: at which the fiber was halted before it started others; nil: it halts there.
  ///   - start: starts a fiber of a group.
  private func drive(
    _ fiber: Fiber, from effect: Effect?, start: (Fiber, Value, any FiberGroup) -> Void
  ) async -> Halt {
    let (lane, observer) = (service.lane, console.mode.observer)
    let halts = if case nil = effect { true } else { false }
    var effect = effect
    var groupChanges: Int?
    var steps = 0
    while true {
      // Most effects end at once. Timers, the network and the other fibers get their turn all the same.
      steps += 1
      if steps % Self.steps == 0 { await Task.yield() }
      let outcome = effect.take().map(Fiber.Outcome.effect) ?? fiber.resume()
      sayNotices()
      switch outcome {
      case .finished(let value): return .ended(.success(value))
      case .failed(let failure): return .ended(.failure(failure))
      case .effect(.open(let rule)) where halts: return .opens(.open(rule))
      case .effect(.start(let child, let item, let group)):
        observer?.note(fiber)
        ledger.many.note(fiber)
        start(child, item, group)
        fiber.deliver(.value(.null))
      case .effect(let effect):
        if console.progress.isOn { showProgress(of: fiber) }
        observer?.note(fiber)
        ledger.many.note(fiber)
        if fiber.groupChanges != groupChanges {
          groupChanges = fiber.groupChanges
          lane.guards = fiber.openGroups.compactMap(\.bracket)
        }
        do throws(Failure) {
          guard let reply = try await carryOut(effect, of: fiber) else {
            workspace.parked = fiber
            return .ended(.success(.null))
          }
          fiber.deliver(reply)
        } catch {
          fiber.deliver(.failure(error))
        }
        sayNotices()
      }
    }
  }

  /// What the world answers to an effect. Nil where the fiber is parked until the rest of its list is
  /// needed.
  private func carryOut(_ effect: Effect, of fiber: Fiber) async throws(Failure) -> Reply? {
    // After a signal, work that has begun is ended, and no new work begins.
    if console.interruption.isSet, effect.begins { throw .interrupted }
    switch effect {
    case .call(let call): return try await Performers.perform(call, in: self)
    case .pull(let stream): return .items(try await stream.next())
    case .close: return .value(.null)
    case .pour(let items, let sink):
      try await sink.pour(items)
      return .value(.null)
    case .finish(let items, let isList, let sink):
      try await sink.finish(items, isList: isList)
      return .value(.null)
    case .show(let value, let asText):
      workspace.hasShown = true
      if face != nil { workspace.shown = GivenParts(value) }
      if asText, case .string(let text) = value {
        try display.verbatim(text)
      } else {
        try display.show(value)
      }
      return .value(.null)
    case .showItem(let value, let rule):
      workspace.hasShown = true
      glance(at: value, rule)
      let wantsMore = try display.item(value) {
        rule.contains(.isWhole) ? fiber.outerLoop?.stream?.ofWorld.total : nil
      }
      if wantsMore { return .value(false) }
      if rule.contains(.kept) {
        return rule.contains(.mayStop) ? nil : .value(false)
      }
      return .value(.bool(rule.contains(.mayStop)))
    case .showEnd:
      workspace.hasShown = true
      try display.end()
      return .value(.null)
    case .open(let rule):
      if tally.fibers >= Tally.mostFibers { tally.hasTooMany = true }
      if tally.hasTooMany { throw .tooManyBlocks(Tally.mostFibers) }
      return .group(Crew(rule, in: self))
    case .start: return .value(.null)  // `drive` starts the fiber itself.
    case .collect(let group, let isLast):
      let result = try await group.collect(isLast: isLast)
      return .items(result.map { [$0] } ?? [])
    case .disband(let group, let failure):
      try await group.disband(raising: failure)
      return .value(.null)
    case .enter(let call): return try await Performers.perform(call, in: self)
    case .leave(let group, let value): return .value(try await group.leave(value))
    case .wait(let rhythm):
      let delay = rhythm.take(now: console.world.surroundings.now())
      if delay > 0, rhythm.isEndless, console.mode.isRehearsed {
        throw Failure(.rehearsal, "'every' was rehearsed for one turn, since it never ends by itself")
      }
      if rhythm.isEndless {
        tally.goesOn = true
        try await redraw(after: delay)
      } else if delay > 0 {
        try await console.pause(delay)
      }
      return .value(.null)
    case .passOver(let failure, let reason):
      // A run must not go on after a failure that a signal caused.
      if console.interruption.isSet { throw failure }
      console.mode.observer?.passed(failure, reason)
      switch reason {
      case .kept:
        tally.passedOver += 1
        if failure.kind == .inDoubt { tally.passedInDoubt += 1 }
      case .shown: report(failure)
      case .rehearsed, .caught: break
      }
      return .value(.null)
    }
  }

  /// Runs the rest of a list that was cut to the screen, so that `$` becomes the whole list.
  func unpark() async -> Failure? {
    guard let fiber = workspace.parked else { return nil }
    workspace.parked = nil
    display.mute()
    fiber.deliver(.value(false))
    defer { display.unmute() }
    if case .failure(let failure) = await drive(fiber) { return failure }
    completeOutput()
    return nil
  }
}

extension Effect {
  /// Whether it begins something new, and does not only continue or end something.
  fileprivate var begins: Bool {
    switch self {
    case .call, .enter, .show, .showItem, .open, .start, .wait: true
    case .pull, .close, .pour, .finish, .showEnd, .collect, .disband, .leave, .passOver: false
    }
  }
}

extension FiberGroup {
  /// The group as a bracket; nil where it is a crew.
  fileprivate var bracket: Bracket? {
    if let bracket = self as? Bracket { return bracket }
    precondition(self is Crew, "a session opens no other groups")
    return nil
  }
}
