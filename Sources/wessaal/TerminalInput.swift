import SystemCalls

/// Reads the answer to a question from the terminal.
enum TerminalInput {
  /// How a question ended.
  enum Answer {
    case line(String)
    /// Ctrl-D: there is no answer.
    case end
    /// Ctrl-C, or a signal that ends the process.
    case givenUp
  }

  /// Asks a question and reads the answer, a line. While it reads, Ctrl-C is a key and not a signal, so that the terminal
  /// always gets its old modes back. (`readLine` does not end at a signal: it goes on waiting, and at last
  /// loops without an end.)
  ///
  /// - Parameters:
  ///   - isShown: whether the typed characters are shown.
  ///   - screen: where they are shown.
  ///   - ask: shows the question. Text that was typed before is not an answer. A secret that is pasted as soon as the
  ///     question appears is not shown.
  static func line(isShown: Bool, on screen: Descriptor, asking ask: () -> Void) -> Answer {
    Descriptor.standardInput.withKeysRead { () -> Answer in
      ask()
      let answer = read { if isShown { write($0, to: screen) } }
      if case .givenUp = answer { write("^C\n", to: screen) } else { write("\n", to: screen) }
      return answer
    } ?? .givenUp
  }

  private static func read(_ echo: (String) -> Void) -> Answer {
    var bytes: [UInt8] = []
    var isPasted = false
    defer { if isPasted { dropPaste() } }
    while let byte = next(&isPasted) {
      switch byte {
      case 3: return .givenUp
      // Elsewhere too it ends the input where nothing was typed, and else does nothing.
      case 4: if bytes.isEmpty { return .end }
      case 10, 13: return .line(String(decoding: bytes, as: UTF8.self))
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
    return .givenUp
  }

  /// How long the rest of a key is waited for after ESC, in milliseconds.
  private static let sequencePause: Int32 = 50

  /// The next byte of a key that is a character. Other keys send a sequence (ECMA-48 §5.4), as do the marks around a
  /// pasted text; it is dropped as a whole, because its end would be taken for text.
  ///
  /// - Parameter isPasted: whether it is a part of what was pasted.
  private static func next(_ isPasted: inout Bool) -> UInt8? {
    while let byte = readByte() {
      if byte != 27 { return byte }
      let isAlone = !Descriptor.standardInput.wait(for: .reading, milliseconds: sequencePause)
      guard var last = readByte() else { return nil }
      if last == UInt8(ascii: "[") || last == UInt8(ascii: "O") && !isAlone {
        var keys: [UInt8] = []
        repeat {
          guard let more = readByte() else { return nil }
          last = more
          keys.append(last)
        } while (0x20...0x3F).contains(last) || last == UInt8(ascii: "[")
        if keys == Array("200~".utf8) { isPasted = true }
        if keys == Array("201~".utf8) { isPasted = false }
      } else if isAlone {
        return last
      }
      // A control character that interrupts a sequence is a key itself.
      if last < 32 { return last }
    }
    return nil
  }

  /// Drops the rest of what was pasted: none of its lines may run as the next input.
  private static func dropPaste() {
    let end = Array("\u{1B}[201~".utf8)
    var last: [UInt8] = []
    while last != end, Descriptor.standardInput.wait(for: .reading, milliseconds: sequencePause),
      let byte = readByte()
    { last = (last + [byte]).suffix(end.count) }
  }

  /// A signal that ends the process interrupts the read, and so the question.
  private static func readByte() -> UInt8? {
    (try? Descriptor.standardInput.read(1, isInterrupted: { true }))?.first
  }

  private static func write(_ text: String, to screen: Descriptor) {
    try? screen.writeAll(Array(text.utf8))
  }
}
