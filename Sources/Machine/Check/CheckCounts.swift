import Source
import Syntax

/// How many operands and blocks a call has.
extension Checker {
  func checkCounts(_ arguments: CommandArguments) {
    guard let signature = arguments.signature else { return }
    let values = signature.operands.filter { $0.kind != .block }
    let given = arguments.known.operands.count
    if given > values.count + strays(arguments), !values.contains(where: \.repeated) {
      if tooMany(given, values, arguments) { return }
    }
    let spreads = arguments.command.arguments.contains(where: \.isSpread)
    let missing = values.filter(\.required).dropFirst(given).filter { !$0.repeated || !spreads }
    if !missing.isEmpty, !(arguments.known.open && signature.repeats) {
      let names = missing.map { $0.name.uppercased() }.joined(separator: " ")
      error("\(arguments.name) takes \(names), but it is not given", at: arguments.command.nameSpan)
    }
    let command = arguments.command
    if arguments.inputFirst, command.operandCount == 0, command.arguments.allSatisfy({ !$0.isField }) {
      withoutInput(command)
    }
    checkBlock(arguments, signature)
  }

  /// - Returns: whether nothing more is to be told.
  private func tooMany(_ given: Int, _ values: [Operand], _ arguments: CommandArguments) -> Bool {
    let span = arguments.command.span
    if arguments.inputFirst, values.isEmpty {
      error(
        "\(arguments.name) takes one value, but has \(given + 1)", at: span,
        hint: "text holds several: \"$a $b\"; a list: [$a, $b]")
      return true
    }
    let names = values.map { $0.name.uppercased() }.joined(separator: " ")
    error(
      "\(arguments.name) takes \(values.isEmpty ? "no operands" : names), but has \(given)", at: span,
      hint: values.isEmpty ? "parameters are written name=value" : nil)
    return false
  }

  /// The unknown flags whose value may be among the operands: `--sinc 2d`.
  private func strays(_ arguments: CommandArguments) -> Int {
    arguments.command.arguments.count { argument in
      guard case .flag(let name, nil) = argument.kind else { return false }
      return arguments.flag(name.text) == nil
    }
  }

  private func checkBlock(_ arguments: CommandArguments, _ signature: Signature) {
    let block = arguments.command.block
    let declared = signature.operands.first { $0.kind == .block }
    if declared?.required == true, block == nil {
      error(
        "\(arguments.name) takes a block, but has none", at: arguments.command.nameSpan,
        hint: "\(arguments.name) { … }")
    } else if declared == nil, let block {
      error("\(arguments.name) takes no block", at: block.span)
    }
  }
}

extension Argument {
  fileprivate var isField: Bool { if case .field = kind { true } else { false } }
}
