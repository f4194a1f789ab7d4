import HTTP
import Library
import Rendering

extension Recording {
  /// What was typed and shown, as on the terminal but without colours, below a heading with the place and the time.
  package func transcript(_ scrubber: Scrubber) -> [UInt8] {
    var text = (note(scrubber).map { $0 + "\n" } ?? "") + heading + "\n"
    if !isWhole { text += "… earlier output is no longer kept\n" }
    return Array((text + "\n" + shownText(of: parts, scrubber)).utf8)
  }

  /// `sandbox at http://127.0.0.1:8080/integration/v1, 2025-01-15 10:30:05 UTC to …`
  var heading: String {
    let first = parts.lazy.compactMap { part -> Double? in
      if case .typed(_, _, let time) = part { time } else { nil }
    }.first
    let times = [first ?? exchanges.first?.exchange.start, session.saved].compactMap(\.self).map(
      Library.written)
    let name = Escaping.line(session.account.isEmpty ? "wessaal" : session.account)
    let host = session.host.isEmpty ? "" : " at \(session.host)"
    return "\(name)\(host), \(times.joined(separator: " to "))"
      + (session.zone == "UTC" ? "" : ", times of \(session.zone)")
  }

  func shownText(of parts: [TranscriptPart], _ scrubber: Scrubber) -> String {
    var text = ""
    var shown: [UInt8] = []
    for part in parts {
      switch part {
      case .typed(let label, let input, _):
        text += scrubber.text(Self.withoutSequences(shown))
        shown = []
        let lines = scrubber.input(input).split(separator: "\n", omittingEmptySubsequences: false)
        text += "\(label)> " + lines.joined(separator: "\n\(Self.continuation)") + "\n"
      case .shown(let bytes, let again):
        guard scrubber.mask != nil, let again else {
          // Output that was written in pieces may have half of a number in each of two.
          shown += bytes
          continue
        }
        text += scrubber.text(Self.withoutSequences(shown))
        shown = []
        text += scrubber.withoutKeys(Self.withoutSequences(again(scrubber)))
      }
    }
    return text + scrubber.text(Self.withoutSequences(shown))
  }

  /// What the prompt shows before the further lines of an input.
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
