import JSON
import Queries
import Source

/// An expression and its place.
public struct Expression: Sendable {
  /// The form of an expression.
  public indirect enum Kind: Sendable {
    /// null, true, false, a number, a duration in seconds, or a phone number.
    case literal(Value)
    case text(TextLiteral)
    /// `'raw'`
    case raw(String)
    /// A bare word: an argument of a command, or a single element of an array or object. It takes the type that its
    /// parameter declares. Without a declared type it is a JSON literal where it reads as one, and otherwise text.
    case word(String)
    case array([Element])
    case object([ObjectMember])
    case path(Root, [Segment])
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
  }

  public var kind: Kind
  public var span: Span

  public init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// The operators with one operand.
public enum UnaryOperator: String, Sendable {
  case not = "!"
  case negate = "-"
}

/// The operators with two operands. The raw value is how the operator is written.
public enum BinaryOperator: String, Sendable {
  case coalesce = "??"
  case or = "||"
  case and = "&&"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case contained = "in"
  case matches = "matches"
  case range = ".."
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
}

/// A text in which something may be inserted: `"text $name ${path} $( pipeline )"`, on one line or between `"""`.
public struct TextLiteral: Sendable {
  /// A piece of the text, or something that is inserted into it.
  public enum Part: Sendable {
    case text(String)
    /// `$name.member[0]`, or the same between `${` and `}`. The expression is always a path.
    case path(Expression)
    /// `$( … )`
    case pipeline(Pipeline)
  }

  public var parts: [Part]
  public var multiline: Bool
  public var span: Span

  public init(parts: [Part], multiline: Bool, span: Span) {
    self.parts = parts
    self.multiline = multiline
    self.span = span
  }

  /// The whole text; nil where something is inserted into it.
  public var constant: String? {
    var result = ""
    for part in parts {
      guard case .text(let text) = part else { return nil }
      result += text
    }
    return result
  }
}

/// An element of an array, or the value of an object's member.
public struct Element: Sendable {
  public var value: Expression
  /// Whether it is written `...value`.
  public var spread: Bool

  public init(value: Expression, spread: Bool) {
    self.value = value
    self.spread = spread
  }
}

/// A member of an object.
public enum ObjectMember: Sendable {
  /// The name of a member.
  public enum Key: Sendable {
    case name(Name)
    case text(TextLiteral)
    case computed(Expression)
  }

  case pair(Key, Element)
  /// `{$x}`, which means `{x: $x}`.
  case variable(Name)
  case spread(Expression)
}

/// The start of a path.
public enum Root: Sendable {
  /// `$`, the last result.
  case last
  /// `@`, the current item.
  case item
  /// `$name`. The name is stored without `$`.
  case variable(Name)
  indirect case call(Command)
  /// `( pipeline )`
  indirect case pipeline(Pipeline)
}

/// One step of a path (RFC 9535 §2.5). Names and indices may also be computed.
public struct Segment: Sendable {
  public var descendant: Bool
  public var selectors: [Selector]
  /// Whether the step ends with `?`. Then the whole path is null where this step finds nothing or null.
  public var optional: Bool
  public var span: Span

  public init(descendant: Bool, selectors: [Selector], optional: Bool, span: Span) {
    self.descendant = descendant
    self.selectors = selectors
    self.optional = optional
    self.span = span
  }
}

public enum Selector: Sendable {
  /// `.name`, `['name']` or `["name"]`, where the name is known without running the program.
  case name(Text)
  /// `[0]`, `[-1]`.
  case index(Int64)
  case wildcard
  indirect case slice(start: Expression?, end: Expression?, step: Expression?)
  /// `[?…]` by the rules of the RFC. `$name` may be used in it as a further root.
  indirect case filter(Filter, Span)
  /// `[expr]`, where the name or index is known only when the program runs.
  case computed(Expression)
}

extension Segment {
  /// Whether the step selects at most one value: it has one name or one index, and does not descend.
  public var isSingular: Bool {
    guard !descendant, selectors.count == 1 else { return false }
    switch selectors[0] {
    case .name, .index, .computed: return true
    case .wildcard, .slice, .filter: return false
    }
  }
}
