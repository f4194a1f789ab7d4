import Machine
import Rendering

extension Profile {
  /// Checks that the name can be read at the prompt and in the history, where it tells the account from others.
  ///
  /// - Parameter isReal: whether messages of the account reach people and cost money. Then the name must not look like
  ///   that of the sandbox or of a replay.
  /// - Throws: `usage` where it cannot.
  package func checkName(isReal: Bool) throws(Failure) {
    guard let name else { return }
    let shown = Escaping.line(name)
    let isBlank = name.first?.isWhitespace != false || name.last?.isWhitespace == true
    if isBlank || shown != name {
      throw Failure(
        .usage, "a profile's name must be readable, and begin and end with no blank, but is '\(shown)'",
        hint: Self.another
      ).standing(at: place())
    }
    guard isReal, let likeness = Self.shownElsewhere.first(where: { Self.firstWord(of: name) == $0 }) else {
      return
    }
    throw Failure(
      .usage,
      "a profile whose messages are real must not look like '\(likeness)' at the prompt, but is named '\(shown)'",
      hint: Self.another
    ).standing(at: place())
  }

  private static let another =
    "another name, such as live: [profiles.live] in the file that 'wessaal config path' shows, or login --profile live"

  /// What the prompt shows where nothing is real.
  private static let shownElsewhere = ["sandbox", "replay"]

  /// The first word as a person sees it, in small letters.
  private static func firstWord(of name: String) -> String {
    let visible = name.lowercased().unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
    let word = visible.drop { !isOfWord($0) }.prefix(while: isOfWord)
    return String(String.UnicodeScalarView(word))
  }

  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "-" || scalar == "_"
  }
}
