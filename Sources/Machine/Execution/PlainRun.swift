import JSON

extension Fiber {
  /// Runs the instructions that come next, as long as they work on plain values: numbers, booleans and null. Gives the
  /// first instruction that needs more, of which nothing is done yet; `execute` carries it out.
  ///
  /// It throws nothing, and calls hardly anything. So the compiler keeps what each instruction needs in the processor's
  /// registers, which it does not do in a function that also has the other instructions.
  @inline(never)
  func runPlain(from start: InstructionPointer) -> InstructionPointer {
    var frame = frames.top
    var i = start
    while true {
      let r = frame.pointee.start
      let k = frame.pointee.entry.pointee.constants
      run: while true {
        // Where this is false, `i` is still the instruction, and nothing has changed.
        let isDone: Bool
        switch i.opcode {
        case .move: isDone = (r + i.a).accept(copyOf: r + i.b)
        case .take: isDone = (r + i.a).accept(taking: r + i.b)
        case .constant: isDone = (r + i.a).accept(copyOf: k + i.b)
        case .null: isDone = (r + i.a).acceptNull()
        case .global:
          let global = globals.start + i.b
          isDone = global.kind != Kind.missing && (r + i.a).accept(copyOf: global)
        case .setGlobal: isDone = (globals.start + i.b).accept(copyOf: r + i.a)

        case .add: isDone = combine(r + i.b, r + i.c, r + i.a, { $0.addingReportingOverflow($1) }, +)
        case .addImmediate:
          isDone = combine(r + i.b, i.immediate, r + i.a, { $0.addingReportingOverflow($1) }, +)
        case .subtract:
          isDone = combine(r + i.b, r + i.c, r + i.a, { $0.subtractingReportingOverflow($1) }, -)
        case .multiply:
          isDone = combine(r + i.b, r + i.c, r + i.a, { $0.multipliedReportingOverflow(by: $1) }, *)
        case .multiplyImmediate:
          isDone = combine(r + i.b, i.immediate, r + i.a, { $0.multipliedReportingOverflow(by: $1) }, *)
        case .addTo:
          if _fastPath(i.flag == 0) {
            isDone = combine(r + i.a, r + i.b, r + i.a, { $0.addingReportingOverflow($1) }, +)
          } else {
            let target = globals.start + i.a
            isDone = combine(target, r + i.b, target, { $0.addingReportingOverflow($1) }, +)
          }
        case .sumTo: isDone = combine(r + i.a, r + i.b, r + i.a, { $0.addingReportingOverflow($1) }, +)
        case .divide: isDone = divide(r + i.b, r + i.c, r + i.a)
        case .divideImmediate: isDone = divide(r + i.b, i.immediate, r + i.a)
        case .remainder: isDone = (r + i.c).isInt && remainder(r + i.b, (r + i.c).int, r + i.a)
        case .remainderImmediate: isDone = remainder(r + i.b, i.immediate, r + i.a)
        case .not: isDone = (r + i.b).isBool && (r + i.a).accept(!(r + i.b).bool)
        case .negate: isDone = (r + i.b).isInt && (r + i.b).int != .min && (r + i.a).accept(-(r + i.b).int)

        case .equal:
          isDone = areSame(r + i.b, r + i.c) && (r + i.a).accept(isSame(r + i.b, r + i.c) == (i.flag == 0))
        case .less: isDone = areSame(r + i.b, r + i.c) && (r + i.a).accept(isLess(r + i.b, r + i.c))
        case .lessOrEqual: isDone = areSame(r + i.b, r + i.c) && (r + i.a).accept(!isLess(r + i.c, r + i.b))
        case .skipIfLess:
          isDone = areSame(r + i.b, r + i.c) && goOn(isLess(r + i.b, r + i.c) != i.isNegated, &i)
        case .skipIfLessOrEqual:
          isDone = areSame(r + i.b, r + i.c) && goOn(isLess(r + i.c, r + i.b) == i.isNegated, &i)
        case .skipIfEqual:
          isDone = areSame(r + i.b, r + i.c) && goOn(isSame(r + i.b, r + i.c) == (i.flag == 0), &i)
        case .skipIfLessImmediate:
          isDone = (r + i.b).isNumber && goOn(isLess(r + i.b, i.immediate) != i.isNegated, &i)
        case .skipIfGreaterImmediate:
          isDone = (r + i.b).isNumber && goOn(isGreater(r + i.b, i.immediate) != i.isNegated, &i)
        case .skipIfEqualConstant:
          isDone = areSame(r + i.b, k + i.c) && goOn(isSame(r + i.b, k + i.c) == (i.flag == 0), &i)

        case .skipIfRemainder:
          isDone = (r + i.b).isInt && goOn(((r + i.b).int % i.divisor == i.immediate) == (i.flag == 0), &i)

        case .jump:
          i += i.distance
          isDone = true
        case .loop:
          isDone = !interruption.isSet
          if isDone { i += i.distance }
        case .loopRange: isDone = advance(i + (i.distance + 1), r, &i)
        case .rangeNext: isDone = advance(i, r, &i)
        case .jumpIfTrue:
          isDone = (r + i.a).isBool
          if isDone, (r + i.a).bool { i += i.distance }
        case .jumpIfFalse:
          isDone = (r + i.a).isBool
          if isDone, !(r + i.a).bool { i += i.distance }
        case .jumpIfNull:
          isDone = true
          if (r + i.a).isNull { i += i.distance }
        case .jumpIfNotNull:
          isDone = true
          if !(r + i.a).isNull { i += i.distance }
        case .checkBoolean: isDone = (r + i.a).isBool

        case .index: isDone = (r + i.c).isInt && (r + i.a).accept(item: (r + i.c).int, of: r + i.b)
        case .setItem:
          let value = i.flag & 4 == 0 ? UnsafePointer(r + i.c) : k + i.c
          let key = i.flag & 1 == 0 ? UnsafePointer(r + i.b) : k + i.b
          isDone = value.isPlain && key.isInt && (r + i.a).set(Int(key.int), value)

        case .call:
          let entry = entries + i.b
          let first = r + i.c
          isDone =
            entry.pointee.loops == 0 && !interruption.isSet && frame + 1 != frames.end
            && first + entry.pointee.registers <= registers.end
          if isDone {
            frame.pointee.next = i + 1
            let loopBase = frame.pointee.loopEnd
            frame += 1
            frame.initialize(to: Frame(entry, first, loopBase: loopBase))
            i = entry.pointee.instructions
            break run
          }
        case .returnValue:
          let entry = frame.pointee.entry
          let caller = frame - 1
          isDone =
            frame != frames.first && entry.pointee.loops == 0 && r.arePlain(entry.pointee.registers)
            && (caller.pointee.start + (caller.pointee.next - 1).a).accept(copyOf: r + i.a)
          if isDone {
            i = caller.pointee.next
            frame = caller
            break run
          }

        case .appendTo:
          let item = i.flag & 1 == 0 ? UnsafePointer(r + i.b) : k + i.b
          isDone = i.flag & 4 == 0 && (r + i.a).append(plain: item)
        case .next:
          let loop = loops.start + (frame.pointee.loopBase &+ i.b)
          isDone = !interruption.isSet && loop.pointee.take(into: r + i.a)
          if isDone { i += 1 }
        case .member: isDone = (r + i.a).copy(member: k + i.c, of: r + i.b)
        case .findMember:
          isDone = (r + i.a).copy(member: k + i.c, of: r + i.b)
          if isDone { i += 1 }
        case .findIndex:
          isDone = (r + i.a).copy(member: r + i.c, of: r + i.b)
          if isDone { i += 1 }

        case .contained, .matches, .jumpIfSet, .jumpUnlessObject, .array, .append, .spread, .object,
          .setMember, .setComputed, .concatenate, .range, .select, .assign, .native,
          .effect, .fail, .failEmpty, .bindFailure, .raiseFresh, .iterate, .iterateStream, .nextPair,
          .checkRange, .checkCount, .close, .openStage, .push, .pop, .finishStage, .jumpIfFinished, .noteRow,
          .finishGather, .filter, .openSink, .mayBeOne, .pour, .finishSink, .openGroup, .start, .collect,
          .openRhythm,
          .wait, .openBracket, .leaveBracket, .passOver, .show, .showItem, .showEnd:
          isDone = false
        }
        if !isDone {
          frames.top = frame
          return i
        }
        i += 1
      }
    }
  }

  /// Skips the jump that comes next, or takes it. False where it is a jump backwards and the program is interrupted.
  @inline(__always) private func goOn(_ holds: Bool, _ i: inout InstructionPointer) -> Bool {
    if holds {
      i += 1
      return true
    }
    let distance = (i + 1).distance
    if distance < 0, interruption.isSet { return false }
    i += distance + 1
    return true
  }

  /// A step of a counted loop, by the instruction `step`: R[b] is the next integer, R[b + 1] the last.
  @inline(__always)
  private func advance(_ step: InstructionPointer, _ r: Registers, _ i: inout InstructionPointer) -> Bool {
    // Both are integers: `checkRange` stands before the loop, and nothing else writes them.
    let ends = r + step.b
    let number = ends.int
    let last = (ends + 1).int
    if number > last {
      // The jump that leads out of the loop comes next.
      let distance = (step + 1).distance
      if distance < 0, interruption.isSet { return false }
      i = step + (distance + 1)
      return true
    }
    guard !interruption.isSet, (r + step.a).accept(number) else { return false }
    i = step + 1
    if number < last {
      UnsafeMutableRawPointer(ends).storeBytes(of: number &+ 1, as: Int64.self)
    } else {
      // After the greatest integer there is no next one. So the range becomes an empty one.
      ends.initialize(to: .int(1))
      (ends + 1).initialize(to: .int(0))
    }
    return true
  }

  /// An operation on two numbers. False where the operands are anything else, or the result is no number of its kind.
  @inline(__always)
  private func combine(
    _ x: Registers, _ y: Registers, _ target: Registers,
    _ whole: (Int64, Int64) -> (partialValue: Int64, overflow: Bool), _ floating: (Double, Double) -> Double
  ) -> Bool {
    if _fastPath(x.isInt && y.isInt) {
      let (result, overflow) = whole(x.int, y.int)
      return !overflow && target.accept(result)
    }
    if (x.kind ^ Kind.double) | (y.kind ^ Kind.double) == 0 {
      return target.accept(finite: floating(x.double, y.double))
    }
    return x.isNumber && y.isNumber && target.accept(finite: floating(x.float, y.float))
  }

  @inline(__always)
  private func combine(
    _ x: Registers, _ y: Int64, _ target: Registers,
    _ whole: (Int64, Int64) -> (partialValue: Int64, overflow: Bool), _ floating: (Double, Double) -> Double
  ) -> Bool {
    if _fastPath(x.isInt) {
      let (result, overflow) = whole(x.int, y)
      return !overflow && target.accept(result)
    }
    return x.isNumber && target.accept(finite: floating(x.float, Double(y)))
  }

  @inline(__always) private func remainder(_ x: Registers, _ y: Int64, _ target: Registers) -> Bool {
    x.isInt && y > 0 && target.accept(x.int % y)
  }

  @inline(__always) private func divide(_ x: Registers, _ y: Int64, _ target: Registers) -> Bool {
    guard y > 0 else { return false }
    if x.isInt {
      let (quotient, rest) = x.int.quotientAndRemainder(dividingBy: y)
      return rest == 0 ? target.accept(quotient) : target.accept(finite: Double(x.int) / Double(y))
    }
    return x.isNumber && target.accept(broken: x.float / Double(y))
  }

  @inline(__always) private func divide(_ x: Registers, _ y: Registers, _ target: Registers) -> Bool {
    if y.isInt { return divide(x, y.int, target) }
    return x.isNumber && y.isNumber && target.accept(broken: x.float / y.float)
  }

  /// Whether both are integers, or both are floating point: kinds of numbers that the processor compares.
  @inline(__always) private func areSame(_ left: UnsafePointer<Value>, _ right: UnsafePointer<Value>) -> Bool
  {
    left.kind == right.kind && left.isNumber
  }

  @inline(__always) private func isSame(_ left: UnsafePointer<Value>, _ right: UnsafePointer<Value>) -> Bool {
    _fastPath(left.isInt) ? left.int == right.int : left.double == right.double
  }

  @inline(__always) private func isLess(_ left: UnsafePointer<Value>, _ right: UnsafePointer<Value>) -> Bool {
    _fastPath(left.isInt) ? left.int < right.int : left.double < right.double
  }

  @inline(__always) private func isLess(_ left: Registers, _ right: Int64) -> Bool {
    _fastPath(left.isInt) ? left.int < right : left.double < Double(right)
  }

  @inline(__always) private func isGreater(_ left: Registers, _ right: Int64) -> Bool {
    _fastPath(left.isInt) ? left.int > right : left.double > Double(right)
  }
}
