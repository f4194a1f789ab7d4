import Source
import Syntax

/// Calls of defs.
extension Checker {
  func check(_ command: Command, calling definition: Definition, isStage: Bool) {
    call(definition, at: command.nameSpan)
    let names = definition.parameters.map(\.name.text)
    var given = Set(isStage ? names.prefix(1) : [])
    var positional = 0
    for argument in command.arguments {
      switch argument.kind {
      case .parameter(let path, _, let value):
        check(value)
        check(path, of: definition, given: &given)
      case .operand(let value):
        check(value)
        positional += 1
      case .field: positional += 1
      case .spread(let value):
        error("a def takes no '...', but '\(command.name.text)' is a def", at: value.span)
      case .flag(let name, _):
        error("a def takes no flags, but '\(command.name.text)' has '--\(name.text)'", at: name.span)
      case .block(let block):
        error("a def takes no block, but '\(command.name.text)' has one", at: block.span)
      }
    }
    if isStage, names.isEmpty {
      return error(
        "\(command.name.text) takes no arguments, but has what the pipeline brings", at: command.nameSpan)
    }
    checkCount(of: command, definition, given: given, positional: positional)
  }

  private func checkCount(
    of command: Command, _ definition: Definition, given: Set<String>, positional: Int
  ) {
    let free = definition.parameters.filter { !given.contains($0.name.text) }
    if positional > free.count {
      let takes = counted(definition.parameters.count, "argument")
      error("\(command.name.text) takes \(takes), but has \(positional + given.count)", at: command.span)
    }
    let missing = free.dropFirst(positional).filter { $0.initial == nil }.map { "'\($0.name.text)'" }
    // A flag, a block or a spread that a def does not take was told.
    if !missing.isEmpty, command.arguments.allSatisfy(\.isTakenByDefs) {
      error(
        "\(command.name.text) takes \(missing.joined(separator: " and ")), but it is not given",
        at: command.nameSpan)
    }
  }

  private func check(_ path: [Name], of definition: Definition, given: inout Set<String>) {
    let names = definition.parameters.map(\.name.text)
    guard path.count == 1, names.contains(path[0].text) else {
      let near = nearest(path[0].text, among: names)
      if let near { given.insert(near) }
      return error(
        "unknown parameter '\(path[0].text)' of \(definition.name.text)"
          + (near.map { "; did you mean '\($0)'?" } ?? ""), at: path[0].span)
    }
    if !given.insert(path[0].text).inserted {
      error("a parameter is given once, but '\(path[0].text)' is given twice", at: path[0].span)
    }
  }
}

extension Argument {
  fileprivate var isTakenByDefs: Bool {
    switch kind {
    case .parameter, .operand, .field: true
    case .spread, .flag, .block: false
    }
  }
}
