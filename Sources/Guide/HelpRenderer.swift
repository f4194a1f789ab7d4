import Rendering
import Source

/// Lays out help for the width of a screen. Make a renderer for the screen, and let it show the topics that
/// `Topics` finds. Lists are at most 80 cells wide; sentences at most 72, because shorter lines are easier to
/// read.
public struct HelpRenderer: Sendable {
  private let palette: Palette
  private let width: Int
  private let textWidth: Int

  public init(screen: Screen) {
    palette = Palette(isOn: screen.color)
    width = max(min(screen.columns, 80), 20)
    textWidth = min(width, 72)
  }

  /// A topic: its name and title, its body, then its examples with their output.
  public func text(_ topic: Topic) -> String {
    let title = wrapped(topic.name + ": " + topic.title, first: "", rest: "    ", in: width)
    let head = heading(topic.name) + title.dropFirst(topic.name.count)
    let parts = [head, text(markdown: topic.body)] + (topic.examples.isEmpty ? [] : [text(topic.examples)])
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// Examples below a heading. Where one of them has several lines, empty lines stand between them.
  package func text(_ examples: [Topic.Example]) -> String {
    let isLoose = examples.contains { $0.code.contains("\n") || !$0.files.isEmpty }
    return heading(examples.count > 1 ? "Examples" : "Example") + "\n"
      + examples.map { text($0) }.joined(separator: isLoose ? "\n\n" : "\n")
  }

  /// Rows of a name and a text. The text is wrapped beside the name.
  package func rows(_ rows: [(String, String)]) -> String {
    let nameWidth = rows.map { displayWidth(of: $0.0) }.max() ?? 0
    let indent = String(repeating: " ", count: nameWidth + 4)
    return rows.map { name, text in
      let lines = wrapped(text, first: indent, rest: indent, in: width).dropFirst(indent.count)
      return "  " + palette.paint(name.padded(to: nameWidth), .code) + "  " + lines + "\n"
    }.joined()
  }

  /// A heading. Where it is too long for one line, it goes on below, indented by four cells.
  package func heading(_ text: String) -> String {
    let lines = wrapped(text, first: "", rest: "    ", in: width).split(separator: "\n")
    return lines.map { palette.paint(String($0), .heading) }.joined(separator: "\n")
  }

  /// A sentence below a list, wrapped.
  package func note(_ text: String) -> String { wrapped(text, first: "", rest: "", in: width) + "\n" }

  /// A paragraph, indented by two cells.
  package func indented(_ text: String) -> String {
    wrapped(text, first: "  ", rest: "  ", in: textWidth) + "\n"
  }

  /// A help text in Markdown, laid out. It has no newline at its end.
  public func text(markdown: String) -> String {
    var result = ""
    var previous: Markdown.Block?
    for block in Markdown.blocks(markdown) {
      if let previous { result += separator(previous, block) }
      result += text(block)
      previous = block
    }
    return result
  }

  private func separator(_ first: Markdown.Block, _ second: Markdown.Block) -> String {
    if case .item = first, case .item = second { return "\n" }
    return "\n\n"
  }

  private func text(_ block: Markdown.Block) -> String {
    switch block {
    case .heading(let text): palette.paint(text, .heading)
    case .paragraph(let text): wrapped(text, first: "", rest: "", in: textWidth)
    case .item(let text): wrapped(text, first: "- ", rest: "  ", in: textWidth)
    case .code(let lines): lines.map { code($0) }.joined(separator: "\n")
    }
  }

  private func text(_ example: Topic.Example) -> String {
    let files = example.files.flatMap { [palette.paint("  \($0.name):", .dim)] + lines($0.text) }
    let shown = (example.shown ?? "").split(separator: "\n").map { "    " + palette.paint(String($0), .dim) }
    return ((files.isEmpty ? [] : files + [""]) + lines(example.code) + shown).joined(separator: "\n")
  }

  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { code(String($0)) }
  }

  private func code(_ line: String) -> String { line.isEmpty ? "" : "  " + palette.paint(line, .code) }

  private func wrapped(_ text: String, first: String, rest: String, in width: Int) -> String {
    let lines = Source.wrapped(
      Self.words(text), columns: width, first: displayWidth(of: first), rest: displayWidth(of: rest),
      width: { displayWidth(of: seen($0)) })
    return lines.enumerated().map { number, words in
      (number == 0 ? first : rest) + words.map(paintCode).joined(separator: " ")
    }.joined(separator: "\n")
  }

  /// The words of a text. Code between backticks is one word, so that a line never ends within its colour.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isCode = false
    for character in text {
      if character == "`" { isCode.toggle() }
      if character == " ", !isCode {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  /// The word as its width is counted. Where code is coloured, its backticks are not shown.
  private func seen(_ word: String) -> String { palette.isOn ? word.filter { $0 != "`" } : word }

  private func paintCode(_ word: String) -> String {
    guard palette.isOn else { return word }
    let parts = word.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    return parts.enumerated().map { $0.isMultiple(of: 2) ? $1 : palette.paint($1, .code) }.joined()
  }
}
