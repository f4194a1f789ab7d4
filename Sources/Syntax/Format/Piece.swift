/// What a layout is made of. The formatter writes pieces in the order of the text; where a line may
/// break is decided when all of them are there (`Measure`, `Printer`).
enum Piece {
  /// Bytes of the source, on one line.
  case slice(Int32, Int32)
  /// Bytes of the source over several lines, which stay as they are.
  case verbatim(Int32, Int32)
  /// A text between `"""`, whose lines move with its first one.
  case lines(Int32, Int32)
  /// Bytes that were made anew; an index into `Sheet.made`.
  case made(Int32)
  case word(StaticString)
  case space
  /// A comment; `own`: on a line of its own. A `hard` follows it.
  case comment(Int32, Int32, own: Bool)
  /// A newline where its group is broken, else nothing.
  case soft
  /// A newline where its group is broken, else a space; `blank`: an empty line before it.
  case line(blank: Bool)
  /// A comma where its group is broken.
  case trailingComma
  /// A newline in any case.
  case hard(blank: Bool)
  /// Before a further argument of a command, which is the next group: a space, or a newline where it
  /// would not fit, which is `escaped` with a `\` or not.
  case argument(Place, escaped: Bool, group: Int32)
  case open(Int32)
  case close
  /// Indents what follows, up to `pop`, from the line that it stands on.
  case indentLine(Int8)
  /// Indents what follows, up to `pop`, from the indentation around it.
  case indent(Int8)
  case pop

  /// Whether an argument stands on a line of its own.
  enum Place {
    case newLine, first, later, last
  }
}

/// The pieces of a program, and their groups: all breaks of a group are newlines, or none is.
struct Sheet {
  struct Group {
    /// Broken whatever its width.
    var forced = false
    /// Whether groups stand in it, so that it may break within.
    var breakable = false
    /// The group within that may break while this one does not: its last bracket.
    var hugged: Int32?
    /// The columns up to its first sure newline, or else to the first possible break after it.
    var width = 0
    /// The columns from its start to the end of the text.
    var right = 0
  }

  var pieces: [Piece] = []
  var groups: [Group] = []
  var made: [[UInt8]] = []
}
