/// One part of a layout. The formatter writes pieces in the order of the text. Only when all of them are there,
/// `Measure` and `Printer` decide which lines break.
enum Piece {
  /// Bytes of the source without a newline.
  case slice(Int32, Int32)
  /// Bytes of the source with newlines, which stay as they are.
  case verbatim(Int32, Int32)
  /// A text between `"""`. Its lines move together with the first one.
  case lines(Int32, Int32)
  /// Bytes that do not occur in the source. The number is an index into `Sheet.made`.
  case made(Int32)
  case word(StaticString)
  case space
  /// A comment. `own` says whether it has a line to itself. A `hard` follows it.
  case comment(Int32, Int32, own: Bool)
  /// A newline where the group is broken, otherwise nothing.
  case soft
  /// A newline where the group is broken, otherwise a space. `blank` asks for an empty line before it.
  case line(blank: Bool)
  /// A comma where the group is broken, otherwise nothing.
  case trailingComma
  /// A newline in every case.
  case hard(blank: Bool)
  /// Stands before a further argument of a command, which is the next group. It becomes a space, or a newline where the
  /// argument would not fit on the line. `escaped` says whether that newline needs a `\`.
  case argument(Place, escaped: Bool, group: Int32)
  case open(Int32)
  case close
  /// Indents what follows up to `pop`, relative to the line on which it stands.
  case indentLine(Int8)
  /// Indents what follows up to `pop`, relative to the indentation around it.
  case indent(Int8)
  case pop

  /// The position of an argument, which decides whether it may begin a line.
  enum Place {
    case newLine, first, later, last
  }
}

/// The pieces of a program and their groups. Either all breaks of a group become newlines or none does.
struct Sheet {
  struct Group {
    /// Whether the group is broken whatever its width is.
    var forced = false
    /// Whether the group contains other groups, so that it may break inside.
    var breakable = false
    /// The group of the last bracket inside this one, which may break while this one does not.
    var hugged: Int32?
    /// The columns up to the first certain newline in the group, or else to the first possible break after it.
    var width = 0
    /// The columns from the start of the group to the end of the text.
    var right = 0
  }

  var pieces: [Piece] = []
  var groups: [Group] = []
  var made: [[UInt8]] = []
}
