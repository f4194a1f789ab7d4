/// A session as a terminal shows it: each input after the prompt, and its output below it.
struct Transcript {
  static let prompt = "sandbox> "
  /// Stands before the further lines of an input.
  static let continuation = "·······> "

  /// The lines before the first prompt: `# …` for the reader, `# key …` for the sandbox's keys.
  var head: [String] = []
  var exchanges: [(input: String, shown: String)] = []

  init(parsing text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix(Self.prompt) {
        exchanges.append((String(line.dropFirst(Self.prompt.count)), ""))
      } else if exchanges.isEmpty {
        head.append(line)
      } else if line.hasPrefix(Self.continuation) {
        exchanges[exchanges.count - 1].input += "\n" + line.dropFirst(Self.continuation.count)
      } else {
        exchanges[exchanges.count - 1].shown += line + "\n"
      }
    }
    // The last newline of the file ends a line, and begins no new one.
    if let last = exchanges.last, last.shown.hasSuffix("\n") {
      exchanges[exchanges.count - 1].shown.removeLast()
    }
  }

  var keys: [String] { head.filter { $0.hasPrefix("# key ") }.map { String($0.dropFirst(6)) } }

  var text: String {
    head.map { $0 + "\n" }.joined()
      + exchanges.map { exchange in
        Self.prompt
          + exchange.input.split(separator: "\n", omittingEmptySubsequences: false)
          .joined(separator: "\n" + Self.continuation) + "\n" + exchange.shown
      }.joined()
  }
}
