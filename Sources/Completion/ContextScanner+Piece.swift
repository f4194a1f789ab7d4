extension ContextScanner {
  /// A part of the text, with what drawing must know about it.
  package struct Piece {
    /// The role of a part.
    package enum Kind {
      /// The first word of a statement or a pipeline.
      case first
      /// A later word, with its command, the command's second word where there is one, and its place among
      /// the words.
      case argument(command: String, second: String?, place: Int)
      /// A word that can only be a value, or that continues the word before it.
      case value
      /// A text with its quotes. In a raw text nothing is inserted.
      case text(isRaw: Bool)
      case comment
      /// A bracket without its partner.
      case lonely
    }

    package var kind: Kind
    package var range: Range<Int>
  }
}
