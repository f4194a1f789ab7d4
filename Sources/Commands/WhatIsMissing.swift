import Catalog
import JSON
import Machine

/// Merges the faults for missing parameters. Two or more of them become one fault, whose hint is a whole line, in which
/// `NUMBER` stands for each number: a hint that is typed as it stands must not reach a stranger.
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
    var fault = ArgumentFault(
      message: "\(operation.name) requires \(missing.joined(separator: ", and "))")
    fault.example = operation.exampleLine(with: violations.map(\.missingNames).filter { !$0.isEmpty })
    self.fault = fault
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
    if field != argument { return [] }
    return switch fault {
    case .missing, .missingWhen: [field]
    case .missingOneOf(let names), .missingAny(let names): names
    case .erased, .missingPlaceholder, .unknown, .type, .notAmong, .limit, .moreThanItems, .segment: []
    }
  }
}

extension Operation {
  /// What makes a call whole that lacks a parameter: the parameter with a value of the documentation's. Nil where this
  /// is or contains a number, which nobody may reach by mistake.
  func addition(after violation: Violation) -> String? {
    sample(after: violation).flatMap { $0 == $0.withoutNumbers ? $0 : nil }
  }

  /// The same with `NUMBER` for each number; nil where there is none in it.
  func placeholder(after violation: Violation) -> String? {
    sample(after: violation).flatMap { $0 == $0.withoutNumbers ? nil : "add \($0.withoutNumbers)" }
  }

  private func sample(after violation: Violation) -> String? {
    violation.missingNames.lazy.compactMap { name -> String? in
      let value = self.examples.lazy.compactMap { $0.arguments[name] }.first
      return value.map { "\(name)=\($0.withOneRecord.argument)" }
    }.first
  }
}

extension Value {
  /// A list of objects with its first one alone, which is enough to see how one is written.
  fileprivate var withOneRecord: Value {
    guard let first = asArray?.first, first.asObject != nil else { return self }
    return [first]
  }

  /// As it stands behind `=`: text that is one word needs no quotes.
  fileprivate var argument: String {
    guard let text = asString else { return json }
    let isWord = text.first.map { $0.isLetter || $0 == "+" } == true
    return isWord && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-_".contains($0)) }
      ? text : json
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
    }.joined(separator: " ").withoutNumbers
  }
}

extension String {
  /// The text with `NUMBER` in place of each telephone number, which the check refuses.
  fileprivate var withoutNumbers: String {
    var parts = split(separator: "+", omittingEmptySubsequences: false)
    var result = String(parts.removeFirst())
    for part in parts {
      let digits = part.prefix { $0.isASCII && $0.isNumber }.count
      result += digits < 7 ? "+" + part : "NUMBER" + part.dropFirst(digits)
    }
    return result
  }
}
