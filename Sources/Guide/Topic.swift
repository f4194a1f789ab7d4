/// A page of `help`: one statement or concept, about a screen long.
public struct Topic: Sendable {
  /// What is typed after `help`, and what completion offers.
  public let name: String
  /// What else it answers to: keywords, signs, and other names for the same.
  public let aliases: [String]
  /// What it is about: a fragment for the lists of topics.
  public let title: String
  /// Paragraphs, lists, headings and code in the Markdown that `HelpRenderer` knows.
  public let body: String
  /// Programs that run as they stand against a fresh sandbox; the test suite runs them.
  public let examples: [Example]

  public init(
    _ name: String, also aliases: [String] = [], _ title: String, body: String, examples: [Example]
  ) {
    self.name = name
    self.aliases = aliases
    self.title = title
    self.body = body
    self.examples = examples
  }

  public var names: [String] { [name] + aliases }
}

extension Topic {
  public struct Example: Sendable {
    public let code: String
    /// What the program writes to standard output, without the last newline; nil where that depends on
    /// the clock or on what was sent before.
    public let shown: String?
    /// What must lie beside it.
    public let files: [File]

    public init(_ code: String, shown: String? = nil, files: [File] = []) {
      self.code = code
      self.shown = shown
      self.files = files
    }
  }

  public struct File: Sendable {
    public let name: String
    public let text: String

    public init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }
}
