import Source
import Syntax

/// Calls of defs.
extension Checker {
  /// - Parameter input: what is known of what the pipeline brings; nil where the command stands first.
  func check(_ command: Command, calling definition: Definition, input: Outline?) {
    call(definition, at: command.nameSpan)
    let names = definition.parameters.map(\.name.text)
    var given = Set(input == nil ? [] : names.prefix(1))
    var positional: [Outline] = []
    var named: [String: Outline] = [:]
    for argument in command.arguments {
      switch argument.kind {
      case .parameter(let path, _, let value):
        named[path[0].text] = check(value)
        check(path, of: definition, given: &given)
      case .operand(let value): positional.append(check(value))
      case .field: positional.append(.unknown)
      case .spread(let value):
        error("a def takes no '...', but '\(command.name.text)' is a def", at: value.span)
      case .flag(let name, let value):
        let isMeant = names.contains(name.asParameter)
        error(
          "a def takes no flags, but '\(command.name.text)' has '--\(name.text)'", at: name.span,
          hint: isMeant ? "a parameter is written \(name.asParameter)=\(value?.spelled ?? "value")" : nil)
      case .block(let block):
        error("a def takes no block, but '\(command.name.text)' has one", at: block.span)
      }
    }
    if input != nil, names.isEmpty {
      return error(
        "\(command.name.text) takes no arguments, but has what the pipeline brings", at: command.nameSpan)
    }
    checkCount(of: command, definition, given: given, positional: positional.count)
    note(definition, input, named, positional)
  }

  /// Notes what a call passes; where it is there to fail, that may be anything.
  private func note(
    _ definition: Definition, _ input: Outline?, _ named: [String: Outline], _ positional: [Outline]
  ) {
    var rest = positional[...]
    let arguments = definition.parameters.enumerated().map { place, parameter -> Outline? in
      if place == 0, let input { return input }
      return named[parameter.name.text] ?? rest.popFirst()
    }
    passed.note(context.mayFail ? arguments.map { _ in .unknown } : arguments, of: definition.name.text)
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
