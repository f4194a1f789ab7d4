import Catalog
import Machine

/// Parameters that a call lacks: two and more of them are told as one fault, with a whole line that would do.
struct WhatIsMissing {
  /// Nil where fewer than two are missing: then each violation says enough by itself.
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
  /// The parameter of the call that is missing, in words; nil where the fault is another.
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
  /// The parameters of the call of which one is missing.
  fileprivate var missingNames: [String] {
    if missing == nil { return [] }
    if case .missingOneOf(let names) = fault { return names }
    return [field]
  }
}

extension Operation {
  /// An example that is one call, in one line: the first that gives one of each of these parameters, else the first.
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
