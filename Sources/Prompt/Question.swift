import Completion
import Syntax

/// A `?` or `--help` at the end of an input, which asks about what stands before it: `messages send
/// instance=x ?`.
struct Question: Equatable {
  /// The words of the command that is asked about; none: the question is a general one.
  var command: [String]
  /// The names of the parameters that were given already.
  var given: [String]

  init?(_ text: String, _ vocabulary: any Vocabulary) {
    let scalars = Array(text.unicodeScalars.reversed().drop(while: \.properties.isWhitespace).reversed())
    let context = CursorContext(text: scalars, cursor: scalars.count)
    let mark = context.word == "--help" ? "--help" : "?"
    guard context.word.hasSuffix(mark), context.quote == nil else { return nil }
    let last = String(context.word.dropLast(mark.count))
    switch context.place {
    case .statement, .pipeline, .stage: (command, given) = (last.isEmpty ? [] : [last], [])
    case .argument(let words):
      let count = vocabulary.isNoun(words[0]) ? 2 : 1
      command = Array(words.prefix(count))
      // The mark may directly follow the last word of a command, as in `messages send?`, but not an argument.
      if !last.isEmpty { command.append(last) }
      guard command.count <= count else { return nil }
      given = words.dropFirst(count).compactMap(\.parameterName)
    case .nothing, .expression: return nil
    }
    guard command.allSatisfy(\.isCommandWord) else { return nil }
  }
}

extension String {
  fileprivate var isCommandWord: Bool {
    first?.isLetter == true && allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
  }
}
