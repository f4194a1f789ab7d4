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
  /// The names of the globals, by slot.
  var names: [String]
  /// The files to which spans refer.
  var sources = SourceMap()
  /// An input that was typed in another form than it runs in, and the number of its file. It begins in the same way.
  var typed: (file: UInt32, source: SourceFile)?
  /// The files as messages show them.
  var shownSources: SourceMap {
    guard let typed, Int(typed.file) < sources.files.count else { return sources }
    var shown = sources
    shown.replace(typed.file, with: typed.source)
    return shown
  }
  /// The compiled statements of each of these files, by the file's number.
  private var trees: [UInt32: [Statement]] = [:]
  /// The fiber of a list at the prompt that was cut to the screen. It goes on when `$` is needed.
  var parked: Fiber?
  /// The first rows of the list that was shown last. They stand for `$` until the list is read.
  var glimpse: [Value] = []
  /// At a prompt, the parts of the value that the last input showed last, unless that was a list.
  var shown: GivenParts?
  /// Whether the last input showed a value.
  var hasShown = false
  /// The values that inputs at the prompt showed.
  var outputs = Outputs()
  /// What gave `$` its value, now and before the input that runs.
  var last = PastInput.LastValue.elsewhere
  var lastBefore = PastInput.LastValue.elsewhere
  /// The number of the input whose value `out` has given to the input that runs.
  var looked: Int?
  /// The warnings that the check or a call has shown.
  var saidWarnings: Set<String> = []

  init() {
    names = Compiler.standardGlobals
    globals = Globals(Array(repeating: nil, count: names.count))
  }

  /// Keeps the statements of a program, so that places in it can be looked up while it runs. A later
  /// program has only the defs of the files of earlier inputs, so the statements that came first stay.
  mutating func keep(_ program: Program) {
    trees.merge(Dictionary(grouping: program.statements, by: \.span.file)) { old, _ in old }
  }

  /// The command with this span in the compiled programs. O(length of its file).
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
    globals[slot] = value
  }

  private mutating func add(_ more: [String]) { replaceNames(with: names + more) }

  /// Takes over the names of a compiled program. They begin with the present names.
  mutating func replaceNames(with names: [String]) {
    self.names = names
    globals.grow(to: names.count)
  }

  /// The variables that an input may read.
  var variables: [String] {
    names.enumerated().filter { globals[$0.offset] != nil && $0.element != Compiler.last }.map(
      \.element)
  }

  /// The value of a variable, or of `$`. A list that was cut to the screen has only its first rows.
  func value(of name: String) -> Value? {
    if name == Compiler.last, parked != nil { return .array(glimpse) }
    return names.firstIndex(of: name).flatMap { globals[$0] }
  }

  /// Parts of the value that the last input gave. Nil where `$` is another value, as after a def that gave
  /// none.
  var given: GivenParts? {
    guard parked == nil, let last = value(of: Compiler.last), let parts = GivenParts(last) else { return nil }
    return shown == parts ? parts : nil
  }
}
