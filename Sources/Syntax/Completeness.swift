import Source

/// Whether a text that was typed at the prompt can run, or continues on the next line.
public enum Completeness: Hashable, Sendable {
  case complete
  /// Further lines may complete the text. `opening` is the bracket or `"""` that is still open; nil where the text ends
  /// with an operator, `|` or `\`.
  case incomplete(opening: String?)
  /// The text has a fault that no further line can repair.
  case invalid
}

/// Finds out whether a text that was typed at the prompt is complete. O(length).
public func completeness(of text: String, vocabulary: any Vocabulary) -> Completeness {
  if endsInBackslash(text) { return .incomplete(opening: nil) }
  let file = SourceFile(name: "", text: text + "\n")
  let (_, faults) = read(file, id: 0, vocabulary: vocabulary, interactive: true)
  guard let first = faults.first else { return .complete }
  guard faults.allSatisfy(\.atEnd) else { return .invalid }
  switch first.kind {
  case .unclosed(let opening), .unclosedText(let opening): return .incomplete(opening: opening)
  default: return .incomplete(opening: nil)
  }
}

private func endsInBackslash(_ text: String) -> Bool {
  text.utf8.last { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } == UInt8(ascii: "\\")
}
