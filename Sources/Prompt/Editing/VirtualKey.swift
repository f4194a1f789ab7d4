/// What a key sequence stands for, as one character that libedit can bind: control characters of the
/// range C1, which no keyboard sends (typed ones are dropped).
enum VirtualKey: UInt32, CaseIterable {
  case paste = 0x90
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
  /// A key that does nothing here, rather than putting the end of its sequence into the line.
  case nothing

  var scalar: Unicode.Scalar {
    // Every raw value is below the surrogates, so this never takes the default.
    Unicode.Scalar(rawValue) ?? "\u{0}"
  }

  /// What follows ESC when the key is pressed (xterm's and the VT220's sequences).
  static let sequences: [(bytes: [UInt8], key: VirtualKey)] =
    ([
      ("[200~", paste), ("[A", up), ("OA", up), ("[B", down), ("OB", down), ("[C", right), ("OC", right),
      ("[D", left), ("OD", left), ("[H", home), ("OH", home), ("[1~", home), ("[F", end), ("OF", end),
      ("[4~", end), ("[3~", delete), ("[1;3C", nextWord), ("[1;5C", nextWord), ("[1;3D", previousWord),
      ("[1;5D", previousWord),
    ] + functionKeys.map { ($0, nothing) }).map { (Array($0.0.utf8), $0.1) }

  /// F1 to F12, Insert, Page Up and Page Down.
  private static let functionKeys =
    ["OP", "OQ", "OR", "OS"] + [2, 5, 6, 15, 17, 18, 19, 20, 21, 23, 24].map { "[\($0)~" }
}
