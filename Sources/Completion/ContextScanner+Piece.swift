extension ContextScanner {
  /// A part of the text, as far as drawing must know.
  package struct Piece {
    package enum Kind {
      /// The first word of a statement or a pipeline.
      case first
      /// A later word: its command, the second word of that where there is one, and its place among the words.
      case argument(command: String, second: String?, place: Int)
      /// A word that can only be a value, or that goes on from what stands before it.
      case value
      /// With its quotes; raw: nothing is inserted.
      case text(isRaw: Bool)
      case comment
      /// A bracket without its other.
      case lonely
    }

    package var kind: Kind
    package var range: Range<Int>
  }
}
