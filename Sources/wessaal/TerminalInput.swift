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
    while let byte = next() {
      switch byte {
      case 3, 4: return nil
      case 10, 13: return String(decoding: bytes, as: UTF8.self)
      case 8, 127:
        guard let last = String(decoding: bytes, as: UTF8.self).last else { break }
        bytes.removeLast(last.utf8.count)
        if last.isASCII { echo("\u{8} \u{8}") }
      case 21:
        echo(String(repeating: "\u{8} \u{8}", count: bytes.count { $0 < 128 }))
        bytes = []
      case 0..<32: break
      default:
        bytes.append(byte)
        if byte < 128 { echo(String(UnicodeScalar(byte))) }
      }
    }
    return nil
  }

  /// How long the rest of a key is waited for after ESC, in milliseconds.
  private static let sequencePause: Int32 = 50

  /// The next byte of a key that is a character. Other keys send a sequence (ECMA-48 §5.4), as do the marks around a
  /// pasted text; it is dropped as a whole, because its end would be taken for text.
  private static func next() -> UInt8? {
    while let byte = readByte() {
      if byte != 27 { return byte }
      let isAlone = !Descriptor.standardInput.wait(for: .reading, milliseconds: sequencePause)
      guard var last = readByte() else { return nil }
      if last == UInt8(ascii: "[") || last == UInt8(ascii: "O") && !isAlone {
        repeat {
          guard let more = readByte() else { return nil }
          last = more
        } while (0x20...0x3F).contains(last) || last == UInt8(ascii: "[")
      } else if isAlone {
        return last
      }
      // A control character that interrupts a sequence is a key itself.
      if last < 32 { return last }
    }
    return nil
  }

  /// A signal that ends the process interrupts the read, and so the question.
  private static func readByte() -> UInt8? {
    (try? Descriptor.standardInput.read(1, isInterrupted: { true }))?.first
  }

  private static func write(_ text: String, to screen: Descriptor) {
    try? screen.writeAll(Array(text.utf8))
  }
}
