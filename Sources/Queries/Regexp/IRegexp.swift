import JSON

/// A regular expression as RFC 9485 has them, or a little more. Matching takes time linear in the
/// text's length, whatever the pattern.
///
/// `^` and `$` are anchors at the ends of the text, and `.` is anything but LF and CR.
public struct IRegexp: Sendable {
  public enum Dialect: Sendable {
    /// RFC 9485 and nothing else: what `match` and `search` of RFC 9535 take.
    case strict
    /// With `\d` (a digit of any script), `\w` (letters, marks, digits, `_` and its like), `\s` (white
    /// space), their opposites `\D \W \S`, and a backslash before any ASCII punctuation.
    case extended
  }

  private let program: RegexpProgram
  /// The same for tests without groups, where the program is small, as nearly all are.
  private let small: BitProgram?

  /// Compiles the pattern. Throws where it is not one, or where its repetitions make it too large.
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

  /// The first match (of several at one place the one that greedy repetition and the earlier
  /// alternative prefer), or nil: the whole of it, then each group, nil where the group took no part.
  public func captures(_ text: Text) -> [Text?]? {
    text.withUTF8 { bytes in
      CapturingMatcher(program, bytes).firstMatch()?.map { range in
        range.map { Text(validated: UnsafeBufferPointer(rebasing: bytes[$0])) }
      }
    }
  }

  /// All matches from the start to the end, none within another: the whole of each, then its groups, as ranges of
  /// bytes. O(length) for each match.
  public func matches(in text: Text) -> [[Range<Int>?]] {
    text.withUTF8 { bytes in
      var matches: [[Range<Int>?]] = []
      var start = 0
      while start <= bytes.count,
        let match = CapturingMatcher(program, bytes).firstMatch(from: start), let whole = match[0]
      {
        matches.append(match)
        start = whole.upperBound
        // After an empty match the next one begins a character later.
        if whole.isEmpty { start += start < bytes.count ? bytes.scalar(at: start).length : 1 }
      }
      return matches
    }
  }

  /// How many groups the pattern has.
  public var groupCount: Int { program.groupCount }
}
