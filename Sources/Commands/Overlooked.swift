import Catalog
import HTTP
import JSON
import Library
import Machine
import Verbs

/// Warnings about filters that leave out records which their words lead people to expect, and about parameters that have
/// no effect.
extension OperationCommand {
  /// Warns of values that leave out records which the user probably wants as well, and of parameters that will not
  /// count.
  ///
  /// - Parameters:
  ///   - written: the parameters that are given, though their values may not be known yet.
  ///   - partly: what is known of these values.
  package func warnings(
    _ arguments: Object, written: Set<String> = [], partly: Object = Object(), checks: Checks = .client
  ) -> [ArgumentFault] {
    operation.parameters.compactMap { parameter in
      // Few parameters leave anything out.
      if parameter.leavesOut.isEmpty { return nil }
      return arguments[parameter.name]?.asString.flatMap { overlooked[parameter.name]?[$0]?.warning }
    }
      + operation.idle(arguments, written: written, checks: checks).map { found in
        var warning = ArgumentFault(
          parameter: found.list ?? found.idle.parameter, message: found.message, hint: found.idle.advice)
        warning.isWarning = true
        return warning
      } + [unfilled(arguments, partly)].compactMap(\.self)
  }

  /// Warns of `{{name}}` in a content that no template fills.
  private func unfilled(_ known: Object, _ partly: Object) -> ArgumentFault? {
    var arguments = known
    for member in partly.members { arguments[member.name] = arguments[member.name] ?? member.value }
    let content = "content"
    let isOwn = operation.shape[content] != nil && operation.shape["template_id"] != nil
    let list = operation.batch?.parameter
    let messages = isOwn ? [arguments] : list.flatMap { arguments[$0]?.asArray }?.compactMap(\.asObject) ?? []
    for message in messages where message["template_id"]?.isNull != false {
      guard let text = message[content]?.asText, text.utf8.contains(UInt8(ascii: "{")),
        let name = Library.placeholders(in: text).first
      else { continue }
      var warning = ArgumentFault(
        parameter: isOwn ? content : list,
        message: "\(content)\(isOwn ? "" : " in \(list ?? "")") is sent as it stands, with {{\(name)}}",
        hint: "with template_id=… it is filled; in a text of your own a variable is $\(name)")
      warning.isWarning = true
      return warning
    }
    return nil
  }

  /// The same of a target and what is given beside its own query.
  func warnings(_ parameters: Object, in target: String) -> [ArgumentFault] {
    // Few operations have such a filter.
    guard operation.parameters.contains(where: { !$0.leavesOut.isEmpty }) else { return [] }
    var parameters = parameters
    for (name, value) in target.queryPairs { parameters[name] = Value(value) }
    return warnings(parameters)
  }

  /// The same for tests of the rows that a list answers with, by the member and its word.
  /// A single message goes the same way, so a test of its status leaves out as much.
  var overlooked: [String: [String: Outline.Overlooked]] {
    let list = Operation.listMessages
    let isOfMessage = operation.kind == .read && operation.noun == list.noun
    return (isOfMessage ? list : operation).parameters.reduce(into: [:]) { all, parameter in
      if parameter.leavesOut.isEmpty { return }
      all[parameter.name] = Dictionary(
        uniqueKeysWithValues: parameter.leavesOut.map { word, other in
          let meaning = WordMeaning.messageStatuses.first { $0.word == other }?.meaning
          var warning = ArgumentFault(
            parameter: parameter.name,
            message: "\(parameter.name)=\(word) leaves out what is \(other) by now"
              + (meaning.map { ": \($0)" } ?? ""),
            hint:
              operation.isList
              ? "both: \(operation.name) --since yesterday | where @.\(parameter.name) in [\(word), \(other)]"
              : "both: if $message.\(parameter.name) in [\(word), \(other)] { … }")
          warning.isWarning = true
          return (word, Outline.Overlooked(other, warning))
        })
    }
  }
}

extension Catalog {
  /// The same warnings for a request that was written by hand, such as `request GET /messages status=failed`.
  package func warnings(ofRequest method: String?, _ path: String?, _ parameters: Object) -> [ArgumentFault] {
    guard let path, method?.uppercased() == Method.get.rawValue,
      case .found(let operation, _) = match(method: Method.get.rawValue, path: path.withoutQuery)
    else { return [] }
    return OperationCommand(operation).warnings(parameters, in: path)
  }
}
