import HTTP
import JSON
import Machine
import Rendering

/// The forms in which a record is saved. The ending of the file's name chooses one.
package enum RecordFormat: String, CaseIterable {
  case jsonl, har, txt, html

  /// - Throws: where the name of the file ends in none of these.
  package init(path: String) throws(Failure) {
    guard let format = Self.allCases.first(where: { path.hasSuffix(".\($0.rawValue)") }) else {
      throw Failure(
        .usage,
        "the name of a record must end in .jsonl, .har, .txt or .html, but is '\(Escaping.line(path))'",
        hint:
          ".jsonl can be replayed, .har opens in other tools, .txt is what was shown, .html all of it for a colleague"
      )
    }
    self = format
  }
}

extension MaskExtent {
  /// What the saved file says about the mask.
  package var note: String {
    switch self {
    case .all:
      "Masked: ids, statuses, types, times, counts, credits, names of instances and the known words of error texts "
        + "are as they were; all other data of customers is replaced by tokens, the same value by the same token."
    case .numbers:
      "Masked: phone numbers are replaced by false ones, each by the same one; all else is unchanged."
    }
  }

  package var words: String {
    self == .all ? "; what customers are or wrote is masked" : "; its phone numbers are false"
  }
}

extension Recording {
  /// - Parameter keys: the session's own keys. The keys of the recorded calls are added to them.
  package func scrubber(_ keys: [APIKey], _ mask: Mask?, onCall: @escaping () -> Void = {}) -> Scrubber {
    let keys = Array(Set(keys + exchanges.compactMap(\.exchange.request.key)))
    var mask = mask
    mask?.bases = Set(exchanges.map(\.base))
    var scrubber = Scrubber(keys, mask: mask)
    scrubber.onCall = onCall
    if mask != nil { learn(scrubber) }
    return scrubber
  }

  package func bytes(as format: RecordFormat, _ scrubber: Scrubber) -> [UInt8] {
    switch format {
    case .txt: transcript(scrubber)
    case .jsonl: lines(scrubber)
    case .html: page(scrubber)
    case .har:
      Value.har(
        of: exchanges.map { RecordedCall($0, scrubber) }, below: exchanges.map(\.base),
        comment: note(scrubber)
      ).jsonBytes(indent: 2) + [0x0A]
    }
  }

  /// One line for each exchange. The first one also describes the session.
  func lines(_ scrubber: Scrubber) -> [UInt8] {
    var bytes: [UInt8] = []
    for (index, exchange) in exchanges.enumerated() {
      let isFirst = index == 0
      RecordedCall(exchange, scrubber).value(
        comment: isFirst ? note(scrubber) : nil, session: isFirst ? told(scrubber) : nil
      ).appendJSON(to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// The session, with the inputs as they may be shown.
  func told(_ scrubber: Scrubber) -> RecordedSession {
    var told = session
    told.inputs = parts.compactMap { part in
      guard case .typed(_, let text, let time) = part else { return nil }
      return RecordedSession.Input(text: scrubber.input(text), time: time)
    }
    return told
  }

  /// What was masked and left out; nil where nothing was.
  func note(_ scrubber: Scrubber) -> String? {
    let notes = [
      scrubber.mask?.extent.note,
      about.map {
        "Kept: what speaks of \($0.words.map(scrubber.text).joined(separator: ", "))"
          + (isSilent ? ", but nothing does." : ".")
      },
    ]
    let said = notes.compactMap(\.self)
    return said.isEmpty ? nil : said.joined(separator: " ")
  }

  package func words(for path: String, as format: RecordFormat) -> String {
    let path = Escaping.line(path)
    if format == .txt { return "what was shown is in \(path)" + (isWhole ? "" : ", save its beginning") }
    let cut = exchanges.count { max($0.requestCount, $0.answerCount) > Recorder.mostOfBody }
    return "\(Figures.counted(exchanges.count, "exchange")) in \(path)"
      + (forgotten > 0 ? ", \(Figures.grouped(forgotten)) before them no longer kept" : "")
      + (cut > 0 ? ", \(Figures.counted(cut, "body")) cut at 1 MiB" : "")
  }
}
