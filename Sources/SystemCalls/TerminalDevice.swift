import Glibc

extension Descriptor {
  /// The size of a terminal's window in cells; 0 where the terminal does not tell it. Nil where it is not a
  /// terminal.
  package var windowSize: (columns: Int, rows: Int)? {
    var window = winsize()
    guard ioctl(number, UInt(TIOCGWINSZ), &window) == 0 else { return nil }
    return (Int(window.ws_col), Int(window.ws_row))
  }

  /// Whether the process is in the terminal's foreground. A process in the background is stopped when it
  /// reads.
  package var isInForeground: Bool { tcgetpgrp(number) == getpgrp() }

  /// Runs a function while the terminal does not show what is typed, which would stand in the middle of the output. It is
  /// kept for whoever reads next.
  package func withoutEcho<Result>(_ body: () -> Result) -> Result {
    var before = termios()
    // The system would stop a process in the background here.
    guard isInForeground, tcgetattr(number, &before) == 0 else { return body() }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(number, TCSANOW, &silent)
    defer { tcsetattr(number, TCSANOW, &before) }
    return body()
  }

  /// Makes a terminal that delivers whole lines show what is typed, also within `withoutEcho`.
  package func showTyping() {
    var modes = termios()
    guard tcgetattr(number, &modes) == 0, isInForeground, modes.c_lflag & tcflag_t(ECHO) == 0 else { return }
    modes.c_lflag |= tcflag_t(ECHO)
    tcsetattr(number, TCSANOW, &modes)
  }

  /// Runs a function while the terminal delivers each key at once, also Ctrl-C, and shows none of them. Text
  /// that was typed before is dropped.
  ///
  /// - Returns: nil where it is not a terminal; then the function is not run.
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
