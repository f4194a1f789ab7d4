import JSON
import Queries
import Source

public struct Expression: Sendable {
  public indirect enum Kind: Sendable {
    /// null, true, false, a number, a duration (in seconds), a phone literal.
    case literal(Value)
    case text(TextLiteral)
    /// `'raw'`
    case raw(String)
    /// A bare word: an argument of a command, or alone as an element of an array or object.
    /// It takes the type that its parameter declares; else it is a JSON literal if it reads as one.
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

public enum UnaryOperator: String, Sendable {
  case not = "!"
  case negate = "-"
}

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

/// `"text $name ${path} $( pipeline )"`, on one line or between `"""`.
public struct TextLiteral: Sendable {
  public enum Part: Sendable {
    case text(String)
    /// `$name.member[0]`, or the same between `${` and `}`: always a path.
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

  /// The text, where nothing is inserted into it.
  public var constant: String? {
    var result = ""
    for part in parts {
      guard case .text(let text) = part else { return nil }
      result += text
    }
    return result
  }
}

public struct Element: Sendable {
  public var value: Expression
  /// `...value`
  public var spread: Bool

  public init(value: Expression, spread: Bool) {
    self.value = value
    self.spread = spread
  }
}

public enum ObjectMember: Sendable {
  public enum Key: Sendable {
    case name(Name)
    case text(TextLiteral)
    case computed(Expression)
  }

  case pair(Key, Element)
  /// `{$x}` is `{x: $x}`.
  case variable(Name)
  case spread(Expression)
}

/// What a path starts from.
public indirect enum Root: Sendable {
  /// `$`, the last result.
  case last
  /// `@`, the current item.
  case item
  /// `$name`; the name is without `$`.
  case variable(Name)
  case call(Command)
  /// `( pipeline )`
  case pipeline(Pipeline)
}

/// One step of a path (RFC 9535 §2.5), with computed names and indices beside the RFC's own.
public struct Segment: Sendable {
  public var descendant: Bool
  public var selectors: [Selector]
  /// Ends with `?`: where this step finds nothing or null, the whole path is null.
  public var optional: Bool
  public var span: Span

  public init(descendant: Bool, selectors: [Selector], optional: Bool, span: Span) {
    self.descendant = descendant
    self.selectors = selectors
    self.optional = optional
    self.span = span
  }
}

public indirect enum Selector: Sendable {
  /// `.name` or `['name']` or `["name"]`, known when the program is read.
  case name(Text)
  /// `[0]`, `[-1]`.
  case index(Int64)
  case wildcard
  case slice(start: Expression?, end: Expression?, step: Expression?)
  /// `[?…]`, held to the RFC; `$name` may be used in it as a further root.
  case filter(Filter, Span)
  /// `[expr]`: a name or an index, known when it is computed.
  case computed(Expression)
}

extension Segment {
  /// Whether the step yields at most one value: one name or one index, and no descent.
  public var isSingular: Bool {
    guard !descendant, selectors.count == 1 else { return false }
    switch selectors[0] {
    case .name, .index, .computed: return true
    case .wildcard, .slice, .filter: return false
    }
  }
}
