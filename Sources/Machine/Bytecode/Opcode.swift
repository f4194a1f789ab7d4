/// What an instruction does. R is the frame's registers, K the function's constants, L its loop
/// slots, G the program's globals; "skip" jumps over the next instruction, which is then a `jump`.
///
///     bits   0…7      8…15     16…31    32…47    48…63
///            opcode   flag     a        b        c
///                              a        distance of a jump's target from the next one (32 bits)
enum Opcode: UInt8, Sendable {
  // Moves
  case move  // R[a] := R[b]
  case take  // R[a] := R[b]; R[b] := null
  case constant  // R[a] := K[b]
  case null  // R[a] := null
  case global  // R[a] := G[b]
  case setGlobal  // G[b] := R[a]; flag: taken

  // Arithmetic
  case add  // R[a] := R[b] + R[c]
  case addImmediate  // R[a] := R[b] + signed c; flag: written as a subtraction
  case subtract  // R[a] := R[b] - R[c]
  case multiply  // R[a] := R[b] * R[c]
  case multiplyImmediate  // R[a] := R[b] * signed c
  case divide  // R[a] := R[b] / R[c]
  case divideImmediate  // R[a] := R[b] / signed c
  case remainder  // R[a] := R[b] % R[c]
  case remainderImmediate  // R[a] := R[b] % signed c
  case negate  // R[a] := -R[b]
  case not  // R[a] := !R[b]
  case addTo  // (flag ? G : R)[a] += R[b], taken, in place where nobody else holds it
  case sumTo  // R[a] += R[b], a number
  case appendTo  // (flag & 4 ? G : R)[a] += [R[b]], in place where nobody else holds it; flag 1: K[b],
  // 2: R[b] is taken

  // Tests
  case equal  // R[a] := R[b] == R[c], negated by flag
  case less  // R[a] := R[b] < R[c]; flag 2: written R[c] > R[b]
  case lessOrEqual  // R[a] := R[b] <= R[c]; flag 2: written R[c] >= R[b]
  case contained  // R[a] := R[b] in R[c]
  case matches  // R[a] := R[b] matches R[c]
  case skipIfLess  // skip if (R[b] < R[c]) != flag & 1; flag & 2: written R[c] > R[b]
  case skipIfLessOrEqual  // skip if (R[b] <= R[c]) != flag & 1; flag & 2: written R[c] >= R[b]
  case skipIfEqual  // skip if (R[b] == R[c]) != flag
  case skipIfLessImmediate  // skip if (R[b] < signed c) != flag & 1; flag & 2: written R[b] >= signed c
  case skipIfGreaterImmediate  // skip if (R[b] > signed c) != flag & 1; flag & 2: written R[b] <= signed c
  case skipIfEqualConstant  // skip if (R[b] == K[c]) != flag
  case skipIfRemainder  // skip if (R[b] % unsigned a == signed c) != flag

  // Jumps
  case jump  // pc := target
  case loop  // a jump backwards; interruption is polled here
  case loopRange  // a jump backwards to a `rangeNext`, which it carries out
  case jumpIfTrue  // if R[a] then pc := target; R[a] must be a boolean
  case jumpIfFalse  // if !R[a] then pc := target; R[a] must be a boolean
  case jumpIfNull  // if R[a] is null then pc := target
  case jumpIfNotNull  // if R[a] is not null then pc := target
  case jumpIfSet  // if G[a] is set then pc := target
  case jumpUnlessObject  // if R[a] is not an object then pc := target
  case checkBoolean  // R[a] must be a boolean

  // Literals
  case array  // R[a] := [R[b], …] of c values, taken
  case append  // push R[b], taken, onto the array R[a]
  case spread  // push the items of the array R[b] onto the array R[a]; or merge its members
  case object  // R[a] := {}
  case setMember  // R[a][K[b]] := R[c], taken
  case setComputed  // R[a][R[b]] := R[c], taken
  case concatenate  // R[a] := K[b] … of c parts, joined: texts, and for each insertion an integer, which is
  // n for R[n], and -1 - n for R[n], taken
  case range  // R[a] := [R[b] … R[c]]

  // Paths
  case member  // R[a] := R[b].K[c]
  case findMember  // R[a] := R[b].K[c] and skip, if there is one
  case index  // R[a] := R[b][R[c]]
  case findIndex  // R[a] := R[b][R[c]] and skip, if there is one
  case select  // R[a] := the nodes of paths[c] from R[b], its arguments in R[b + 1]…
  case setItem  // R[a][R[b]] := R[c]; flag 1: K[b], 2: R[b] is taken, 4: K[c], 8: R[c] is taken
  case assign  // (flag & 1 ? G : R)[a] at steps R[b]… of c steps := R[b + c] by the operator flag >> 1

  // Calls
  case call  // R[a] := functions[b](R[c]…); flag: its Need
  case native  // R[a] := calls[b](R[c]…), a function
  case effect  // R[a] := what the world answers to calls[b](R[c]…); flag: its Need
  case returnValue  // return R[a]
  case fail  // raise R[a]
  case failEmpty  // raise that K[a] has no item to give
  case bindFailure  // R[a] := the failure just caught
  case raiseFresh  // raise what an assertion found: that nothing failed with the kind R[a]; flag 1: that the
  // failure R[b] did, of another kind; flag 2: that the comparison R[b] R[a] R[c] does not hold

  // Loops
  case iterate  // L[a] := the items of R[b], as K[c] wants them; flag: an Allowance
  case iterateStream  // L[a] := the items of the stream that calls[b](R[c]…) opens; flag: OneValue, skips
  case next  // R[a] := the next item of L[b] and skip, if there is one
  case nextPair  // R[a], R[a + 1] := the next key and value of L[b] and skip, if there is one
  case rangeNext  // R[a] := R[b]; R[b] += 1 and skip, if R[b] <= R[b + 1]
  case checkRange  // R[a] and R[a + 1] must be integers; R[a + 2] := R[a], where the range began
  case checkCount  // R[a] must be an integer from 0 on, as K[b] takes it
  case close  // L[a] := nothing
  case openStage  // L[a] := a stage, gatherer or filter of calls[b](R[c]…)
  case push  // L[a] gets the item R[b], taken, with the key R[c], taken
  case pop  // R[a] := what the stage L[b] gives and skip, if it gives something
  case finishStage  // L[a] has had its last item
  case jumpIfFinished  // if the stage L[a] has had its last item then pc := target
  case noteRow  // R[a] came of the item that L[b] is at; flag: it is not that item
  case finishGather  // R[a] := what the gatherer L[b] made
  case filter  // R[a] := the filter L[c] of R[b] and skip, if it keeps it
  case openSink  // L[a] := the sink that calls[b](R[c]…) opens
  case mayBeOne  // the sink L[a] takes what L[a + 1] is to run over whole, if it is not a list
  case pour  // the sink L[a] gets the item R[b], taken
  case finishSink  // R[a] := null; the sink L[b] has had its last item

  // Fibers side by side, and starting again
  case openGroup  // L[a] := a group of R[b] fibers at most, at the pace R[b + 1]
  case start  // the group L[a] runs functions[b](R[c]…), taken, for the item R[c]
  case collect  // R[a] := the next result of the group L[b] and skip, if one is due; L[c] starts its fibers
  case openRhythm  // L[a] := the pace R[b], or the beat R[b] if flag
  case wait  // until the next start of the rhythm L[a]
  case openBracket  // L[a] := the bracket of calls[b](R[c]…); or R[c] := what it gives at once and skip
  case leaveBracket  // R[a] := what the bracket L[b] makes of R[a]
  case passOver  // the program goes on after the failure just caught; flag: why (PassOver)

  // Showing
  case show  // show R[a]; flag: as text
  case showItem  // show the item R[a] of a list and skip, unless no more are wanted; flag: a ShowRule
  case showEnd  // the list is at its end
}

struct Instruction: Sendable {
  var opcode: Opcode
  var flag: UInt8 = 0
  var a: UInt16
  var b: UInt16 = 0
  var c: UInt16 = 0

  /// How far a jump goes, from the instruction behind it; in the place of b and c.
  var distance: Int {
    @inline(__always) get { Int(Int32(bitPattern: UInt32(b) | UInt32(c) << 16)) }
    set {
      b = UInt16(truncatingIfNeeded: newValue)
      c = UInt16(truncatingIfNeeded: newValue >> 16)
    }
  }

  /// The small integer in the place of c.
  @inline(__always) var immediate: Int64 { Int64(Int16(bitPattern: c)) }
}

extension Instruction {
  /// A comparison as it is written, and whether the operands that the machine compares stand the other
  /// way round.
  var comparison: (sign: String, isReversed: Bool) {
    switch (opcode, flag & 2) {
    case (.skipIfLessImmediate, 2): (">=", false)
    case (.skipIfGreaterImmediate, 2): ("<=", true)
    case (.skipIfGreaterImmediate, _): (">", true)
    case (.lessOrEqual, 2), (.skipIfLessOrEqual, 2): (">=", false)
    case (.lessOrEqual, _), (.skipIfLessOrEqual, _): ("<=", true)
    case (.less, 2), (.skipIfLess, 2): (">", true)
    case (.less, _), (.skipIfLess, _), (.skipIfLessImmediate, _): ("<", false)
    default: preconditionFailure("\(opcode) compares nothing")
    }
  }
}
