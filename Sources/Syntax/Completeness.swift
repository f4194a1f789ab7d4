import Source

/// Whether a text typed at the prompt can run, or goes on in the next line.
public enum Completeness: Hashable, Sendable {
  case complete
  /// More lines may complete it; `opening` is what waits: a bracket, `"""`, or nothing where an
  /// operator, a `|` or a `\` ends the text.
  case incomplete(opening: String?)
  /// It has a fault that no further line mends.
  case invalid
}

/// Whether a text typed at the prompt is complete. O(length).
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
