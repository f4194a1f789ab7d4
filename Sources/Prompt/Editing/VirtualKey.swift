/// What a key stands for, as one character that libedit can bind: control characters of the range C1, which no
/// keyboard sends (typed ones are dropped).
enum VirtualKey: UInt32, CaseIterable {
  case paste = 0x80
  case list
  case up
  case down
  case left
  case right
  case home
  case end
  case delete
  case previousWord
  case nextWord
  case deleteNextWord
  /// Any key while the history is searched.
  case search
  /// Puts `LineReader.placed` where the line is.
  case place
  /// Puts in what was taken of the menu.
  case take
  /// Does to an object of text what vi's operator says.
  case object
  /// Takes a step of indentation off the line, before what closes a bracket.
  case outdent
  case undo
  case redo
  case lastWord
  case comment
  /// A word of what is suggested.
  case takeWord
  /// Tells whether vi's keys insert or command.
  case probe
  /// These three together cut the rest of a line of several.
  case mark
  case cutEnd
  case cut

  var scalar: Unicode.Scalar {
    // Every raw value is below the surrogates, so this never takes the default.
    Unicode.Scalar(rawValue) ?? "\u{0}"
  }

  /// What follows ESC when the key is pressed (the sequences of xterm, of the VT220 and of rxvt).
  static let sequences: [String: VirtualKey] = [
    "[A": up, "OA": up, "[B": down, "OB": down, "[C": right, "OC": right, "[D": left, "OD": left,
    "[H": home, "OH": home, "[1~": home, "[7~": home, "[F": end, "OF": end, "[4~": end, "[8~": end,
    "[3~": delete, "[1;3C": nextWord, "[1;5C": nextWord, "[1;3D": previousWord, "[1;5D": previousWord,
    "Oc": nextWord, "Od": previousWord, "[3;5~": deleteNextWord, "[3;3~": deleteNextWord,
  ]
}
