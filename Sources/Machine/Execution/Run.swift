import JSON

extension Fiber {
  /// The dispatch loop. `pc`, the registers' address and the function's tables are locals of it; they
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
    var top = frames.count - 1
    var loaded = frames[top].function
    var code = loaded.instructions
    var k = loaded.constants
    var base = frames[top].base
    var loopBase = frames[top].loopBase
    var r = registers.start + base
    var pc = frames[top].pc
    // Where a failure finds it; also on the way out with an effect.
    defer { if frames.count > top { frames[top].pc = pc } }

    while true {
      let i = code[pc]
      pc += 1
      let a = Int(i.a)
      let b = Int(i.b)
      let c = Int(i.c)
      switch i.opcode {
      case .move: r[a] = r[b]
      case .take:
        r[a] = r[b]
        r[b] = .null
      case .constant: r[a] = k[b]
      case .null: r[a] = .null
      case .global: r[a] = try global(b)
      case .setGlobal: globals.values[b] = r[a]

      case .add:
        if case .int(let x) = r[b], case .int(let y) = r[c] {
          let (sum, overflow) = x.addingReportingOverflow(y)
          if !overflow {
            r[a] = .int(sum)
            continue
          }
        }
        r[a] = try Arithmetic.add(r[b], r[c])
      case .addImmediate:
        let y = Int64(Int16(bitPattern: i.c))
        if case .int(let x) = r[b] {
          let (sum, overflow) = x.addingReportingOverflow(y)
          if !overflow {
            r[a] = .int(sum)
            continue
          }
        }
        r[a] = try i.flag == 0 ? Arithmetic.add(r[b], .int(y)) : Arithmetic.subtract(r[b], .int(-y))
      case .subtract:
        if case .int(let x) = r[b], case .int(let y) = r[c] {
          let (difference, overflow) = x.subtractingReportingOverflow(y)
          if !overflow {
            r[a] = .int(difference)
            continue
          }
        }
        r[a] = try Arithmetic.subtract(r[b], r[c])
      case .multiply: r[a] = try Arithmetic.multiply(r[b], r[c])
      case .divide: r[a] = try Arithmetic.divide(r[b], r[c])
      case .remainder:
        if case .int(let x) = r[b], case .int(let y) = r[c], y > 0 {
          r[a] = .int(x % y)
          continue
        }
        r[a] = try Arithmetic.remainder(r[b], r[c])
      case .negate: r[a] = try Arithmetic.negate(r[b])
      case .not: r[a] = .bool(try !boolean(r[b]))
      case .addTo:
        if i.flag == 0, case .int(let x) = r[a], case .int(let y) = r[b] {
          let (sum, overflow) = x.addingReportingOverflow(y)
          if !overflow {
            r[a] = .int(sum)
            continue
          }
        }
        try addTo(i, r)

      case .equal: r[a] = .bool((r[b] == r[c]) == (i.flag == 0))
      case .less: r[a] = .bool(try less(r[b], r[c], i))
      case .lessOrEqual: r[a] = .bool(try !less(r[c], r[b], i))
      case .contained: r[a] = .bool(try Arithmetic.contained(r[b], r[c]))
      case .matches: r[a] = .bool(try patterns.search(r[b], r[c]))
      case .skipIfLess: if try less(r[b], r[c], i) { pc += 1 }
      case .skipIfLessOrEqual: if try !less(r[c], r[b], i) { pc += 1 }
      case .skipIfEqual: if (r[b] == r[c]) == (i.flag == 0) { pc += 1 }
      case .skipIfLessImmediate:
        let y = Int64(Int16(bitPattern: i.c))
        if case .int(let x) = r[b] {
          if (x < y) == (i.flag == 0) { pc += 1 }
        } else if try less(r[b], .int(y), i) == (i.flag == 0) {
          pc += 1
        }
      case .skipIfEqualConstant: if (r[b] == k[c]) == (i.flag == 0) { pc += 1 }

      case .jump: pc = i.target
      case .loop:
        if interruption.isSet { throw .interrupted }
        pc = i.target
      case .jumpIfTrue: if try boolean(r[a]) { pc = i.target }
      case .jumpIfFalse: if try !boolean(r[a]) { pc = i.target }
      case .jumpIfNull: if r[a].isNull { pc = i.target }
      case .jumpIfNotNull: if !r[a].isNull { pc = i.target }
      case .jumpIfSet: if globals.values[a] != nil { pc = i.target }
      case .jumpUnlessObject: if case .object = r[a] {} else { pc = i.target }
      case .checkBoolean: _ = try boolean(r[a])

      case .array:
        r[a] = collect(r + b, c)
        try nest(r[a])
      case .append:
        try nest(r[b])
        append(r, to: a, from: b)
      case .spread: try spread(r, into: a, from: b)
      case .object: r[a] = .object(Object())
      case .setMember:
        try nest(r[c])
        try setMember(r, a, k[b], from: c)
      case .setComputed:
        try nest(r[c])
        try setMember(r, a, r[b], from: c)
      case .text: r[a] = try inserted(r[b])
      case .concatenate: r[a] = concatenate(r + b, c)
      case .range: r[a] = try range(r[b], r[c])

      case .member: r[a] = try member(r[b], k[c])
      case .findMember:
        if let found = try findMember(r[b], k[c]) {
          r[a] = found
          pc += 1
        }
      case .index: r[a] = try index(r[b], r[c])
      case .findIndex:
        if let found = try findIndex(r[b], r[c]) {
          r[a] = found
          pc += 1
        }
      case .select: r[a] = try loaded.function.paths[c].select(from: r + b)
      case .assign:
        try nest(r[b + c])
        try assign(i, r)

      case .call:
        if interruption.isSet { throw .interrupted }
        frames[top].pc = pc
        try enter(self.code.functions[b], base: base + c, result: base + a)
        top += 1
        loaded = frames[top].function
        code = loaded.instructions
        k = loaded.constants
        base += c
        loopBase = frames[top].loopBase
        r = registers.start + base
        pc = 0
      case .returnValue:
        let value = r[a]
        if top == 0 { return .finished(value) }
        let result = leave()
        top -= 1
        loaded = frames[top].function
        code = loaded.instructions
        k = loaded.constants
        base = frames[top].base
        loopBase = frames[top].loopBase
        r = registers.start + base
        pc = frames[top].pc
        registers[result] = value
      case .native:
        r[a] = try native(loaded.function.calls[b], r + c)
        try nest(r[a])
      case .effect: return .effect(.call(worldCall(loaded.function.calls[b], r + c, pc)))
      case .fail: throw Failure(raising: r[a])
      case .failEmpty: throw .noFirst(k[a].asString ?? "first")
      case .bindFailure: r[a] = caught?.value ?? .null
      case .raiseFresh: throw .fresh(i.flag, r[a], r[b], r[c])

      case .iterate:
        let allowance = LoopState.Allowance(rawValue: i.flag)
        loops[loopBase + a] = try LoopState(
          over: r[b], allowing: allowance, by: allowance.contains(.named) ? k[c] : .null)
      case .iterateStream: return .effect(.call(worldCall(loaded.function.calls[b], r + c, pc)))
      case .next:
        if interruption.isSet { throw .interrupted }
        let slot = loopBase + b
        let next = loops[slot].next
        if next < loops[slot].items.count {
          r[a] = loops[slot].items[next]
          loops[slot].next = next + 1
          pc += 1
        } else if let stream = loops[slot].stream, !loops[slot].finished {
          loops[slot].items = []
          return .effect(.pull(stream))
        } else {
          loops[slot] = LoopState()
        }
      case .nextPair: if nextPair(r + a, slot: loopBase + b) { pc += 1 }
      case .rangeNext:
        if interruption.isSet { throw .interrupted }
        if case .int(let next) = r[b], case .int(let last) = r[b + 1], next <= last {
          r[a] = .int(next)
          // Past the greatest integer there is no next: an empty range stands for it.
          if next == last { r[b + 1] = .int(next - 1) } else { r[b] = .int(next + 1) }
          pc += 1
        }
      case .checkRange: try checkRange(r + a)
      case .checkCount: r[a] = try count(r[a], k[b])
      case .close:
        let state = loops[loopBase + a]
        loops[loopBase + a] = LoopState()
        if let group = state.group {
          closed(group)
          return .effect(.disband(group, raising: nil))
        }
        if let stream = state.stream, !state.finished { return .effect(.close(stream)) }
      case .openStage: try openStage(loaded.function.calls[b], r + c, slot: loopBase + a)
      case .push: try push(r, item: b, key: c, slot: loopBase + a)
      case .pop:
        if let value = loops[loopBase + b].stage?.pop() {
          r[a] = value
          pc += 1
        }
      case .finishStage:
        try loops[loopBase + a].stage?.finish()
        loops[loopBase + a].finished = true
      case .jumpIfFinished: if loops[loopBase + a].finished { pc = i.target }
      case .finishGather:
        r[a] = try loops[loopBase + b].gather?.finish() ?? .null
        loops[loopBase + b] = LoopState()
        try nest(r[a])
      case .filter:
        if let kept = try loops[loopBase + c].filter?(r[b]) {
          r[a] = kept
          pc += 1
        }

      case .openSink: return .effect(.call(worldCall(loaded.function.calls[b], r + c, pc)))
      case .mayBeOne: loops[loopBase + a].mayBeOne = true
      case .pour: if let effect = pour(r + b, slot: loopBase + a) { return .effect(effect) }
      case .finishSink:
        r[a] = .null
        if let effect = finishSink(slot: loopBase + b) { return .effect(effect) }

      case .openRhythm:
        loops[loopBase + a].rhythm = try i.flag == 1 ? Rhythm(every: r[b]) : Rhythm(pace: r[b])
      case .openGroup, .start, .collect, .wait, .passOver:
        return .effect(try aside(i, r, loopBase: loopBase))

      case .show: return .effect(.show(r[a], asText: i.flag == 1))
      case .showItem: return .effect(.showItem(r[a], ShowRule(rawValue: i.flag)))
      case .showEnd: return .effect(.showEnd)
      }
    }
  }
}
