import JSON
import Machine
import Rendering
import Source
import Syntax

/// Finds in a script the arguments that a failure is about.
package struct FieldSpans {
  private let sources: SourceMap
  /// The command that failed.
  private let command: Command

  package init(_ sources: SourceMap, _ command: Command) {
    self.sources = sources
    self.command = command
  }

  /// A failure that names fields of the request, as diagnostics at the arguments that were typed for them; nil
  /// where none of them is found in the text.
  package func diagnostics(of failure: Failure) -> [Diagnostic]? {
    guard failure.kind == .validation, let fields = failure.errors.asObject, !fields.isEmpty
    else { return nil }
    let found = fields.members.map { ($0, command.span(ofField: $0.name.string)) }
    guard found.contains(where: { $0.1 != nil }) else { return nil }
    let row = failure.source.map { " (\(Escaping.line($0.place)))" } ?? ""
    // A fault that was found before the request was sent has one message for all.
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

  /// The value of a computed argument. A value that is written out stands above the caret already.
  private func given(_ value: Value?, at span: Span?) -> String {
    guard let span, let value, let file = sources[span] else { return "" }
    let written = String(decoding: file.bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
    if written.contains(value.asString ?? value.json) { return "" }
    return " It is \(value.json.cut(to: 60))."
  }
}
