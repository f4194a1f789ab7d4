import Completion

/// A prompt of one line in the form that libedit wants: escape sequences stand between two marks.
struct PromptText {
  /// It stands in no prompt, since control characters are taken out.
  static let mark: Unicode.Scalar = "\u{1}"

  /// The text with its marks.
  let marked: String
  /// The same without the marks.
  let text: String
  /// What is seen of it.
  let visible: String

  /// libedit prints a sequence together with the one visible character after it. So neighbouring
  /// sequences are joined, and one at the end goes before the last visible character.
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

  /// What is asked with while an input is unfinished: dots under the prompt, as wide as it.
  var continuation: PromptText {
    PromptText(String(repeating: "·", count: max(visible.cellCount - 2, 0)) + "> ")
  }

  private static func marked(_ escape: String) -> String {
    escape.isEmpty ? "" : String(scalars: [mark]) + escape + String(scalars: [mark])
  }

  /// The rest of an escape sequence (ECMA-48 §5.4: `[`, parameters, one final character).
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
