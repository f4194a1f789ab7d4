import Glibc

/// Reads a line of the terminal without showing it.
enum HiddenInput {
  /// Nil where it was given up with Ctrl-C or Ctrl-D. Ctrl-C is read as a key meanwhile, so that the terminal is
  /// always put back.
  ///
  /// - Parameter ask: shows the question. Nothing is shown any more when it is called: a key may be pasted the
  ///   moment that the question stands there.
  static func line(asking ask: () -> Void) -> String? {
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
    var hidden = before
    hidden.c_lflag &= ~tcflag_t(ECHO | ISIG | ICANON)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
    defer { tcsetattr(STDIN_FILENO, TCSADRAIN, &before) }
    ask()
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while read(STDIN_FILENO, &byte, 1) == 1 {
      switch byte {
      case 3, 4: return nil
      case 10, 13: return String(decoding: bytes, as: UTF8.self)
      case 8, 127: _ = bytes.popLast()
      case 21: bytes = []
      default: bytes.append(byte)
      }
    }
    return nil
  }
}
