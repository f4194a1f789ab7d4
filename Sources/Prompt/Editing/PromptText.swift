import Completion

/// A prompt of one line in the form that libedit needs: escape sequences stand between two marks.
struct PromptText {
  /// The mark never occurs in a prompt, because control characters are removed from it.
  static let mark: Unicode.Scalar = "\u{1}"

  /// The text with its marks.
  let marked: String
  /// The text without the marks.
  let text: String
  /// The text without escape sequences.
  let visible: String

  /// libedit prints a sequence together with the next visible character. So neighbouring sequences
  /// are joined, and a sequence at the end is moved before the last visible character.
  init(_ text: String) {
    var pieces: [(escape: String, character: Unicode.Scalar)] = []
    var pending = ""
    var rest = Array(text.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      if scalar == "\u{1B}" {
        pending += "\u{1B}" + PromptText.takeSequence(&rest)
      } else if !scalar.isControl {
        pieces.append((pending, scalar))
        pending = ""
      }
    }
    if !pieces.isEmpty { pieces[pieces.count - 1].escape += pending }
    marked = pieces.map { PromptText.marked($0.escape) + String(scalars: [$0.character]) }.joined()
    self.text = pieces.map { $0.escape + String(scalars: [$0.character]) }.joined()
    visible = String(scalars: pieces.map(\.character))
  }

  /// The prompt of further lines of an input: dots below the prompt, and as wide as it.
  var continuation: PromptText {
    PromptText(String(repeating: "·", count: max(visible.cellCount - 2, 0)) + "> ")
  }

  private static func marked(_ escape: String) -> String {
    escape.isEmpty ? "" : String(scalars: [mark]) + escape + String(scalars: [mark])
  }

  /// Takes the rest of an escape sequence (ECMA-48 §5.4: `[`, parameters, one final character).
  private static func takeSequence(_ rest: inout ArraySlice<Unicode.Scalar>) -> String {
    guard let kind = rest.popFirst() else { return "" }
    var taken = [kind]
    guard kind == "[" else { return String(scalars: taken) }
    while let next = rest.popFirst() {
      taken.append(next)
      if ("@"..."~").contains(next) { break }
    }
    return String(scalars: taken)
  }
}
