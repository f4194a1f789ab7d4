import Catalog
import JSON
import Machine
import Source
import Syntax

/// Values that were read off the screen and typed again: in `contacts get 14`, the id of the contact that an
/// input before it made.
///
/// They are told by what the parameter takes, not by the value alone: a limit of 14 is no contact.
extension HistoryScript {
  /// Notes in the wanted steps which values came from other wanted steps, and gives those.
  ///
  /// A step that is not wanted is not brought in, as it would be for `$`: what stands there without it is
  /// whole, and it may send.
  mutating func findTyped() -> Set<Int> {
    var origins: Set<Int> = []
    for index in wanted {
      for typed in typedValues(index) {
        guard let (origin, path) = origin(of: typed, before: index) else { continue }
        origins.insert(origin)
        steps[index].taken.append((typed.span, origin, path))
      }
    }
    return origins
  }

  private func origin(of typed: TypedValue, before index: Int) -> (Int, String)? {
    for earlier in (0..<index).reversed() where wanted.contains(earlier) {
      // What was typed there too came from no answer.
      guard let given = steps[earlier].given,
        !typedValues(earlier).contains(where: { $0.value == typed.value })
      else { continue }
      let noun = noun(of: earlier)
      if let part = given.parts.first(where: { typed.isPart($0, of: noun, commands.catalog) }) {
        return (earlier, part.path)
      }
    }
    return nil
  }

  /// The noun of the operation that a step calls; nil where it calls none.
  private func noun(of index: Int) -> String? {
    guard case .pipeline(let pipeline) = steps[index].statement.kind,
      case .command(let command) = pipeline.source
    else { return nil }
    return commands.operation(command.name.text, command.verb?.text)?.noun
  }

  private func typedValues(_ index: Int) -> [TypedValue] {
    if case .define = steps[index].statement.kind { return [] }
    return steps[index].mentions.commands.flatMap(typedValues(of:))
  }

  private func typedValues(of command: Command) -> [TypedValue] {
    guard let signature = commands.signature(command.name.text, verb: command.verb?.text) else { return [] }
    let operation = commands.operation(command.name.text, command.verb?.text)
    var operands = signature.operands[...]
    return command.arguments.compactMap { argument -> TypedValue? in
      switch argument.kind {
      case .operand(let expression):
        guard let operand = operands.popFirst(), let collection = operand.collection,
          let value = expression.constant(as: operand.type)
        else { return nil }
        return TypedValue(span: expression.span, value: value, collection: collection)
      case .parameter(let path, _, let expression):
        guard path.count == 1, case .declared(let declared) = signature.parameters,
          let parameter = declared.first(where: { $0.name == path[0].text }),
          let value = expression.constant(as: parameter.type)
        else { return nil }
        let isPhone = operation?.parameters.contains {
          $0.name == parameter.name && $0.limits.contains(.pattern(.e164))
        }
        guard parameter.collection != nil || isPhone == true else { return nil }
        return TypedValue(span: expression.span, value: value, collection: parameter.collection)
      case .flag, .spread, .block, .field: return nil
      }
    }
  }
}

/// A value in the arguments of a command that names a record, or a phone number.
private struct TypedValue {
  var span: Span
  var value: Value
  /// The records that it names one of; nil for a phone number.
  var collection: String?

  /// Whether it may have been read there, in what an operation of that noun answered.
  func isPart(_ part: GivenParts.Part, of noun: String?, _ catalog: Catalog) -> Bool {
    guard part.value == value else { return false }
    guard let collection else { return true }
    // A text that stands alone: `$.name` of an instance.
    if part.name.isEmpty { return noun == collection || noun == nil }
    let names = ["id", catalog.reference(to: collection)?.value ?? "id"]
    // `message_id` of a send.
    if names.contains(where: { part.name == "\(collection.dropLast())_\($0)" }) { return true }
    return names.contains(part.name) && (noun == collection || noun == nil)
  }
}
