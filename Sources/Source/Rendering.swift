extension Diagnostic {
  /// The diagnostic as it is shown: place and message, the line with carets under the span, the hint.
  /// No newline at the end. With `color`, in ANSI colours. Of a long line as much is shown as fits on
  /// 100 columns, or on `columns`; longer messages are broken at blanks there.
  ///
  /// An input at a prompt is a file without a name: no place is said, and its one line stands without a
  /// number; where the span is all of it, or `showsLine` says that it was just shown, it is left out.
  /// `hiding` replaces what may not be shown of a line.
  ///
  ///     campaign.wsl:3:32: error: unknown parameter 'recipent'; did you mean 'recipient'?
  ///       3 |   messages send recipent=$c.phone
  ///         |                 ^^^^^^^^
  ///       hint: …
  public func rendered(
    in map: SourceMap, color: Bool = false, showsLine: Bool = true, columns: Int = .max,
    hiding: (String) -> String = { $0 }
  ) -> String {
    let paint = Paint(isOn: color, severity: severity)
    let message = escapedLines(shortened(message))
    var lines = ["\(paint.severity(severity.word + ":")) \(paint.bold(message))"]
    if let file = map[span] {
      let place = file.position(of: Int(span.start))
      if !file.name.isEmpty {
        lines[0] = paint.bold("\(escaped(file.name)):\(place.line):\(place.column):") + " " + lines[0]
      }
      if showsLine, !(file.name.isEmpty && file.isAll(span)) {
        lines += excerpt(file, line: place.line, columns: columns, paint, hiding)
      }
    }
    lines[0] = wrapped(message: lines[0], columns: columns)
    let label = "  \(paint.bold("hint:")) "
    if let code {
      let before = 8 + code.before.count
      lines.append(
        label + code.before + wrapped(code: escapedLines(code.text), columns: columns, first: before))
    } else if let hint {
      lines.append(wrapped(message: label + escapedLines(hint), columns: columns))
    }
    return lines.joined(separator: "\n")
  }

  private func excerpt(
    _ file: SourceFile, line number: Int, columns: Int, _ paint: Paint, _ hiding: (String) -> String
  ) -> [String] {
    // Eight columns are for the gutter and the marks of a cut.
    let width = Swift.min(Swift.max(columns - 8, 32), 100)
    let excerpt = Excerpt(file, span, line: number, width: width, hiding: hiding)
    let carets = String(repeating: "^", count: Swift.max(excerpt.marked, 1))
    let before = String(repeating: " ", count: excerpt.before)
    let isNumbered = !file.name.isEmpty || file.hasManyLines
    let gutter = String(repeating: " ", count: "\(number)".count)
    return [
      "  \(isNumbered ? "\(number) | " : "")\(excerpt.text)".trimmingEnd(),
      "  \(isNumbered ? "\(gutter) | " : "")\(before)\(paint.severity(carets))",
    ]
  }
}

extension SourceFile {
  /// Whether a span covers everything but white space.
  fileprivate func isAll(_ span: Span) -> Bool {
    let rest = bytes.prefix(Int(span.start)) + bytes.dropFirst(Int(span.end))
    return rest.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
  }

  fileprivate var hasManyLines: Bool { bytes.dropLast().contains(UInt8(ascii: "\n")) }
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
  /// Sorted by file and place. Diagnostics at the same place keep their order.
  public func sortedByPosition() -> [Diagnostic] {
    enumerated().sorted {
      ($0.element.span.file, $0.element.span.start, $0.offset)
        < ($1.element.span.file, $1.element.span.start, $1.offset)
    }
    .map(\.element)
  }
}

/// The text without its middle where it is too long for a person. A single word of 40 MB may also be a
/// name.
private func shortened(_ text: String) -> String {
  text.utf8.count > 4000 ? "\(text.prefix(1500))…\(text.suffix(500))" : text
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
