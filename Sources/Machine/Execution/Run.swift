import JSON

extension Fiber {
  /// Runs on until there is a value, a failure that nothing takes, or an effect.
  func run(raising pending: Failure?) -> Outcome {
    var failure = pending
    while true {
      do throws(Failure) {
        if let raised = failure {
          // The group knows the row of the result that goes through its loop.
          let raised = located(raised)
          if let group = groupLeft(by: raised) {
            unwinding = raised
            return .effect(.disband(group, raising: raised))
          }
          failure = nil
          try handle(raised)
        }
        return try execute()
      } catch {
        if frames.isEmpty { return .failed(error) }
        failure = error
      }
    }
  }

  /// The dispatch loop. `runPlain` carries out what works on plain values alone, and this function the instruction at
  /// which it stops. It only dispatches: what is more than a few lines stands in a function of its own.
  private func execute() throws(Failure) -> Outcome {
    var frame = frames.top
    var next = frame.pointee.next
    // Where a failure finds it; also on the way out with an effect.
    defer { frame.pointee.next = next }

    while true {
      let i = runPlain(from: next)
      frame = frames.top
      next = i + 1
      let r = frame.pointee.start
      let k = frame.pointee.entry.pointee.constants
      switch i.opcode {
      case .move: (r + i.a).copy(r + i.b)
      case .take: (r + i.a).take(r + i.b)
      case .constant: (r + i.a).copy(k + i.b)
      case .null: (r + i.a).clear()
      case .global: r[i.a] = try global(i.b)
      case .setGlobal: setGlobal(i, r)

      case .add, .addImmediate, .subtract, .multiply, .multiplyImmediate, .divide, .divideImmediate,
        .remainder,
        .remainderImmediate:
        try compute(i, r)
      case .negate: r[i.a] = try Arithmetic.negate(r[i.b])
      case .not: (r + i.a).put(try !boolean(r + i.b))
      case .addTo: try addTo(i, r)
      case .sumTo: try sum(i, r)
      case .appendTo: try appendTo(i, r, k)

      case .equal: (r + i.a).put(equal(r + i.b, r + i.c) == (i.flag == 0))
      case .less: (r + i.a).put(try less(r + i.b, r + i.c, i))
      case .lessOrEqual: (r + i.a).put(try !less(r + i.c, r + i.b, i))
      case .contained: (r + i.a).put(try Arithmetic.contained(r[i.b], r[i.c]))
      case .matches: (r + i.a).put(try patterns.search(r[i.b], r[i.c]))
      case .skipIfLess: try skip(less(r + i.b, r + i.c, i) != i.isNegated, &next)
      case .skipIfLessOrEqual: try skip(less(r + i.c, r + i.b, i) == i.isNegated, &next)
      case .skipIfEqual: try skip(equal(r + i.b, r + i.c) == (i.flag == 0), &next)
      case .skipIfLessImmediate: try skip(isLess(i, r) != i.isNegated, &next)
      case .skipIfGreaterImmediate: try skip(isGreater(i, r) != i.isNegated, &next)
      case .skipIfEqualConstant: try skip(equal(r + i.b, k + i.c) == (i.flag == 0), &next)
      case .skipIfRemainder: try skip(isRemainder(i, r) == (i.flag == 0), &next)

      case .jump: next += i.distance
      case .loop:
        if interruption.isSet { throw .interrupted }
        next += i.distance
      case .loopRange:
        try makePlain(next + i.distance, r)
        next = i
      case .jumpIfTrue: if try boolean(r + i.a) { next += i.distance }
      case .jumpIfFalse: if try !boolean(r + i.a) { next += i.distance }
      case .jumpIfNull: if case .null = r[i.a] { next += i.distance }
      case .jumpIfNotNull: if case .null = r[i.a] {} else { next += i.distance }
      case .jumpIfSet: if globals[i.a] != nil { next += i.distance }
      case .jumpUnlessObject: if case .object = r[i.a] {} else { next += i.distance }
      case .checkBoolean: _ = try boolean(r + i.a)

      case .array:
        collect(r + i.b, i.c, into: r + i.a)
        try nest(r + i.a)
      case .append:
        try nest(r + i.b)
        append(r, to: i.a, from: i.b)
      case .spread: try spread(r, into: i.a, from: i.b)
      case .object: object(into: r + i.a)
      case .setMember:
        try nest(r + i.c)
        try setMember(r, i.a, k[i.b], from: i.c)
      case .setComputed:
        try nest(r + i.c)
        try setMember(r, i.a, r[i.b], from: i.c)
      case .concatenate: try concatenate(i, r, k)
      case .range: r[i.a] = try range(r[i.b], r[i.c])

      case .member: try member(r + i.b, k + i.c, into: r + i.a)
      case .findMember: try skip(findMember(r + i.b, k + i.c, into: r + i.a), &next)
      case .index: try index(r + i.b, r + i.c, into: r + i.a)
      case .findIndex: try skip(findIndex(r + i.b, r + i.c, into: r + i.a), &next)
      case .select: r[i.a] = try frame.pointee.function.function.paths[i.c].select(from: r + i.b)
      case .assign:
        try nest(r + (i.b + i.c))
        try assign(i, r)
      case .setItem:
        try nest(i.flag & 4 == 0 ? UnsafePointer(r + i.c) : k + i.c)
        try setItem(i, r, k)

      case .call:
        if interruption.isSet { throw .interrupted }
        frame.pointee.next = next
        try enter(entries + i.b, r + i.c)
        frame = frames.top
        next = frame.pointee.next
      case .returnValue:
        if frame == frames.first { return .finished(r[i.a]) }
        let value = r + i.a
        let caller = frame - 1
        next = caller.pointee.next
        (caller.pointee.start + (next - 1).a).take(value)
        leave()
        frame = caller
      case .native:
        r[i.a] = try native(i, r)
        try nest(r + i.a)
      case .effect: return .effect(.call(worldCall(i, r)))
      case .fail: throw Failure(raising: r[i.a])
      case .failEmpty: throw .noFirst(k[i.a].asString ?? "first")
      case .bindFailure: r[i.a] = caught?.value ?? .null
      case .raiseFresh: throw .fresh(i.flag, r[i.a], r[i.b], r[i.c])

      case .iterate:
        let allowance = LoopState.Allowance(rawValue: i.flag)
        loops[slot(i.a)] = try LoopState(
          over: r[i.b], allowing: allowance, by: allowance.contains(.named) ? k[i.c] : .null)
      case .iterateStream: return .effect(.call(worldCall(i, r)))
      case .next:
        if interruption.isSet { throw .interrupted }
        if let item = (loops.start + slot(i.b)).pointee.nextItem {
          (r + i.a).copy(item)
          next += 1
        } else if let effect = exhausted(slot(i.b)) {
          return .effect(effect)
        } else {
          try skip(false, &next)
        }
      case .nextPair: try skip(nextPair(r + i.a, slot: slot(i.b)), &next)
      case .rangeNext:
        try makePlain(i, r)
        next = i
      case .checkRange: try checkRange(r + i.a)
      case .checkCount: r[i.a] = try count(r[i.a], k[i.b])
      case .close:
        let state = loops[slot(i.a)]
        loops[slot(i.a)] = LoopState()
        if let group = state.group {
          closed(group)
          return .effect(.disband(group, raising: nil))
        }
        if let stream = state.stream, !state.finished { return .effect(.close(stream)) }
      case .openStage: try openStage(i, r)
      case .push: try push(r + i.b, key: r + i.c, slot: slot(i.a))
      case .noteRow: noteRow(r + i.a, slot: slot(i.b), isMade: i.flag == 1)
      case .pop:
        if let value = loops[slot(i.b)].stage?.pop() {
          r[i.a] = value
          next += 1
        } else {
          try skip(false, &next)
        }
      case .finishStage:
        try loops[slot(i.a)].stage?.finish()
        loops[slot(i.a)].finished = true
      case .jumpIfFinished: if loops[slot(i.a)].finished { next += i.distance }
      case .finishGather:
        r[i.a] = try loops[slot(i.b)].gather?.finish() ?? .null
        loops[slot(i.b)] = LoopState()
        try nest(r + i.a)
      case .filter:
        if let kept = try loops[slot(i.c)].filter?(r[i.b]) {
          r[i.a] = kept
          next += 1
        }

      case .openSink: return .effect(.call(worldCall(i, r)))
      case .mayBeOne: loops[slot(i.a)].mayBeOne = true
      case .pour: if let effect = pour(r + i.b, slot: slot(i.a)) { return .effect(effect) }
      case .finishSink:
        r[i.a] = .null
        if let effect = finishSink(slot: slot(i.b)) { return .effect(effect) }

      case .openRhythm:
        loops[slot(i.a)].rhythm = try i.flag == 1 ? Rhythm(every: r[i.b]) : Rhythm(pace: r[i.b])
      case .openGroup, .start, .collect, .openBracket, .leaveBracket, .wait, .passOver:
        return .effect(try aside(i, r, loopBase: slot(0)))

      case .show: return .effect(.show(r[i.a], asText: i.flag == 1))
      case .showItem: return .effect(.showItem(r[i.a], ShowRule(rawValue: i.flag)))
      case .showEnd: return .effect(.showEnd)
      }
    }
  }
}
