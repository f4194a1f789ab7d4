/// The meaning of a key as one character that libedit can bind: a control character of the range C1. No
/// keyboard sends these; typed ones are dropped.
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
  /// Any key during a search of the history.
  case search
  /// Puts `LineReader.placed` in the place of the line.
  case place
  /// Inserts the candidate that was taken from the menu.
  case take
  /// Does to an object of text what vi's operator says.
  case object
  /// Removes one step of indentation before a closing bracket.
  case outdent
  case addLine
  case undo
  case redo
  case lastWord
  case comment
  /// Inserts one word of the proposal.
  case takeWord
  /// Makes libedit tell whether vi's keys insert or command.
  case probe
  /// These together cut a part of a line of several.
  case mark
  case cutEnd
  case cut
  /// Tab again, once the account has answered.
  case answer

  var scalar: Unicode.Scalar {
    // Every raw value is below the surrogates, so this never takes the default.
    Unicode.Scalar(rawValue) ?? "\u{0}"
  }

  /// What a key sends after ESC (the sequences of xterm, of the VT220 and of rxvt).
  static let sequences: [String: VirtualKey] = [
    "[A": up, "OA": up, "[B": down, "OB": down, "[C": right, "OC": right, "[D": left, "OD": left,
    "[H": home, "OH": home, "[1~": home, "[7~": home, "[F": end, "OF": end, "[4~": end, "[8~": end,
    "[3~": delete, "[1;3C": nextWord, "[1;5C": nextWord, "[1;3D": previousWord, "[1;5D": previousWord,
    "Oc": nextWord, "Od": previousWord, "[3;5~": deleteNextWord, "[3;3~": deleteNextWord,
  ]
}
