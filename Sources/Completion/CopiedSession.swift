/// A text that was copied from a prompt, with the prompts and what was shown between the inputs.
package struct CopiedSession {
  private let prompt: String
  private let isComplete: (String) -> Bool

  /// - Parameters:
  ///   - prompt: the present one, `sandbox>`; those of other accounts are known by their form.
  ///   - isComplete: whether an input can run as it is.
  package init(prompt: String, isComplete: @escaping (String) -> Bool) {
    self.prompt = String(prompt.reversed().drop { $0 == " " }.reversed())
    self.isComplete = isComplete
  }

  /// The inputs of the text, without what was shown between them. Nil where no prompt stands before the first: then
  /// all of the text is what was typed.
  package func inputs(in text: String) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let first = lines.first else { return nil }
    guard input(in: first) != nil else { return withoutDots(lines) }
    var inputs: [String] = []
    var goesOn = false
    for line in lines {
      if let input = input(in: line) {
        inputs.append(input)
        goesOn = true
      } else if goesOn, !isComplete(inputs.joined(separator: "\n")) {
        inputs.append(line)
      } else {
        goesOn = false
      }
    }
    return inputs.joined(separator: "\n")
  }

  /// Whether prompts of another account are among those of the text.
  package func isOfAnother(_ text: String) -> Bool {
    let own = Self.name(prompt[...])
    return text.split(separator: "\n").contains { line in
      let line = line.drop { $0 == " " }
      return input(in: String(line)) != nil && line.first != "·" && !line.hasPrefix(prompt)
        && Self.name(line) != own
    }
  }

  private static func name(_ prompt: Substring) -> Substring { prompt.prefix { $0 != " " && $0 != ">" } }

  /// Nothing that can be typed begins with the dots of a further line.
  private func withoutDots(_ lines: [String]) -> String? {
    let inputs = lines.map { $0.contains("·") && isDots($0) ? input(in: $0) ?? $0 : $0 }
    return inputs == lines ? nil : inputs.joined(separator: "\n")
  }

  private func isDots(_ line: String) -> Bool { line.drop { $0 == " " }.drop { $0 == "·" }.first == ">" }

  /// The text after `sandbox> `, `shop (read-only)> ` or `·······> `; nil where no prompt stands before it.
  private func input(in line: String) -> String? {
    let line = line.drop { $0 == " " }
    if !prompt.isEmpty, line.hasPrefix(prompt) { return rest(line.dropFirst(prompt.count)) }
    guard let end = line.firstIndex(of: ">"), end != line.startIndex else { return nil }
    let name = line[..<end].prefix { $0 != " " }
    let mark = line[name.endIndex..<end]
    let isName =
      name.allSatisfy { $0 == "·" }
      || name.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) } && name.first?.isLetter == true
    guard isName, mark.isEmpty || mark.hasPrefix(" (") && mark.hasSuffix(")") else { return nil }
    return rest(line[end...].dropFirst())
  }

  private func rest(_ line: Substring) -> String? {
    line.isEmpty ? "" : line.first == " " ? String(line.dropFirst()) : nil
  }
}
