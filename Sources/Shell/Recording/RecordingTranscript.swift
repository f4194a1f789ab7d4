extension Recording {
  /// What was typed and shown, as the terminal had it but without its colours.
  func transcript(_ scrubber: Scrubber) -> [UInt8] {
    var text = isWhole ? "" : "… what was shown before is no longer kept\n"
    var index = 0
    while index < parts.count {
      if case .typed(let label, let input) = parts[index] {
        let lines = input.split(separator: "\n", omittingEmptySubsequences: false)
        text += "\(label)> " + scrubber.text(lines.joined(separator: "\n\(Self.continuation)")) + "\n"
        index += 1
        continue
      }
      // What was written bit by bit may have a number's halves in two of them.
      var bytes: [UInt8] = []
      while index < parts.count, case .shown(let more) = parts[index] {
        bytes += more
        index += 1
      }
      text += scrubber.text(Self.withoutSequences(bytes))
    }
    return Array(text.utf8)
  }

  /// As the prompt has it before the further lines of an input.
  private static let continuation = "·······> "

  /// The text without the sequences that colour it (ECMA-48 §5.4: CSI, parameters, a final byte).
  private static func withoutSequences(_ bytes: [UInt8]) -> String {
    var kept: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == 0x1B, index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "[") else {
        kept.append(bytes[index])
        index += 1
        continue
      }
      index += 2
      while index < bytes.count, !(0x40...0x7E).contains(bytes[index]) { index += 1 }
      index += 1
    }
    return String(decoding: kept, as: UTF8.self)
  }
}
