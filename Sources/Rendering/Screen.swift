/// The properties of what output is written on. Its values are read from the system elsewhere.
public struct Screen: Sendable, Equatable {
  /// The width and the height, in cells.
  public var columns: Int
  public var rows: Int
  /// Whether ANSI colours may be written.
  public var color: Bool
  /// Whether a person looks at it. Then output is cut to its size, and control characters are escaped.
  public var isTerminal: Bool

  /// A width or height below 1, which terminals without a known size give, becomes 80 by 24.
  public init(columns: Int = 80, rows: Int = 24, color: Bool = false, isTerminal: Bool = false) {
    self.columns = columns > 0 ? columns : 80
    self.rows = rows > 0 ? rows : 24
    self.color = color
    self.isTerminal = isTerminal
  }

  /// How many lines one answer may fill. The rest is for a header, two notes and the prompt.
  var answerRows: Int { Swift.max(rows - 4, 3) }
}
