import SystemCalls

/// One end of a terminal. The caller keeps its file descriptor and closes it.
public struct Terminal: Sendable {
  /// The size of a terminal's window.
  public struct Size: Hashable, Sendable {
    /// The width and the height in cells.
    public var columns: Int
    public var rows: Int

    public init(columns: Int, rows: Int) {
      self.columns = columns
      self.rows = rows
    }
  }

  public let descriptor: Int32

  public init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Finds a terminal for a dialog with the person at standard input, even where the output goes elsewhere
  /// (`wessaal | tee log`).
  ///
  /// - Parameter preferred: is taken where it is a terminal. Else the process's own terminal is opened, and
  ///   stays open.
  /// - Returns: nil where standard input is not a terminal, or no terminal can be written to.
  public static func dialog(_ preferred: Int32) -> Terminal? {
    guard Descriptor.standardInput.isTerminal else { return nil }
    if Terminal(preferred).isTerminal { return Terminal(preferred) }
    if let own = try? Descriptor.open("/dev/tty", .readingAndWriting) { return Terminal(own.number) }
    // In some containers, the terminal is not the process's own one, but mostly open for reading and writing.
    return [Descriptor.standardOutput, .standardError, .standardInput]
      .first { $0.isTerminal && $0.isWritable }.map { Terminal($0.number) }
  }

  /// Whether the process may use it. A process in the background is stopped when it tries.
  public var isOurs: Bool { system.isInForeground }

  public var isTerminal: Bool { system.isTerminal }

  /// The size of the window now; 80 by 24 where the terminal does not tell it.
  public var size: Size {
    let window = system.windowSize ?? (0, 0)
    return Size(
      columns: window.columns > 0 ? window.columns : 80, rows: window.rows > 0 ? window.rows : 24)
  }

  /// Waits a moment where output goes through a pipe, which may lead to this terminal too (`2>&1 | tee log`).
  /// So the program behind the pipe can show the output before the next prompt or question.
  public func letReaderShow() {
    let pipes = [Descriptor.standardOutput, .standardError].filter {
      $0 != system && (try? $0.status())?.kind == .pipe
    }
    guard !pipes.isEmpty else { return }
    for pipe in pipes {
      for _ in 0..<100 where pipe.unreadCount > 0 { SystemClock.pause(milliseconds: 1) }
    }
    // The program needs a moment between reading and writing.
    SystemClock.pause(milliseconds: 5)
  }

  /// Runs a function while the terminal does not show what is typed. The next prompt shows it.
  func withoutEcho<Result>(_ body: () -> Result) -> Result { system.withoutEcho(body) }

  /// Writes the whole text, and waits where the terminal is slow. False where it cannot be written.
  @discardableResult public func write(_ text: String) -> Bool {
    do throws(SystemError) {
      try system.writeAll(Array(text.utf8))
      return true
    } catch { return false }
  }

  private var system: Descriptor { Descriptor(descriptor) }
}
