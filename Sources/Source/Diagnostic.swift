/// What is wrong with a program, and where. It says what must hold and what was found, and has a
/// hint.
public struct Diagnostic: Error, Hashable, Sendable {
  /// An error stops the program before it begins, a warning does not.
  public enum Severity: Hashable, Sendable { case error, warning }

  public var severity: Severity
  public var message: String
  public var span: Span
  /// What to do next, where there is something to do and no proposal.
  private let words: String?
  /// A line that shows how it is done.
  private let example: String?
  /// The text to write instead.
  public var proposal: Proposal?
  /// Another text, for where the program does not check with the first one.
  public var otherProposal: Proposal?
  /// The text to write instead, or what to do next.
  public var hint: String? { proposal.map { "write: \($0.shown)" } ?? example ?? words }

  /// What of the hint is text of the language, and the words before it.
  var code: (before: String, text: String)? {
    proposal.map { ("write: ", $0.shown) } ?? example.map { ("", $0) }
  }

  public init(
    _ severity: Severity, _ message: String, at span: Span, hint: String? = nil, example: String? = nil,
    proposal: Proposal? = nil, otherProposal: Proposal? = nil
  ) {
    self.example = example
    self.otherProposal = otherProposal
    self.severity = severity
    self.message = message
    self.span = span
    words = hint
    self.proposal = proposal
  }

  public static func error(
    _ message: String, at span: Span, hint: String? = nil, example: String? = nil, proposal: Proposal? = nil,
    otherProposal: Proposal? = nil
  ) -> Diagnostic {
    Diagnostic(
      .error, message, at: span, hint: hint, example: example, proposal: proposal,
      otherProposal: otherProposal)
  }

  public static func warning(
    _ message: String, at span: Span, hint: String? = nil, proposal: Proposal? = nil
  ) -> Diagnostic {
    Diagnostic(.warning, message, at: span, hint: hint, proposal: proposal)
  }
}
