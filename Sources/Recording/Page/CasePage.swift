import HTTP
import JSON
import Library
import Rendering

// A recording as one page for a browser: what was typed and shown, each exchange folded below it, and the lines that
// `replay` reads. The page loads nothing, and everything that came from outside stands in it as text.

extension Recording {
  /// What stands before the lines that are replayed.
  static let dataStart = #"<script type="application/x-ndjson" id="recording">"#
  static let dataEnd = "</script>"

  func page(_ scrubber: Scrubber) -> [UInt8] {
    let note = note(scrubber).map { "<p>\($0.escapedForHTML)</p>\n" } ?? ""
    let data = String(decoding: lines(scrubber), as: UTF8.self).replacing("<", with: "\\u003c")
    let page = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width">
      <title>\(heading.escapedForHTML)</title>
      <style>
      \(CaseStyle.text)
      </style>
      </head>
      <body>
      <header>
      <h1>\(heading.escapedForHTML)</h1>
      \(note)<p class="tools"><input id="filter" type="search" placeholder="filter by text" aria-label="filter by text"> <span id="count"></span></p>
      </header>
      <main>
      \(sections(scrubber).joined(separator: "\n"))
      </main>
      \(Self.dataStart)\(data)\(Self.dataEnd)
      <script>
      \(CaseScript.text)
      </script>
      </body>
      </html>

      """
    return Array(page.utf8)
  }

  /// A section for each input, with what it showed and the exchanges that it made.
  private func sections(_ scrubber: Scrubber) -> [String] {
    var blocks: [(start: Double, parts: [TranscriptPart])] = []
    for part in parts {
      if case .typed(_, _, let time) = part {
        blocks.append((time, [part]))
      } else if blocks.isEmpty {
        blocks.append((-.infinity, [part]))
      } else {
        blocks[blocks.count - 1].parts.append(part)
      }
    }
    if blocks.isEmpty { blocks = [(-.infinity, [])] }
    var rest = Array(exchanges.enumerated())
    return blocks.indices.map { index in
      let end = index + 1 < blocks.count ? blocks[index + 1].start : .infinity
      let theirs = rest.prefix { $0.element.exchange.start < end }
      rest.removeFirst(theirs.count)
      let text = shownText(of: blocks[index].parts, scrubber)
      let calls = theirs.map { folded($0.element, $0.offset, scrubber) }
      return "<section>\n<pre>\(text.escapedForHTML)</pre>\n\(calls.joined(separator: "\n"))\n</section>"
    }
  }

  /// `GET /me → 200 OK · 12 ms`. The script fills in the rest when it is opened.
  private func folded(_ recorded: RecordedExchange, _ place: Int, _ scrubber: Scrubber) -> String {
    let call = RecordedCall(recorded, scrubber)
    let time = Library.timestamp(call.start).dropFirst(11).prefix(12)
    let outcome: String
    switch call.result {
    case .success(let response):
      outcome = "\(response.status) \(response.reason) · \(Figures.duration(response.timings.total))"
    case .failure(let error): outcome = error.message
    }
    let line = "\(time) \(call.method) \(call.path.cut(to: 120)) → \(outcome)"
    return #"<details data-line="\#(place)"><summary>\#(line.escapedForHTML)</summary><pre></pre></details>"#
  }

  /// The lines in a page; nil where the file is not such a page.
  static func lines(inPage bytes: [UInt8]) -> [UInt8]? {
    guard let start = bytes.firstRange(of: Array(dataStart.utf8)) else { return nil }
    let rest = bytes[start.upperBound...]
    guard let end = rest.firstRange(of: Array(dataEnd.utf8)) else { return nil }
    return Array(rest[..<end.lowerBound])
  }
}
