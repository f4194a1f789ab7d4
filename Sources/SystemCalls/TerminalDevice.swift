import Glibc

extension Descriptor {
  /// How large the window of a terminal is, in cells: 0 where it does not say. Nil where it is not a terminal.
  package var windowSize: (columns: Int, rows: Int)? {
    var window = winsize()
    guard ioctl(number, UInt(TIOCGWINSZ), &window) == 0 else { return nil }
    return (Int(window.ws_col), Int(window.ws_row))
  }

  /// Whether the process is in the terminal's foreground: another is stopped where it reads.
  package var isInForeground: Bool { tcgetpgrp(number) == getpgrp() }

  /// Runs a function while a terminal gives each key at once, Ctrl-C among them, and shows none. What was typed before
  /// is dropped.
  ///
  /// - Returns: nil where it is not a terminal; the function is not run then.
  package func withKeysRead<Result>(_ body: () -> Result) -> Result? {
    var before = termios()
    guard tcgetattr(number, &before) == 0 else { return nil }
    var hidden = before
    hidden.c_lflag &= ~tcflag_t(ECHO | ISIG | ICANON)
    tcsetattr(number, TCSAFLUSH, &hidden)
    defer { tcsetattr(number, TCSADRAIN, &before) }
    return body()
  }
}
