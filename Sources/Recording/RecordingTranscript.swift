extension Recording {
  /// What was typed and shown, as the terminal had it but without its colours.
  package func transcript(_ scrubber: Scrubber) -> [UInt8] {
    var text = scrubber.mask.map { $0.extent.note + "\n" } ?? ""
    if !isWhole { text += "… what was shown before is no longer kept\n" }
    var shown: [UInt8] = []
    for part in parts {
      switch part {
      case .typed(let label, let input):
        text += scrubber.text(Self.withoutSequences(shown))
        shown = []
        let lines = scrubber.input(input).split(separator: "\n", omittingEmptySubsequences: false)
        text += "\(label)> " + lines.joined(separator: "\n\(Self.continuation)") + "\n"
      case .shown(let bytes, let again):
        guard scrubber.mask != nil, let again else {
          // What was written bit by bit may have a number's halves in two of them.
          shown += bytes
          continue
        }
        text += scrubber.text(Self.withoutSequences(shown))
        shown = []
        text += scrubber.withoutKeys(Self.withoutSequences(again(scrubber)))
      }
    }
    return Array((text + scrubber.text(Self.withoutSequences(shown))).utf8)
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
