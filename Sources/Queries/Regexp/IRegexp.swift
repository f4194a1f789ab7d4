import JSON

/// A regular expression of RFC 9485, or of a slightly larger language. Matching takes time linear in the length of the
/// text, whatever the pattern is.
///
/// `^` and `$` match at the ends of the text, and `.` matches any character but LF and CR.
public struct IRegexp: Sendable {
  /// The language in which a pattern is written.
  public enum Dialect: Sendable {
    /// Exactly RFC 9485, which the functions `match` and `search` of RFC 9535 take.
    case strict
    /// Also `\d` (a digit of any script), `\w` (letters, marks, digits, `_` and similar characters) and `\s` (white
    /// space), their opposites `\D \W \S`, and a backslash before any ASCII punctuation.
    case extended
  }

  private let program: RegexpProgram
  /// The same program in a faster form, for tests without groups; nil where the program is too large, which is rare.
  private let small: BitProgram?

  /// Compiles the pattern.
  ///
  /// - Throws: where it is not a pattern of the dialect, or where its repetitions make it too large.
  public init(parsing pattern: Text, dialect: Dialect = .strict) throws(RegexpError) {
    var parser = RegexpParser(pattern, dialect)
    program = try RegexpProgram(try parser.pattern())
    small = BitProgram(program)
  }

  public init(parsing pattern: String, dialect: Dialect = .strict) throws(RegexpError) {
    try self.init(parsing: Text(pattern), dialect: dialect)
  }

  /// Whether the pattern matches the text from its start to its end.
  public func matchesWhole(_ text: Text) -> Bool { matches(text, whole: true) }

  /// Whether the pattern matches anywhere in the text.
  public func search(_ text: Text) -> Bool { matches(text, whole: false) }

  private func matches(_ text: Text, whole: Bool) -> Bool {
    text.withUTF8 { bytes in
      small?.matches(bytes, whole: whole) ?? RegexpMatcher(program, bytes).matches(whole: whole)
    }
  }

  /// The text of the first match, followed by the text of each group; nil where there is no match. A group that took no
  /// part is nil. Of several matches at the same place, the one counts that greedy repetitions and earlier alternatives
  /// prefer.
  public func captures(_ text: Text) -> [Text?]? {
    text.withUTF8 { bytes in
      CapturingMatcher(program, bytes).firstMatch()?.map { range in
        range.map { Text(validated: UnsafeBufferPointer(rebasing: bytes[$0])) }
      }
    }
  }

  /// All matches from the start to the end, without overlaps. For each one, this gives the range of the whole match and
  /// then of its groups, in bytes. It takes O(length) for each match.
  public func matches(in text: Text) -> [[Range<Int>?]] {
    text.withUTF8 { bytes in
      var matches: [[Range<Int>?]] = []
      var start = 0
      while start <= bytes.count,
        let match = CapturingMatcher(program, bytes).firstMatch(from: start), let whole = match[0]
      {
        matches.append(match)
        start = whole.upperBound
        // The match was empty, so the next one may begin only one character later.
        if whole.isEmpty { start += start < bytes.count ? bytes.scalar(at: start).length : 1 }
      }
      return matches
    }
  }

  /// How many groups the pattern has.
  public var groupCount: Int { program.groupCount }
}
