import JSON
import Queries
import Source
import Syntax

/// A program that was checked and compiled: what a fiber runs.
public final class Code: Sendable {
  let entries: Entries
  /// The names of the globals, in the order of their slots.
  public let globals: [String]
  /// Whether the program reads `$`.
  public let usesLast: Bool

  init(functions: [Function], globals: [String], usesLast: Bool) {
    self.usesLast = usesLast
    entries = Entries(functions)
    self.globals = globals
  }
}

/// One function's instructions and what they refer to by number.
struct Function: Sendable {
  var name: String
  var parameters: Int
  /// A multiple of four, by which they are looked at when the function returns.
  var registers: Int
  var loops: Int
  var instructions: [Instruction]
  /// Where each instruction comes from.
  var spans: [Span]
  var constants: [Value]
  var calls: [CallSite]
  var paths: [PathTemplate]
  var handlers: [Handler]
  /// Where the parts of the text come from that an instruction joins.
  var insertions: [Int: [Span]]

  /// What takes a failure that comes up in a range of instructions.
  struct Handler: Sendable {
    var range: Range<Int>
    /// The loop slots that the range fills.
    var loops: [Int]
    var target: Int
  }
}

/// A call of a builtin: which, and which registers hold its arguments.
struct CallSite: Sendable {
  var builtin: Builtin
  /// Where each slot of the arguments stands, counted from the call's first register; nil where it
  /// was not given.
  var slots: [Int?]
  /// Where the object of its `name=value` arguments stands, if there is one.
  var parameters: Int?
  /// How many registers the arguments take.
  var count: Int
  var demand: Demand
  /// What of its items is looked at.
  var projection = Projection.whole
  /// The stage that wants its items.
  var consumer: String?
  /// Whether its block may make more than one write.
  var writesOften = false
}

/// Which value a stream may be in place of a list, so that it is taken as it is.
enum OneValue: UInt8 {
  case none
  /// `select` and its like also work on one.
  case object
  /// Whatever it is, it is stored or shown.
  case any

  func takes(_ value: Value) -> Bool {
    switch (self, value) {
    case (.none, _), (_, .array): false
    case (.object, .object), (.any, _): true
    case (.object, _): false
    }
  }
}

/// What is done with the answer of a command that can answer item by item.
public enum Demand: Sendable {
  /// It is stored or passed: the whole is wanted.
  case value
  /// Its items are read one by one, perhaps not all.
  case items
  /// Only their number.
  case count
}

/// Whether anybody looks at the value of a call, as far as the compiler can tell. A dry run asks this: after a write
/// that was not sent it goes on only where nobody looks at the answer.
enum Need: UInt8 {
  case value
  /// It is dropped, or at most shown.
  case nothing
  /// It is the value of the def, and whoever called that decides.
  case caller
}

/// The segments of a path that yields any number of nodes, with places for computed selectors.
struct PathTemplate: Sendable {
  var segments: [PathSegment]
  /// Selectors that are computed: which selector of which segment, from which argument.
  var holes: [Hole]
  /// The variables that filters mention, and their arguments.
  var variables: [(name: Text, argument: Int)]
  var arguments: Int

  struct Hole: Sendable {
    var segment: Int
    var selector: Int
    var part: Part
    var argument: Int
  }

  enum Part: Sendable { case whole, start, end, step }
}
