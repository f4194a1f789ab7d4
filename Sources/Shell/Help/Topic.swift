/// A page of `help`: one concept, about a screen long.
public struct Topic: Sendable {
  /// What is typed after `help`.
  public let name: String
  /// One line, for the list of topics.
  public let title: String
  /// Paragraphs, lists, headings and code in the Markdown that `HelpRenderer` knows.
  public let body: String
  /// Programs that run as they stand against a fresh sandbox; the test suite runs them.
  public let examples: [Example]

  public init(_ name: String, _ title: String, body: String, examples: [Example]) {
    self.name = name
    self.title = title
    self.body = body
    self.examples = examples
  }
}

extension Topic {
  public struct Example: Sendable {
    public let code: String
    /// What the program writes to standard output, without the last newline; nil where that depends on
    /// the clock or on what was sent before.
    public let shown: String?

    public init(_ code: String, shown: String? = nil) {
      self.code = code
      self.shown = shown
    }
  }
}
