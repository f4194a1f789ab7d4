/// What is wrong with a program, and where: what must hold and what was found, then a hint.
public struct Diagnostic: Error, Hashable, Sendable {
  public enum Severity: Hashable, Sendable { case error, warning }

  public var severity: Severity
  public var message: String
  public var span: Span
  /// What to write instead or to do next, where something helps.
  public var hint: String?

  public init(_ severity: Severity, _ message: String, at span: Span, hint: String? = nil) {
    self.severity = severity
    self.message = message
    self.span = span
    self.hint = hint
  }

  public static func error(_ message: String, at span: Span, hint: String? = nil) -> Diagnostic {
    Diagnostic(.error, message, at: span, hint: hint)
  }

  public static func warning(_ message: String, at span: Span, hint: String? = nil) -> Diagnostic {
    Diagnostic(.warning, message, at: span, hint: hint)
  }
}
