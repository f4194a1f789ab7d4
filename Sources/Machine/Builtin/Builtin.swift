import JSON
import Syntax

/// A command of the language as one value: what the parser, the checker, completion and help read,
/// and what it does.
public struct Builtin: Sendable {
  public var signature: Signature
  /// One line, for `help` and completion: a lower-case fragment with no full stop.
  public var summary: String
  /// Shown by `help`, and run as tests.
  public var examples: [Example]
  public var body: Body
  /// Whether it makes text that is output as it is and not as a JSON string (`to`).
  public var makesText = false
  /// The flag with which it makes such text (`--code`).
  public var textFlag: String?
  /// What it looks at of the items that it gets, as a stage.
  public var reads: Reading

  public init(
    _ signature: Signature, _ summary: String, examples: [Example] = [], reads: Reading = .whole, _ body: Body
  ) {
    self.signature = signature
    self.summary = summary
    self.examples = examples
    self.reads = reads
    self.body = body
  }

  public var name: String { signature.name }

  /// A line of the language, and what it shows where that is always the same.
  public struct Example: Sendable {
    public var code: String
    public var shown: String?

    public init(_ code: String, shows shown: String? = nil) {
      self.code = code
      self.shown = shown
    }
  }

  public enum Reading: Sendable {
    case whole
    /// What its expression looks at, if it has one; of the items it keeps nothing.
    case expression
    /// The members that it names.
    case fields
  }

  public enum Body: Sendable {
    /// Compiled by the machine into the loop or the jumps around it.
    case form(Form)
    /// A function of its arguments; the pipeline's value is the first.
    case function(@Sendable (Arguments) throws(Failure) -> Value)
    /// Item by item, one out for each one in (nil drops it); also on a single object. Made once a
    /// pipeline from its arguments.
    case filter(@Sendable (Arguments) throws(Failure) -> (Value) throws(Failure) -> Value?)
    /// Item by item with a memory: may hold items back, and may yield several.
    case stage(@Sendable (Arguments) throws(Failure) -> any Stage)
    /// All items into one value, without holding them unless it must.
    case gather(@Sendable (Arguments) throws(Failure) -> any Gather)
    /// Needs the world: carried out by whoever drives the fiber.
    case world(World)
  }

  /// What an effect gives back.
  public enum World: Sendable {
    case value
    /// A sequence of items, read on demand.
    case stream
    /// Takes a pipeline's value, item by item where it comes so.
    case sink
    /// Something done around a block: the effect is raised on entry and on leaving.
    case bracket
  }

  /// The builtins that are control flow: only the compiler can make these.
  public enum Form: Sendable {
    case `where`, map, each, first, skip, until, any, all, reduce, sum, fail, fails, every, ignore
  }
}

/// A stage that keeps something between items. The machine pushes each item, then pops until nil;
/// at the end of the input it calls `finish` and pops what was held back.
public protocol Stage: AnyObject {
  /// `key` is the value of the stage's expression over the item, or the item where it has none.
  func push(_ item: Value, key: Value) throws(Failure)
  func finish() throws(Failure)
  func pop() -> Value?
}

/// A gatherer: the machine pushes each item and asks for the value at the end.
public protocol Gather: AnyObject {
  /// `key` is the value of its expression over the item, or the item where it has none.
  func push(_ item: Value, key: Value) throws(Failure)
  func finish() throws(Failure) -> Value
}
