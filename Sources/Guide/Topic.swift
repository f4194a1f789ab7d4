/// A page of `help`: one statement or concept, about one screen long.
public struct Topic: Sendable {
  /// The word that is typed after `help`, and that completion offers.
  public let name: String
  /// Other words that `help` finds it by: keywords, signs, and other names for the same thing.
  public let aliases: [String]
  /// What it is about: a short phrase for lists of topics.
  public let title: String
  /// Paragraphs, lists, headings and code in the Markdown that `HelpRenderer` knows.
  public let body: String
  /// Programs that run unchanged on a fresh sandbox. The tests run them.
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
  /// A program of a topic, with what it prints.
  public struct Example: Sendable {
    public let code: String
    /// The standard output of the program, without the last newline. Nil where it depends on the clock
    /// or on what was sent before.
    public let shown: String?
    /// The files that must lie beside it.
    public let files: [File]

    public init(_ code: String, shown: String? = nil, files: [File] = []) {
      self.code = code
      self.shown = shown
      self.files = files
    }
  }

  /// A file that an example reads.
  public struct File: Sendable {
    public let name: String
    public let text: String

    public init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }
}
