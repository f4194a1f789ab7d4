import Catalog
import Machine

/// Merges the faults for missing parameters. Two or more of them become one fault, whose hint is a whole line that
/// works.
struct WhatIsMissing {
  /// The merged fault; nil where fewer than two parameters are missing. Then each violation is clear enough by itself.
  let fault: ArgumentFault?
  let others: [Violation]

  init(_ violations: [Violation], of operation: Operation) {
    let missing = violations.compactMap(\.missing)
    guard missing.count > 1 else {
      (fault, others) = (nil, violations)
      return
    }
    fault = ArgumentFault(
      message: "\(operation.name) requires \(missing.joined(separator: ", and "))",
      hint: operation.exampleLine(with: violations.map(\.missingNames).filter { !$0.isEmpty }))
    others = violations.filter { $0.missing == nil }
  }
}

extension Violation {
  /// The missing parameter in words; nil where the violation is another one.
  fileprivate var missing: String? {
    guard field == argument else { return nil }
    return switch fault {
    case .missing: field
    case .missingWhen(let other, let value): "\(field) (since \(other) is \(value))"
    case .missingOneOf(let names): names.joined(separator: " or ")
    case .missingAny, .erased, .missingPlaceholder, .unknown, .type, .notAmong, .limit, .moreThanItems,
      .segment:
      nil
    }
  }
}

extension Violation {
  /// The parameters of which one must be given.
  fileprivate var missingNames: [String] {
    if missing == nil { return [] }
    if case .missingOneOf(let names) = fault { return names }
    return [field]
  }
}

extension Operation {
  /// An example of a call in one line. It is the first example that gives one of each of these groups of parameters, or
  /// else the first of all.
  fileprivate func exampleLine(with names: [[String]]) -> String? {
    let calls = lines.map(\.code).filter { $0.hasPrefix(name + " ") }
    let fitting = calls.first { call in names.allSatisfy { $0.contains { call.contains(" \($0)=") } } }
    return (fitting ?? calls.first)?.split(separator: "\n").map { line in
      var line = line.drop { $0 == " " }
      while let last = line.last, last == "\\" || last == " " { line.removeLast() }
      return String(line)
    }.joined(separator: " ")
  }
}
