/// What output is written on: values only, read from the system by somebody else.
public struct Screen: Sendable, Equatable {
  /// Character cells in a line.
  public var columns: Int
  public var rows: Int
  /// Whether ANSI colours may be written.
  public var color: Bool
  /// Whether a person looks at it: then it is cut to its size and control characters are escaped.
  public var isTerminal: Bool

  /// A size of nought or less, as a terminal that does not know its own gives it, is taken for 80 by 24.
  public init(columns: Int = 80, rows: Int = 24, color: Bool = false, isTerminal: Bool = false) {
    self.columns = columns > 0 ? columns : 80
    self.rows = rows > 0 ? rows : 24
    self.color = color
    self.isTerminal = isTerminal
  }

  /// The lines that one answer may fill: room is left for a header, two notes and the prompt.
  var answerRows: Int { Swift.max(rows - 4, 3) }
}
