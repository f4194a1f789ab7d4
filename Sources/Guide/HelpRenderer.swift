import Rendering
import Source

/// Lays out help for the width of a screen: a renderer is made for the screen, and shows the topics that `Topics`
/// finds. Lists in at most 80 cells, sentences in at most 72, which read best.
public struct HelpRenderer: Sendable {
  private let palette: Palette
  private let width: Int
  private let textWidth: Int

  public init(screen: Screen) {
    palette = Palette(isOn: screen.color)
    width = max(min(screen.columns, 80), 20)
    textWidth = min(width, 72)
  }

  /// A topic: its name and title, the body, then its examples with what they show.
  public func text(_ topic: Topic) -> String {
    let title = wrapped(topic.name + ": " + topic.title, first: "", rest: "    ", in: width)
    let head = heading(topic.name) + title.dropFirst(topic.name.count)
    let parts = [head, text(markdown: topic.body)] + (topic.examples.isEmpty ? [] : [text(topic.examples)])
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// Examples below their heading, with empty lines between them where one has several lines.
  package func text(_ examples: [Topic.Example]) -> String {
    let isLoose = examples.contains { $0.code.contains("\n") || !$0.files.isEmpty }
    return heading(examples.count > 1 ? "Examples" : "Example") + "\n"
      + examples.map { text($0) }.joined(separator: isLoose ? "\n\n" : "\n")
  }

  /// Names and what is said of each, which is wrapped beside them.
  package func rows(_ rows: [(String, String)]) -> String {
    let nameWidth = rows.map { displayWidth(of: $0.0) }.max() ?? 0
    let indent = String(repeating: " ", count: nameWidth + 4)
    return rows.map { name, text in
      let lines = wrapped(text, first: indent, rest: indent, in: width).dropFirst(indent.count)
      return "  " + palette.paint(name.padded(to: nameWidth), .code) + "  " + lines + "\n"
    }.joined()
  }

  /// What is too long for a line goes on below, four cells in.
  package func heading(_ text: String) -> String {
    let lines = wrapped(text, first: "", rest: "    ", in: width).split(separator: "\n")
    return lines.map { palette.paint(String($0), .heading) }.joined(separator: "\n")
  }

  /// A sentence below a list.
  package func note(_ text: String) -> String { wrapped(text, first: "", rest: "", in: width) + "\n" }

  /// A paragraph, two cells in.
  package func indented(_ text: String) -> String {
    wrapped(text, first: "  ", rest: "  ", in: textWidth) + "\n"
  }

  /// Any help text in Markdown, without a newline at its end.
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
    let lines = Rendering.wrapped(
      Self.words(text), columns: width, first: displayWidth(of: first), rest: displayWidth(of: rest),
      width: { displayWidth(of: seen($0)) })
    return lines.enumerated().map { number, words in
      (number == 0 ? first : rest) + words.map(paintCode).joined(separator: " ")
    }.joined(separator: "\n")
  }

  /// Words between spaces; code between backticks is one word, so that its colour is never broken.
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

  /// The word as it is counted: where code is coloured its backticks are left out.
  private func seen(_ word: String) -> String { palette.isOn ? word.filter { $0 != "`" } : word }

  private func paintCode(_ word: String) -> String {
    guard palette.isOn else { return word }
    let parts = word.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    return parts.enumerated().map { $0.isMultiple(of: 2) ? $1 : palette.paint($1, .code) }.joined()
  }
}
