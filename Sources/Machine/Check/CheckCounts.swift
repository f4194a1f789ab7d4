import Source
import Syntax

/// How many operands and blocks a call has.
extension Checker {
  func checkCounts(_ arguments: inout CommandArguments) {
    guard let signature = arguments.signature else { return }
    let values = signature.operands.filter { $0.kind != .block }
    let given = arguments.known.operands.count
    if given > values.count + strays(arguments), !values.contains(where: \.repeated) {
      if tooMany(given, values, &arguments) { return }
      // An operand too many may be meant for one that is missing.
      arguments.known.open = true
    }
    let spreads = arguments.command.arguments.contains(where: \.isSpread)
    let missing = values.filter(\.required).dropFirst(given).filter { operand in
      !(operand.repeated && spreads) && !arguments.command.hasParameter(operand.name)
    }
    if !missing.isEmpty, !(arguments.known.open && signature.repeats) {
      let names = missing.map { $0.name.uppercased() }.joined(separator: " ")
      let hint = missing.first.flatMap { self.hint(forMissing: $0, of: arguments) }
      error(
        "\(arguments.name) takes \(names), but it is not given", at: arguments.command.nameSpan,
        hint: hint, example: hint == nil ? arguments.builtin?.exampleLine : nil)
    }
    let command = arguments.command
    if missing.isEmpty, arguments.inputFirst, command.operandCount == 0,
      command.arguments.allSatisfy({ !$0.isField })
    {
      withoutInput(command)
    }
    checkBlock(arguments, signature)
  }

  /// What an operand may be, or where it or an example is found; nil where there is a line that shows it.
  private func hint(forMissing operand: Operand, of arguments: CommandArguments) -> String? {
    if let choices = operand.choices { return choices }
    if arguments.command.verb != nil, let noun = operand.collection,
      commands.signature(noun, verb: "list") != nil
    {
      return "'\(noun) list' shows those there are"
    }
    return arguments.builtin?.exampleLine == nil ? "'help \(arguments.name)' shows how" : nil
  }

  /// - Returns: whether nothing more is to be told.
  private func tooMany(_ given: Int, _ values: [Operand], _ arguments: inout CommandArguments) -> Bool {
    let span = arguments.command.span
    if arguments.inputFirst, values.isEmpty {
      let command = hint(forCommandIn: arguments.command)
      let scattered = command == nil ? scattered(&arguments) : nil
      error(
        "\(arguments.name) takes one value, but has \(given + 1)", at: span,
        hint: command ?? "text holds several: \"$a $b\"; a list: [$a, $b]", proposal: scattered?.proposal)
      return true
    }
    let names = values.map { $0.name.uppercased() }.joined(separator: " ")
    let first = arguments.operands.dropFirst(values.count).first?.span
    let other = values.isEmpty ? hint(forStray: arguments) : nil
    var scattered = other == nil ? scattered(&arguments) : nil
    // Where a command takes operands, each word may be one.
    if let words = scattered, !values.isEmpty, words.isDoubtful,
      values.first?.kind != .path || !words.isFileName
    {
      scattered = nil
    }
    error(
      "\(arguments.name) takes \(values.isEmpty ? "no operands" : names), but has \(given)",
      at: values.isEmpty ? first ?? span : span,
      hint: other ?? scattered?.hint ?? hint(ofParameters: arguments, values),
      proposal: scattered?.proposal)
    return false
  }

  private func hint(ofParameters arguments: CommandArguments, _ values: [Operand]) -> String? {
    values.isEmpty && arguments.signature?.parameters.takesAny == true
      ? "parameters are written name=value" : nil
  }

  /// `print length $x`
  private func hint(forCommandIn command: Command) -> String? {
    guard case .word(let word)? = command.operands.first?.kind,
      commands.signature(word, verb: nil) != nil || commands.isNoun(word)
        || resolution.commands.definition(word) != nil
    else { return nil }
    return "a command within a command stands in '( )': \(command.fullName) (\(word) …)"
  }

  /// What the first operand of a command that takes none was meant to be.
  private func hint(forStray arguments: CommandArguments) -> String? {
    let all = arguments.command.arguments
    guard let place = all.firstIndex(where: { if case .operand = $0.kind { true } else { false } }),
      case .operand(let stray) = all[place].kind, let signature = arguments.signature
    else { return nil }
    guard signature.parameters.takesAny else {
      guard stray.startsAtItem, signature.input == .items else { return nil }
      return "'map' first: … | map @.name | \(arguments.name)"
    }
    if place > 0, case .flag(let name, nil) = all[place - 1].kind,
      arguments.flag(name.text)?.value == Flag.ValueRule.none
    {
      return "'--\(name.text)' takes no value"
    }
    if case .object = stray.kind { return "'...' before an object passes its members: ...{ … }" }
    if case .word(let word) = stray.kind {
      let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
      if parts.count == 2, signature.parameters.has(parts[0]) {
        return "a parameter is given as \(parts[0])=\(parts[1])"
      }
    }
    return nil
  }

  /// The flags whose value may be among the operands: unknown ones, as in `--sinc 2d`, and those of `--mask numbers`.
  private func strays(_ arguments: CommandArguments) -> Int {
    let all = arguments.command.arguments
    return all.indices.count { place in
      guard case .flag(let name, nil) = all[place].kind else { return false }
      guard let flag = arguments.flag(name.text) else { return true }
      return place + 1 < all.count && flag.word(meantBy: all[place + 1]) != nil
    }
  }

  private func checkBlock(_ arguments: CommandArguments, _ signature: Signature) {
    let block = arguments.command.block
    let declared = signature.operands.first { $0.kind == .block }
    if declared?.required == true, block == nil {
      error(
        "\(arguments.name) takes a block, but has none", at: arguments.command.nameSpan,
        hint: signature.operands.filter { $0.required && $0.kind != .block }
          .reduce(arguments.name) { $0 + " " + $1.name.uppercased() } + " { … }")
    } else if declared == nil, let block {
      error("\(arguments.name) takes no block", at: block.span)
    }
  }
}

extension Argument {
  fileprivate var isField: Bool { if case .field = kind { true } else { false } }
}

extension Command {
  /// Whether an operand of that name is given as `name=value`, which is told.
  fileprivate func hasParameter(_ name: String) -> Bool {
    arguments.contains { argument in
      if case .parameter(let path, _, _) = argument.kind {
        path[0].text.lowercased() == name.lowercased()
      } else {
        false
      }
    }
  }
}

extension Signature.ParameterRule {
  var takesAny: Bool {
    switch self {
    case .none: false
    case .any: true
    case .declared(let parameters): !parameters.isEmpty
    }
  }
}

extension Operand {
  /// The words that it may be, where these are few.
  fileprivate var choices: String? {
    guard case .enumeration(let words) = type, words.count > 1 else { return nil }
    return "\(name.uppercased()) is \(words.dropLast().joined(separator: ", ")) or \(words.last ?? "")"
  }
}

extension Builtin {
  /// An example of one line that calls it and needs no other; nil where there is none.
  fileprivate var exampleLine: String? {
    examples.lazy.flatMap { $0.code.split(separator: "\n") }.map(String.init).first { line in
      line.first != " " && (" \(line) ".contains(" \(name) ") || line.contains("(\(name) "))
        && !["{", "|", "\\", ","].contains { line.hasSuffix($0) }
        && !line.replacing("$acc", with: "").contains("$")
    }.map(ownCall)
  }

  /// The call alone, where it stands in brackets: `explain 402` in `(explain 402).reason`.
  private func ownCall(in line: String) -> String {
    for (open, close) in [("(", ")"), ("{ ", "}")] as [(String, Character)] {
      guard let start = line.firstRange(of: open + name + " ") else { continue }
      var depth = 1
      let call = line[start.lowerBound...].dropFirst(open.count).prefix { character in
        if character == close { depth -= 1 } else if character == open.first { depth += 1 }
        return depth > 0
      }
      return String(call.last == " " ? call.dropLast() : call)
    }
    return line
  }
}
