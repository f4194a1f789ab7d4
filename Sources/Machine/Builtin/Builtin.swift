import JSON
import Syntax

/// A command of the language as one value: what the parser, the checker, completion and help read, and what it does.
/// Whoever needs to know something of a command asks its value; nobody compares its name. It is an object, and not a
/// copy for each who asks: the checker and the compiler ask several times at every command of a program.
public final class Builtin: Sendable {
  public let signature: Signature
  /// One line, for `help` and completion: a lower-case fragment with no full stop.
  public let summary: String
  /// What it is listed under in `help`.
  public let group: Group
  /// Shown by `help`, and run as tests.
  public let examples: [Example]
  /// What it takes from the pipeline; nil where it takes any value, or any list.
  public let takes: Taken?
  /// What is known of its value before it runs. What the forms give is known by the machine, which makes them.
  public let gives: Yield
  /// What is wrong with the arguments of a call, as far as they are known; names, counts and flags are checked by the
  /// signature.
  public let faults: Faults
  public let body: Body
  /// What it looks at of the items that it gets, as a stage.
  public let reads: Reading
  /// What other shells and languages call it.
  public let otherNames: [String]
  public let traits: Traits

  /// What few builtins have.
  public struct Traits: Sendable {
    /// What a call does to what is outside the program, as far as the text of the call tells.
    public var effect: @Sendable (Command) -> Effect = { _ in .none }
    /// Why nothing that follows it in its block is ever run, where that is so.
    public var ends: End?
    /// Whether it makes text that is output as it is and not as a JSON string (`to`).
    public var makesText = false
    /// The flag with which it makes such text (`--code`).
    public var textFlag: String?
    /// Whether what its block writes is kept under a key of its own, and so written once (`once`).
    public var isKeyed = false
    /// Whether it sets what holds for all calls that follow, of tests too (`defaults`).
    public var setsDefaults = false
    /// Whether it gives one of the items where no operand asks for more (`first`, `last`).
    public var givesItem = false
    /// Whether each item that it gives is made of several (`chunk`).
    public var joinsItems = false
    /// Whether it speaks to the prompt, and says nothing in a script (`history`).
    public var isForPrompt = false
    /// Whether it needs what was called and shown from the start of the run on (`record`).
    public var needsRecord = false
    /// Whether it reads what inputs before it showed: a list that was cut to the screen is read to its end first.
    public var needsShown = false
    /// Whether it makes the configuration of the program, which may be missing then (`login`).
    public var makesConfiguration = false
    /// Whether what it gives is a customer's business: files that it is saved into are for the user's eyes alone.
    public var isPrivate = false
    /// What the key of a program must be allowed for it.
    public var permissions: [String] = []
    /// Where the rows that it lists are; nil where they cost a call, or it lists none.
    public var rows: Rows?
    /// How the time that it gives can be known without a clock; nil where it cannot.
    public var moment: Moment?

    public init() {}
  }

  /// What holds rows on this machine.
  public enum Rows: Sendable { case history, ledger, profiles, outputs }

  public typealias Faults = @Sendable (KnownArguments, CallRules) -> [ArgumentFault]

  public init(
    _ signature: Signature, _ summary: String, in group: Group = .session, also otherNames: [String] = [],
    examples: [Example] = [],
    takes: Taken? = nil, gives: Yield = .unknown, faults: @escaping Faults = { _, _ in [] },
    reads: Reading = .whole, _ body: Body, traits: Traits = Traits()
  ) {
    self.signature = signature
    self.summary = summary
    self.group = group
    self.otherNames = otherNames
    self.examples = examples
    self.takes = takes
    self.gives = gives
    self.faults = faults
    self.reads = reads
    self.body = body
    self.traits = traits
  }

  public var name: String { signature.name }

  /// The same builtin with some members changed, for members that few builtins need.
  public func with(_ change: (inout Traits) -> Void) -> Builtin {
    var traits = traits
    change(&traits)
    return Builtin(
      signature, summary, in: group, also: otherNames, examples: examples, takes: takes, gives: gives,
      faults: faults, reads: reads, body, traits: traits)
  }

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
    /// How many there are, and nothing of any.
    case number
  }

  /// What a command is for, as `help` has it, in its order.
  public enum Group: String, CaseIterable, Sendable {
    case account = "general"
    case eachItem = "each item"
    case allItems = "all items"
    case json = "JSON"
    case text
    case numbers
    case inAndOut = "in and out"
    case control
    case session
  }

  /// Where something is that a call reads or writes.
  public enum Place: Sendable {
    case account
    /// The file that an operand of kind `path` names.
    case file
  }

  public enum Effect: Sendable, Equatable {
    case none
    case reads(Place)
    /// It writes into the account, which must not be done twice.
    case writes(Place)
  }

  public enum End: Sendable {
    /// It leaves the blocks around it (`fail`).
    case leaves
    /// It goes on and on (`every`).
    case never
  }

  /// How a time that a call gives is known before it runs.
  public enum Moment: Sendable {
    /// By the name of the command, which a flag also takes as a word: `today`.
    case named
    /// By the text that it is given: `time("2025-01-15")`.
    case written
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
