import JSON
import Machine
import Scripts
import Source
import Syntax

/// What earlier inputs have left for the next one.
struct Workspace {
  /// The defs of earlier inputs.
  var definitions: [Statement] = []
  var globals: Globals
  /// The globals' names, by slot.
  var names: [String]
  /// The files that spans refer to.
  var sources = SourceMap()
  /// What was compiled of each of those files, by its number in them.
  private var trees: [UInt32: [Statement]] = [:]
  /// A list at the prompt that was cut to the screen: its fiber goes on when `$` is asked for.
  var parked: Fiber?
  /// The first rows of the list that was shown last, as far as `$` may stand for it before it is read.
  var glimpse: [Value] = []
  /// Parts of the value that the last input showed last, lists aside, where inputs are typed.
  var shown: GivenParts?
  /// Whether the input that ran last has shown a value.
  var hasShown = false
  /// What inputs at the prompt have shown.
  var outputs = Outputs()
  /// The warnings that were said, by the check or a call.
  var saidWarnings: Set<String> = []

  init() {
    names = Compiler.standardGlobals
    globals = Globals(Array(repeating: nil, count: names.count))
  }

  /// Keeps the tree of a program, so that places in it can be looked up while it runs. Of the files of earlier inputs
  /// only the defs come again.
  mutating func keep(_ program: Program) {
    trees.merge(Dictionary(grouping: program.statements, by: \.span.file)) { old, _ in old }
  }

  /// The command with that span in what was compiled. O(length of its file).
  func command(at span: Span) -> Command? {
    trees[span.file]?.lazy.compactMap { Node.statement($0).command(at: span) }.first
  }

  mutating func set(_ name: String, _ value: Value) {
    let slot: Int
    if let known = names.firstIndex(of: name) {
      slot = known
    } else {
      add([name])
      slot = names.count - 1
    }
    globals.set(slot, value)
  }

  private mutating func add(_ more: [String]) { replaceNames(with: names + more) }

  /// Takes over the names of a program that was compiled, which begin with those that there are.
  mutating func replaceNames(with names: [String]) {
    self.names = names
    globals.grow(to: names.count)
  }

  /// The variables that an input may read.
  var variables: [String] {
    names.enumerated().filter { globals.values[$0.offset] != nil && $0.element != Compiler.last }.map(
      \.element)
  }

  /// The value of a variable, or the last one for `$`; of a list that was cut to the screen, the first rows.
  func value(of name: String) -> Value? {
    if name == Compiler.last, parked != nil { return .array(glimpse) }
    return names.firstIndex(of: name).flatMap { globals.values[$0] }
  }

  /// What the input that ran last gave, where that is `$` now: a def that gave nothing left `$` as it was.
  var given: GivenParts? {
    guard parked == nil, let last = value(of: Compiler.last), let parts = GivenParts(last) else { return nil }
    let seen = shown ?? (glimpse.count == 1 ? GivenParts(.array(glimpse)) : nil)
    return seen == parts ? parts : nil
  }
}
