import JSON
import Machine
import Rendering
import Source
import Syntax

/// Finds those arguments in a script to which a failure refers.
package struct FieldSpans {
  private let sources: SourceMap
  /// The command that failed.
  private let command: Command

  package init(_ sources: SourceMap, _ command: Command) {
    self.sources = sources
    self.command = command
  }

  /// Turns a failure that names fields of the request into diagnostics at the arguments for these fields; nil where
  /// none of them is found in the text.
  package func diagnostics(of failure: Failure) -> [Diagnostic]? {
    guard failure.kind == .validation, let fields = failure.errors.asObject, !fields.isEmpty
    else { return nil }
    let found = fields.members.map { ($0, command.span(ofField: $0.name.string)) }
    guard found.contains(where: { $0.1 != nil }) else { return nil }
    let row = failure.source.map { " (\(Escaping.line($0.place)))" } ?? ""
    // A fault that was found before the request was sent has one message for all fields.
    if failure.status == nil, let first = found.first?.1 {
      return [
        .error(Escaping.lines(failure.message) + row, at: first, hint: failure.hint.map(Escaping.lines))
      ]
    }
    return found.enumerated().map { place, field in
      let texts = (field.0.value.asArray ?? [field.0.value]).map { $0.asString ?? $0.json }
      let name = field.0.name
      let message = "\(name): \(texts.joined(separator: " "))" + given(failure.given?[name], at: field.1)
      return .error(
        Escaping.line(message) + " (422)" + (place == 0 ? row : ""), at: field.1 ?? command.span,
        hint: place == found.count - 1 ? failure.hint.map(Escaping.lines) : nil)
    }
  }

  /// Tells the value of a computed argument. A value that is written in the script is visible above the caret already.
  private func given(_ value: Value?, at span: Span?) -> String {
    guard let span, let value, let file = sources[span] else { return "" }
    let written = String(decoding: file.bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
    if written.contains(value.asString ?? value.json) { return "" }
    return " It is \(value.json.cut(to: 60))."
  }
}
