extension Diagnostic {
  /// The diagnostic as it is shown: place and message, the line with carets under the span, the hint.
  /// No newline at the end. With `color`, in ANSI colours.
  ///
  ///     campaign.wsl:3:32: error: unknown parameter 'recipent'; did you mean 'recipient'?
  ///       3 |   messages send recipent=$c.phone
  ///         |                 ^^^^^^^^
  ///       hint: …
  public func rendered(in map: SourceMap, color: Bool = false) -> String {
    let paint = Paint(isOn: color, severity: severity)
    var lines = ["\(paint.severity(severity.word + ":")) \(paint.bold(escaped(message)))"]
    if let file = map[span], !file.name.isEmpty {
      let place = file.position(of: Int(span.start))
      lines[0] = paint.bold("\(escaped(file.name)):\(place.line):\(place.column):") + " " + lines[0]
      lines += excerpt(file, line: place.line, paint)
    }
    if let hint { lines.append("  \(paint.bold("hint:")) \(escaped(hint))") }
    return lines.joined(separator: "\n")
  }

  private func excerpt(_ file: SourceFile, line number: Int, _ paint: Paint) -> [String] {
    let excerpt = Excerpt(file, span, line: number)
    let gutter = String(repeating: " ", count: "\(number)".count)
    let carets = String(repeating: "^", count: Swift.max(excerpt.marked, 1))
    let before = String(repeating: " ", count: excerpt.before)
    return [
      "  \(number) | \(excerpt.text)".trimmingEnd(),
      "  \(gutter) | \(before)\(paint.severity(carets))",
    ]
  }
}

extension Diagnostic.Severity {
  fileprivate var word: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    }
  }
}

extension Sequence<Diagnostic> {
  /// By file and place; those at one place in the order in which they came.
  public func sortedByPosition() -> [Diagnostic] {
    enumerated().sorted {
      ($0.element.span.file, $0.element.span.start, $0.offset)
        < ($1.element.span.file, $1.element.span.start, $1.offset)
    }
    .map(\.element)
  }
}

/// ANSI colours, or none.
private struct Paint {
  let isOn: Bool
  let severity: Diagnostic.Severity

  func bold(_ text: String) -> String { wrap(text, "1") }
  func severity(_ text: String) -> String { wrap(text, severity == .error ? "1;31" : "1;33") }

  private func wrap(_ text: String, _ code: String) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension String {
  fileprivate func trimmingEnd() -> String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
