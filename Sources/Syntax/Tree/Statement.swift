import JSON
import Source

/// A program as a tree (rule `program` of the grammar).
public struct Program: Sendable {
  public var statements: [Statement]
  /// All comments, in order. The formatter keeps them, and `param` takes its help from them.
  public var comments: [Comment]
  public var span: Span
  /// What could not be read; nil where there was no fault.
  public var unread: Unread?

  public init(statements: [Statement], comments: [Comment], span: Span, unread: Unread? = nil) {
    self.statements = statements
    self.comments = comments
    self.span = span
    self.unread = unread
  }
}

/// What the parts of a program that could not be read may contain.
public struct Unread: Sendable {
  /// The words in these parts. Any of them may be a declaration or a use.
  public var words: Set<String> = []
  /// Whether it is unclear to which block a statement belongs, because a block is not closed, or a `}` closes none.
  public var blocks = false
  /// Whether any command may be a def of a file that could not be read.
  public var defs = false

  public init(words: Set<String> = [], blocks: Bool = false) {
    self.words = words
    self.blocks = blocks
  }
}

/// A comment from `#` to the end of its line. `text` leaves out the `#` and one space after it.
public struct Comment: Sendable {
  public var text: String
  public var span: Span

  public init(text: String, span: Span) {
    self.text = text
    self.span = span
  }
}

/// A name and its place.
public struct Name: Sendable {
  public var text: String
  public var span: Span
  /// The number of a variable's or a command's name in its file, from 1 on, so that an array can say of each what it
  /// means. Other names, and those that were not read from a file, have the number 0.
  public var number: UInt32

  public init(_ text: String, _ span: Span, number: UInt32 = 0) {
    self.text = text
    self.span = span
    self.number = number
  }
}

/// Statements in braces.
public struct Block: Sendable {
  public var statements: [Statement]
  public var span: Span

  public init(statements: [Statement], span: Span) {
    self.statements = statements
    self.span = span
  }
}

/// A statement and its place.
public struct Statement: Sendable {
  /// The form of a statement.
  public indirect enum Kind: Sendable {
    case declare(Name, Pipeline)
    case keep(Name, Expression)
    case assign(Target, AssignmentOperator, Pipeline)
    case forIn(first: Name, second: Name?, Pipeline, Block)
    case whileLoop(Pipeline, Block)
    case breakLoop
    case continueLoop
    case returnValue(Pipeline?)
    case define(Definition)
    case assert(Expression, Expression?)
    case use(TextLiteral)
    case test(TextLiteral, Block)
    case param(ScriptParameter)
    case pipeline(Pipeline)
  }

  public var kind: Kind
  public var span: Span

  public init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// The operator of an assignment.
public enum AssignmentOperator: String, Sendable {
  case set = "="
  case add = "+="
  case subtract = "-="
  case multiply = "*="
  case divide = "/="
  case remainder = "%="

  /// The operator that is applied before the value is assigned; nil for `=`.
  public var binary: BinaryOperator? {
    switch self {
    case .set: nil
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .remainder: .remainder
    }
  }
}

/// What an assignment changes: a variable, or a part of its value.
public struct Target: Sendable {
  /// A step from a value to a part of it.
  public enum Step: Sendable {
    case member(Name)
    /// A computed key or index.
    case computed(Expression)
  }

  /// The variable; its name is stored without `$`.
  public var variable: Name
  public var steps: [Step]
  public var span: Span

  public init(variable: Name, steps: [Step], span: Span) {
    self.variable = variable
    self.steps = steps
    self.span = span
  }
}

/// A def: `def name(a, b = 1) { … }`.
public struct Definition: Sendable {
  /// A parameter of a def. `initial` is its default.
  public struct Parameter: Sendable {
    public var name: Name
    public var initial: Expression?

    public init(name: Name, initial: Expression?) {
      self.name = name
      self.initial = initial
    }
  }

  public var name: Name
  public var parameters: [Parameter]
  public var body: Block

  public init(name: Name, parameters: [Parameter], body: Block) {
    self.name = name
    self.parameters = parameters
    self.body = body
  }
}

/// An option of a script: `param name: type = initial  # help`.
public struct ScriptParameter: Sendable {
  public var name: Name
  public var type: Name?
  public var initial: Expression?
  /// The comment on the same line.
  public var help: String?

  public init(name: Name, type: Name?, initial: Expression?, help: String?) {
    self.name = name
    self.type = type
    self.initial = initial
    self.help = help
  }
}

/// A pipeline: `source | stage | stage`.
public struct Pipeline: Sendable {
  public enum Source: Sendable {
    indirect case conditional(Conditional)
    indirect case attempt(Attempt)
    indirect case command(Command)
    case expression(Expression)
  }

  public var source: Source
  public var stages: [Command]
  public var span: Span

  public init(source: Source, stages: [Command], span: Span) {
    self.source = source
    self.stages = stages
    self.span = span
  }
}

/// `if … { … } else if … { … } else { … }`.
public struct Conditional: Sendable {
  public var branches: [(condition: Pipeline, body: Block)]
  public var otherwise: Block?
  public var span: Span

  public init(branches: [(condition: Pipeline, body: Block)], otherwise: Block?, span: Span) {
    self.branches = branches
    self.otherwise = otherwise
    self.span = span
  }
}

/// `try { … } catch e { … }`.
public struct Attempt: Sendable {
  public var body: Block
  public var variable: Name?
  public var handler: Block
  public var span: Span

  public init(body: Block, variable: Name?, handler: Block, span: Span) {
    self.body = body
    self.variable = variable
    self.handler = handler
    self.span = span
  }
}

/// A builtin, a def or an operation of the API, with its arguments: `name arg …`, or `name(arg, …)`.
public struct Command: Sendable {
  /// Whether the arguments are separated by white space, or stand in parentheses.
  public enum Form: Sendable { case command, call }

  public var name: Name
  /// The second word of an operation of the API, such as `send` in `messages send`.
  public var verb: Name?
  public var arguments: [Argument]
  public var form: Form
  public var span: Span

  public init(name: Name, verb: Name?, arguments: [Argument], form: Form, span: Span) {
    self.name = name
    self.verb = verb
    self.arguments = arguments
    self.form = form
    self.span = span
  }

  /// The name and the verb as they are written.
  public var fullName: String { verb.map { "\(name.text) \($0.text)" } ?? name.text }

  /// The span of the name and the verb.
  public var nameSpan: Span { verb.map { name.span.through($0.span) } ?? name.span }
}

/// An argument of a command, and its place.
public struct Argument: Sendable {
  /// The form of an argument.
  public enum Kind: Sendable {
    /// `--name`, `--name value` or `--name=value`. The name is stored without dashes.
    indirect case flag(Name, Expression?)
    /// `a.b=value`, or `a.b?=value`, which is optional.
    indirect case parameter(path: [Name], optional: Bool, Expression)
    /// `...value`
    case spread(Expression)
    /// A value, or an expression over `@` where the signature asks for one.
    case operand(Expression)
    case block(Block)
    /// The path of a field as an operand: `a.b` or `a.b?`.
    case field([Name], optional: Bool)
  }

  public var kind: Kind
  public var span: Span

  public init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}
