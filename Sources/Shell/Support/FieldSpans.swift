import JSON
import Machine
import Rendering
import Source
import Syntax

extension Session {
  /// A failure that names fields of the request, as diagnostics at the arguments that were typed for them; nil
  /// where none of them is found in the text.
  func diagnostics(of failure: Failure, at span: Span) -> [Diagnostic]? {
    guard failure.kind == .validation, let fields = failure.errors.asObject, !fields.isEmpty,
      let command = command(at: span)
    else { return nil }
    let found = fields.members.map { ($0, command.span(ofField: $0.name.string)) }
    guard found.contains(where: { $0.1 != nil }) else { return nil }
    // What was found before it was sent is worded as a whole.
    if failure.status == nil, let first = found.first?.1 {
      return [.error(Escaping.lines(failure.message), at: first, hint: failure.hint.map(Escaping.lines))]
    }
    return found.enumerated().map { place, field in
      let texts = (field.0.value.asArray ?? [field.0.value]).map { $0.asString ?? $0.json }
      let name = field.0.name
      let message = "\(name): \(texts.joined(separator: " "))" + given(failure.given?[name], at: field.1)
      return .error(
        Escaping.line(message) + " (422)", at: field.1 ?? span,
        hint: place == found.count - 1 ? failure.hint.map(Escaping.lines) : nil)
    }
  }

  /// What a computed argument came to; one that is written out stands above the caret.
  private func given(_ value: Value?, at span: Span?) -> String {
    guard let span, let value, let file = sources[span] else { return "" }
    let written = String(decoding: file.bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
    if written.contains(value.asString ?? value.json) { return "" }
    return " It is \(value.json.cut(to: 60))."
  }

  /// The command at whose place something failed, read again from the text.
  private func command(at span: Span) -> Command? {
    guard let file = sources[span] else { return nil }
    let (program, _) = parse(file, id: span.file, vocabulary: commands, interactive: file.name.isEmpty)
    return program.statements.lazy.flatMap { Mentions(of: $0).commands }.first { $0.span == span }
  }
}

extension Command {
  /// Where the argument stands that gave a field of the request: `recipient`, `template_variables.name`,
  /// `messages.3.recipient`.
  fileprivate func span(ofField field: String) -> Span? {
    let steps = field.split(separator: ".").map(String.init)
    var best: (length: Int, span: Span)?
    for argument in arguments {
      guard case .parameter(let path, _, let value) = argument.kind,
        zip(path, steps).allSatisfy({ $0.text == $1 }), min(path.count, steps.count) > best?.length ?? 0
      else { continue }
      // Of `template_variables`, the first of those that were given one by one.
      best =
        path.count > steps.count
        ? (steps.count, argument.span)
        : (path.count, value.span(of: steps.dropFirst(path.count)) ?? argument.span)
    }
    return best?.span
  }
}

extension Expression {
  /// Where a part of it stands, as far as it is written out.
  fileprivate func span(of steps: ArraySlice<String>) -> Span? {
    guard let first = steps.first else { return span }
    switch kind {
    case .array(let elements):
      guard let index = Int(first), elements.indices.contains(index),
        !elements[...index].contains(where: \.spread)
      else { return nil }
      return elements[index].value.span(of: steps.dropFirst()) ?? elements[index].value.span
    case .object(let members):
      for case .pair(let key, let element) in members where key.text == first {
        return element.value.span(of: steps.dropFirst()) ?? element.value.span
      }
      return nil
    default: return nil
    }
  }
}

extension ObjectMember.Key {
  fileprivate var text: String? {
    switch self {
    case .name(let name): name.text
    case .text(let literal): literal.constant
    case .computed: nil
    }
  }
}
