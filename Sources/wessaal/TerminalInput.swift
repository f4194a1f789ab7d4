import SystemCalls

/// Reads the answer to a question from the terminal.
enum TerminalInput {
  /// Asks a question and reads the answer, a line. Nil where the user abandoned it with Ctrl-C or Ctrl-D, or
  /// where a signal ends the process. While it reads, Ctrl-C is a key and not a signal, so that the terminal
  /// always gets its old modes back. (`readLine` does not end at a signal: it goes on waiting, and at last
  /// loops without an end.)
  ///
  /// - Parameters:
  ///   - isShown: whether the typed characters are shown.
  ///   - screen: where they are shown.
  ///   - ask: shows the question. Text that was typed before is not an answer. A secret that is pasted as soon as the
  ///     question appears is not shown.
  static func line(isShown: Bool, on screen: Descriptor, asking ask: () -> Void) -> String? {
    let line = Descriptor.standardInput.withKeysRead { () -> String? in
      ask()
      let typed = read { if isShown { write($0, to: screen) } }
      if typed == nil { write("^C", to: screen) }
      return typed
    }
    return line ?? nil
  }

  private static func read(_ echo: (String) -> Void) -> String? {
    var bytes: [UInt8] = []
    // A signal that ends the process interrupts the read, and so the question.
    while let byte = (try? Descriptor.standardInput.read(1, isInterrupted: { true }))?.first {
      switch byte {
      case 3, 4: return nil
      case 10, 13: return withoutMarks(String(decoding: bytes, as: UTF8.self))
      case 8, 127: if bytes.popLast() != nil { echo("\u{8} \u{8}") }
      case 21:
        echo(String(repeating: "\u{8} \u{8}", count: bytes.count))
        bytes = []
      // The characters of an escape sequence are dropped, because they would move the cursor.
      case 0..<32: break
      default:
        bytes.append(byte)
        if byte < 128 { echo(String(UnicodeScalar(byte))) }
      }
    }
    return nil
  }

  /// The text without the marks that a prompt's terminal puts around pasted text. Their escape characters
  /// were dropped before.
  private static func withoutMarks(_ text: String) -> String {
    guard text.hasPrefix("[200~") else { return text }
    let rest = text.dropFirst(5)
    return String(rest.hasSuffix("[201~") ? rest.dropLast(5) : rest)
  }

  private static func write(_ text: String, to screen: Descriptor) {
    try? screen.writeAll(Array(text.utf8))
  }
}
