import SystemCalls

/// One end of a terminal, by its file descriptor, which stays the caller's to close.
public struct Terminal: Sendable {
  public struct Size: Hashable, Sendable {
    /// In cells.
    public var columns: Int
    public var rows: Int

    public init(columns: Int, rows: Int) {
      self.columns = columns
      self.rows = rows
    }
  }

  public let descriptor: Int32

  public init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Where to speak with who sits at the terminal of standard input, though what is shown leads elsewhere
  /// (`wessaal | tee log`).
  ///
  /// - Parameter preferred: taken where it is a terminal; else the process's own is opened, for as long as it runs.
  /// - Returns: nil where standard input is no terminal, or none can be written to.
  public static func dialog(_ preferred: Int32) -> Terminal? {
    guard Descriptor.standardInput.isTerminal else { return nil }
    if Terminal(preferred).isTerminal { return Terminal(preferred) }
    if let own = try? Descriptor.open("/dev/tty", .readingAndWriting) { return Terminal(own.number) }
    // A terminal that is not the process's own, as in some containers: it is mostly open for both.
    return [Descriptor.standardOutput, .standardError, .standardInput]
      .first { $0.isTerminal && $0.isWritable }.map { Terminal($0.number) }
  }

  /// Whether the process may use it: one in the background is stopped when it tries.
  public var isOurs: Bool { system.isInForeground }

  public var isTerminal: Bool { system.isTerminal }

  /// How large the window is now; 80 by 24 where it does not say.
  public var size: Size {
    let window = system.windowSize ?? (0, 0)
    return Size(
      columns: window.columns > 0 ? window.columns : 80, rows: window.rows > 0 ? window.rows : 24)
  }

  /// Where what is shown or said goes through a pipe, and so perhaps to this terminal too (`2>&1 | tee log`), its
  /// reader has a moment for it: the next prompt or question is to stand below.
  public func letReaderShow() {
    let pipes = [Descriptor.standardOutput, .standardError].filter {
      $0 != system && (try? $0.status())?.kind == .pipe
    }
    guard !pipes.isEmpty else { return }
    for pipe in pipes {
      for _ in 0..<100 where pipe.unreadCount > 0 { SystemClock.pause(milliseconds: 1) }
    }
    // From its reading to its writing.
    SystemClock.pause(milliseconds: 5)
  }

  /// Writes all of the text, waiting where the terminal is slow. False where it cannot be written.
  @discardableResult public func write(_ text: String) -> Bool {
    do throws(SystemError) {
      try system.writeAll(Array(text.utf8))
      return true
    } catch { return false }
  }

  private var system: Descriptor { Descriptor(descriptor) }
}
