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
  /// kept for whoever reads next, key by key: a terminal that delivers lines cuts long ones, and makes a mark of Ctrl-D.
  /// Ctrl-C and Ctrl-Z still send their signals.
  package func withoutEcho<Result>(_ body: () -> Result) -> Result {
    // The system would stop a process in the background here.
    guard isInForeground, let before = changeModes({ $0.setLines(false) }) else { return body() }
    defer { restore(before) }
    return body()
  }

  /// Whether the terminal gives what is typed key by key, and not in lines.
  package var givesKeys: Bool {
    var modes = termios()
    return isInForeground && tcgetattr(number, &modes) == 0 && modes.c_lflag & tcflag_t(ICANON) == 0
  }

  /// Within `withoutEcho`, gives the terminal's own lines back for a time. Ctrl-D ends them, and what is typed is shown.
  ///
  /// - Returns: the modes for `restore`; nil where the terminal delivers lines already.
  package func showTyping() -> Modes? {
    guard isInForeground else { return nil }
    return changeModes { modes in
      if modes.c_lflag & tcflag_t(ICANON) == 0 { modes.setLines(true) }
    }
  }

  /// Whether a terminal that delivers lines shows what is typed.
  package func setEcho(_ on: Bool) {
    if !isInForeground { return }
    _ = changeModes { $0.c_lflag = on ? $0.c_lflag | tcflag_t(ECHO) : $0.c_lflag & ~tcflag_t(ECHO) }
  }

  /// The modes of a terminal, as they were before a change.
  package struct Modes: Sendable {
    fileprivate var modes: termios
  }

  /// Sets the modes from before a change. Where the process is in the background now, they are another program's.
  package func restore(_ before: Modes) {
    guard isInForeground else { return }
    var modes = before.modes
    tcsetattr(number, TCSANOW, &modes)
  }

  /// Nil where it is not a terminal, or where nothing is to change.
  private func changeModes(_ change: (inout termios) -> Void) -> Modes? {
    var before = termios()
    guard tcgetattr(number, &before) == 0 else { return nil }
    var modes = before
    change(&modes)
    if modes.c_lflag == before.c_lflag { return nil }
    tcsetattr(number, TCSANOW, &modes)
    return Modes(modes: before)
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

extension termios {
  /// Whether the terminal gathers lines and shows what is typed; else it gives each key at once and shows none.
  fileprivate mutating func setLines(_ on: Bool) {
    let lines = tcflag_t(ICANON | ECHO)
    c_lflag = on ? c_lflag | lines : c_lflag & ~lines
    if on { return }
    // One byte is enough for a read, however long it takes to come.
    withUnsafeMutableBytes(of: &c_cc) { ($0[Int(VMIN)], $0[Int(VTIME)]) = (1, 0) }
  }
}
