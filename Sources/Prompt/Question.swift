import Completion
import Syntax

/// A `?` at the end of an input asks about what stands before it: `messages send instance=x ?`; so does `--help`.
struct Question: Equatable {
  /// What help is asked on: a command's words, or none.
  var command: [String]
  /// The names of the parameters that are given.
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
      // `messages send?`: the mark may stand at the command's own last word, and at no argument.
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
