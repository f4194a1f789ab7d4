/// The Markdown of help texts: headings, paragraphs, lists, fenced code and `code` within a line.
enum Markdown {
  enum Block: Equatable {
    case heading(String)
    case paragraph(String)
    /// One item of a list.
    case item(String)
    /// The lines between two fences, unchanged.
    case code([String])
  }

  static func blocks(_ text: String) -> [Block] {
    var blocks: [Block] = []
    var continues = false
    var fence: [String]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if let code = fence {
        fence = line.hasPrefix("```") ? nil : code + [line]
        if fence == nil { blocks.append(.code(code)) }
      } else if line.hasPrefix("```") {
        fence = []
        continues = false
      } else if continues, isText(line) {
        blocks.append(joined(blocks.popLast(), line))
      } else if !line.isEmpty {
        blocks.append(block(line))
        continues = !line.hasPrefix("#")
      } else {
        continues = false
      }
    }
    return blocks + (fence.map { [.code($0)] } ?? [])
  }

  private static func isText(_ line: String) -> Bool {
    !line.isEmpty && !line.hasPrefix("#") && !line.hasPrefix("- ")
  }

  private static func block(_ line: String) -> Block {
    if line.hasPrefix("#") { return .heading(trimmed(line.drop { $0 == "#" })) }
    return line.hasPrefix("- ") ? .item(trimmed(line.dropFirst(2))) : .paragraph(trimmed(line[...]))
  }

  private static func joined(_ block: Block?, _ line: String) -> Block {
    switch block {
    case .item(let text): .item(text + " " + trimmed(line[...]))
    case .paragraph(let text): .paragraph(text + " " + trimmed(line[...]))
    default: self.block(line)
    }
  }

  private static func trimmed(_ text: Substring) -> String { String(text.drop { $0 == " " }) }
}
