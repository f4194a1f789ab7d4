import Catalog
import HTTP
import JSON
import Machine
import Verbs

/// Filters that leave out records that their words make people expect.
extension OperationCommand {
  /// What these arguments leave out that is often meant too.
  package func warnings(_ arguments: Object) -> [ArgumentFault] {
    operation.parameters.compactMap { parameter in
      guard let word = arguments[parameter.name]?.asString, let other = parameter.leavesOut[word] else {
        return nil
      }
      let meaning = WordMeaning.messageStatuses.first { $0.word == other }?.meaning
      var warning = ArgumentFault(
        parameter: parameter.name,
        message: "\(parameter.name)=\(word) leaves out what is \(other) by now"
          + (meaning.map { ": \($0)" } ?? ""),
        hint: "both: \(operation.name) --since yesterday | where @.\(parameter.name) in [\(word), \(other)]")
      warning.isWarning = true
      return warning
    }
  }

  /// How to filter here by a word that the service's answers hold but that it does not filter by.
  package func hint(after violation: Violation) -> String? {
    guard operation.isList, case .notAmong(_, let found) = violation.fault, let word = found.asString,
      WordMeaning.messageStatuses.contains(where: { $0.word == word })
    else { return nil }
    return "the service does not filter by it, but this does: "
      + "\(operation.name) --since yesterday | where @.\(violation.field) == \"\(word)\""
  }
}

extension Catalog {
  /// The same of `request GET /messages status=failed`.
  package func warnings(ofRequest method: String?, _ path: String?, _ parameters: Object) -> [ArgumentFault] {
    guard let path, method?.uppercased() == Method.get.rawValue,
      case .found(let operation, _) = match(
        method: Method.get.rawValue, path: String(path.prefix { $0 != "?" }))
    else { return [] }
    var parameters = parameters
    for pair in path.drop(while: { $0 != "?" }).dropFirst().split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
      if sides.count == 2 { parameters[sides[0]] = Value(sides[1]) }
    }
    return OperationCommand(operation).warnings(parameters)
  }
}
