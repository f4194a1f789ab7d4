import JSON

extension Fiber {
  /// The dispatch loop. The next instruction, the registers' address and the constants are locals of it; they
  /// are written back on a call, an effect and an error. It only dispatches: what is more than a few
  /// lines stands in a function of its own.
  func run(raising pending: Failure?) -> Outcome {
    var failure = pending
    while true {
      do throws(Failure) {
        if let raised = failure {
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

  private func execute() throws(Failure) -> Outcome {
    var frame = frames.top
    var next = frame.pointee.next
    var r = registers.start + frame.pointee.base
    var k = frame.pointee.entry.pointee.constants
    // Where a failure finds it; also on the way out with an effect.
    defer { frame.pointee.next = next }

    while true {
      let i = next.pointee
      next += 1
      let a = Int(i.a)
      let b = Int(i.b)
      let c = Int(i.c)
      switch i.opcode {
      case .move: (r + a).copy(r + b)
      case .take: (r + a).take(r + b)
      case .constant: (r + a).copy(k + b)
      case .null: (r + a).clear()
      case .global: r[a] = try global(b)
      case .setGlobal: setGlobal(i, r)

      case .add:
        if case .int(let x) = r[b], case .int(let y) = r[c] {
          let (sum, overflow) = x.addingReportingOverflow(y)
          if !overflow {
            (r + a).put(sum)
            continue
          }
        }
        try compute(i, r)
      case .addImmediate:
        if case .int(let x) = r[b] {
          let (sum, overflow) = x.addingReportingOverflow(i.immediate)
          if !overflow {
            (r + a).put(sum)
            continue
          }
        }
        try compute(i, r)
      case .subtract:
        if case .int(let x) = r[b], case .int(let y) = r[c] {
          let (difference, overflow) = x.subtractingReportingOverflow(y)
          if !overflow {
            (r + a).put(difference)
            continue
          }
        }
        try compute(i, r)
      case .multiply:
        if case .int(let x) = r[b], case .int(let y) = r[c] {
          let (product, overflow) = x.multipliedReportingOverflow(by: y)
          if !overflow {
            (r + a).put(product)
            continue
          }
        }
        try compute(i, r)
      case .multiplyImmediate:
        if case .int(let x) = r[b] {
          let (product, overflow) = x.multipliedReportingOverflow(by: i.immediate)
          if !overflow {
            (r + a).put(product)
            continue
          }
        }
        try compute(i, r)
      case .divide, .divideImmediate: try compute(i, r)
      case .remainder:
        if case .int(let x) = r[b], case .int(let y) = r[c], y > 0 {
          (r + a).put(x % y)
          continue
        }
        try compute(i, r)
      case .remainderImmediate:
        if case .int(let x) = r[b], i.immediate > 0 {
          (r + a).put(x % i.immediate)
          continue
        }
        try compute(i, r)
      case .negate: r[a] = try Arithmetic.negate(r[b])
      case .not: (r + a).put(try !boolean(r + b))
      case .addTo:
        if i.flag == 0, case .int(let x) = r[a], case .int(let y) = r[b] {
          let (sum, overflow) = x.addingReportingOverflow(y)
          if !overflow {
            (r + a).put(sum)
            continue
          }
        }
        try addTo(i, r)
      case .sumTo:
        if case .int(let x) = r[a], case .int(let y) = r[b] {
          let (sum, overflow) = x.addingReportingOverflow(y)
          if !overflow {
            (r + a).put(sum)
            continue
          }
        }
        try sum(i, r)
      case .appendTo:
        try nest(r[b])
        try appendTo(i, r)

      case .equal: (r + a).put(equal(r + b, r + c) == (i.flag == 0))
      case .less: (r + a).put(try less(r + b, r + c, i))
      case .lessOrEqual: (r + a).put(try !less(r + c, r + b, i))
      case .contained: (r + a).put(try Arithmetic.contained(r[b], r[c]))
      case .matches: (r + a).put(try patterns.search(r[b], r[c]))
      case .skipIfLess: try skip(less(r + b, r + c, i) == (i.flag & 1 == 0), &next)
      case .skipIfLessOrEqual: try skip(less(r + c, r + b, i) != (i.flag & 1 == 0), &next)
      case .skipIfEqual: try skip(equal(r + b, r + c) == (i.flag == 0), &next)
      case .skipIfLessImmediate:
        let isLess: Bool
        if case .int(let x) = r[b] {
          isLess = x < i.immediate
        } else {
          isLess = try self.isLess(i, r)
        }
        try skip(isLess == (i.flag & 1 == 0), &next)
      case .skipIfGreaterImmediate:
        let isGreater: Bool
        if case .int(let x) = r[b] {
          isGreater = x > i.immediate
        } else {
          isGreater = try self.isGreater(i, r)
        }
        try skip(isGreater == (i.flag & 1 == 0), &next)
      case .skipIfEqualConstant: try skip(equal(r + b, k + c) == (i.flag == 0), &next)

      case .jump: next += i.distance
      case .loop:
        if interruption.isSet { throw .interrupted }
        next += i.distance
      case .loopRange:
        next += i.distance + 1
        try count((next - 1).pointee, r, &next)
      case .jumpIfTrue: if try boolean(r + a) { next += i.distance }
      case .jumpIfFalse: if try !boolean(r + a) { next += i.distance }
      case .jumpIfNull: if case .null = r[a] { next += i.distance }
      case .jumpIfNotNull: if case .null = r[a] {} else { next += i.distance }
      case .jumpIfSet: if globals.values[a] != nil { next += i.distance }
      case .jumpUnlessObject: if case .object = r[a] {} else { next += i.distance }
      case .checkBoolean: _ = try boolean(r + a)

      case .array:
        collect(r + b, c, into: r + a)
        try nest(r[a])
      case .append:
        try nest(r[b])
        append(r, to: a, from: b)
      case .spread: try spread(r, into: a, from: b)
      case .object: object(into: r + a)
      case .setMember:
        try nest(r[c])
        try setMember(r, a, k[b], from: c)
      case .setComputed:
        try nest(r[c])
        try setMember(r, a, r[b], from: c)
      case .text: try insert(r + b, into: r + a)
      case .concatenate: concatenate(r + b, c, into: r + a)
      case .range: r[a] = try range(r[b], r[c])

      case .member: try member(r + b, k + c, into: r + a)
      case .findMember: try skip(findMember(r + b, k + c, into: r + a), &next)
      case .index:
        if case .array(let items) = r[b], case .int(let place) = r[c], items.indices.contains(Int(place)) {
          items.withUnsafeBufferPointer { (r + a).copy($0.baseAddress.unsafelyUnwrapped + Int(place)) }
        } else {
          try index(r + b, r + c, into: r + a)
        }
      case .findIndex: try skip(findIndex(r + b, r + c, into: r + a), &next)
      case .select: r[a] = try frame.pointee.function.function.paths[c].select(from: r + b)
      case .assign:
        try nest(r[b + c])
        if c == 1, i.flag == 0, set(r + a, at: r + b) { continue }
        try assign(i, r)

      case .call:
        if interruption.isSet { throw .interrupted }
        let entry = code.entries.start + b
        frame.pointee.next = next
        try enter(entry, base: frame.pointee.base + c, result: a)
        frame = frames.top
        next = entry.pointee.instructions
        r = registers.start + frame.pointee.base
        k = entry.pointee.constants
      case .returnValue:
        if frames.count == 1 { return .finished(r[a]) }
        let value = (r + a).take()
        let result = frame.pointee.result
        leave()
        frame -= 1
        next = frame.pointee.next
        r = registers.start + frame.pointee.base
        k = frame.pointee.entry.pointee.constants
        (r + result).put(value)
      case .native:
        r[a] = try native(i, r)
        try nest(r[a])
      case .effect: return .effect(.call(worldCall(i, r, before: next)))
      case .fail: throw Failure(raising: r[a])
      case .failEmpty: throw .noFirst(k[a].asString ?? "first")
      case .bindFailure: r[a] = caught?.value ?? .null
      case .raiseFresh: throw .fresh(i.flag, r[a], r[b], r[c])

      case .iterate:
        let allowance = LoopState.Allowance(rawValue: i.flag)
        loops[slot(a)] = try LoopState(
          over: r[b], allowing: allowance, by: allowance.contains(.named) ? k[c] : .null)
      case .iterateStream: return .effect(.call(worldCall(i, r, before: next)))
      case .next:
        if interruption.isSet { throw .interrupted }
        if let item = loops[slot(b)].nextItem {
          (r + a).copy(item)
          next += 1
        } else if let effect = exhausted(slot(b)) {
          return .effect(effect)
        } else {
          try skip(false, &next)
        }
      case .nextPair: try skip(nextPair(r + a, slot: slot(b)), &next)
      case .rangeNext: try count(i, r, &next)
      case .checkRange: try checkRange(r + a)
      case .checkCount: r[a] = try count(r[a], k[b])
      case .close:
        let state = loops[slot(a)]
        loops[slot(a)] = LoopState()
        if let group = state.group {
          closed(group)
          return .effect(.disband(group, raising: nil))
        }
        if let stream = state.stream, !state.finished { return .effect(.close(stream)) }
      case .openStage: try openStage(i, r)
      case .push: try push(r + b, key: r + c, slot: slot(a))
      case .pop:
        if let value = loops[slot(b)].stage?.pop() {
          r[a] = value
          next += 1
        } else {
          try skip(false, &next)
        }
      case .finishStage:
        try loops[slot(a)].stage?.finish()
        loops[slot(a)].finished = true
      case .jumpIfFinished: if loops[slot(a)].finished { next += i.distance }
      case .finishGather:
        r[a] = try loops[slot(b)].gather?.finish() ?? .null
        loops[slot(b)] = LoopState()
        try nest(r[a])
      case .filter:
        if let kept = try loops[slot(c)].filter?(r[b]) {
          r[a] = kept
          next += 1
        }

      case .openSink: return .effect(.call(worldCall(i, r, before: next)))
      case .mayBeOne: loops[slot(a)].mayBeOne = true
      case .pour: if let effect = pour(r + b, slot: slot(a)) { return .effect(effect) }
      case .finishSink:
        r[a] = .null
        if let effect = finishSink(slot: slot(b)) { return .effect(effect) }

      case .openRhythm:
        loops[slot(a)].rhythm = try i.flag == 1 ? Rhythm(every: r[b]) : Rhythm(pace: r[b])
      case .openGroup, .start, .collect, .wait, .passOver:
        return .effect(try aside(i, r, loopBase: slot(0)))

      case .show: return .effect(.show(r[a], asText: i.flag == 1))
      case .showItem: return .effect(.showItem(r[a], ShowRule(rawValue: i.flag)))
      case .showEnd: return .effect(.showEnd)
      }
    }
  }
}
