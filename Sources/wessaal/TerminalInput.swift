import SystemCalls

/// Reads the answer to a question from the terminal.
enum TerminalInput {
  /// Nil where it was given up with Ctrl-C or Ctrl-D, or a signal ends the process. Ctrl-C is read as a key
  /// meanwhile, so that the terminal is always put back, and is a signal afterwards. (`readLine` does not end with
  /// one: it waits on, and in the end turns in a loop of its own.)
  ///
  /// - Parameters:
  ///   - isShown: whether what is typed is.
  ///   - screen: where it is shown.
  ///   - ask: shows the question. What was typed before the question is not an answer. A secret that is pasted as soon
  ///     as the question appears is not shown.
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
    // A signal that ends the process gives the question up.
    while let byte = (try? Descriptor.standardInput.read(1, isInterrupted: { true }))?.first {
      switch byte {
      case 3, 4: return nil
      case 10, 13: return withoutMarks(String(decoding: bytes, as: UTF8.self))
      case 8, 127: if bytes.popLast() != nil { echo("\u{8} \u{8}") }
      case 21:
        echo(String(repeating: "\u{8} \u{8}", count: bytes.count))
        bytes = []
      // An escape sequence would move the cursor.
      case 0..<32: break
      default:
        bytes.append(byte)
        if byte < 128 { echo(String(UnicodeScalar(byte))) }
      }
    }
    return nil
  }

  /// Without what the terminal of a prompt puts around what is pasted, whose escape characters were left out.
  private static func withoutMarks(_ text: String) -> String {
    guard text.hasPrefix("[200~") else { return text }
    let rest = text.dropFirst(5)
    return String(rest.hasSuffix("[201~") ? rest.dropLast(5) : rest)
  }

  private static func write(_ text: String, to screen: Descriptor) {
    try? screen.writeAll(Array(text.utf8))
  }
}
