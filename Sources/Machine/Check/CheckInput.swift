import Source
import Syntax

/// Compares what the pipeline brings, or the first argument, with what the builtin takes.
extension Checker {
  func checkInput(_ arguments: CommandArguments) {
    guard let signature = arguments.signature, signature.input != .none else { return }
    let span = arguments.inputSpan ?? arguments.command.nameSpan
    let taken = arguments.builtin?.takes
    let isGood =
      signature.input == .items
      ? checkItems(arguments, at: span) : checkWhole(arguments, taken, at: span)
    // An operand too many may be what is wanted of the items.
    let isWhole = arguments.known.operands.count <= signature.operands.count
    if isGood, isWhole, let taken { checkItems(of: arguments, taken, at: span) }
  }

  private func checkWhole(_ arguments: CommandArguments, _ taken: Taken?, at span: Span) -> Bool {
    guard let taken, arguments.input.types.excludes(taken.types) else { return true }
    fault(.argument(arguments.name, taken.words, arguments.input), at: span)
    return false
  }

  /// A list; `select` and its like also work on one object.
  private func checkItems(_ arguments: CommandArguments, at span: Span) -> Bool {
    let isFilter = if case .filter? = arguments.builtin?.body { true } else { false }
    guard arguments.input.types.excludes(isFilter ? [.list, .object] : .list) else { return true }
    fault(.notIterable(arguments.input, .named, arguments.name), at: span)
    return false
  }

  private func checkItems(of arguments: CommandArguments, _ taken: Taken, at span: Span) {
    // What an expression makes of the items is what counts, where there is one.
    let isMade = arguments.command.itemExpression(arguments.builtin) != nil
    let item = isMade ? arguments.known.yield : arguments.input.item
    guard item.types.excludes(taken.items) else { return }
    var failure = Failure.argument(arguments.name, taken.itemWords, item)
    if item.types == .text, taken.items == .number {
      failure.hint = "numbers of text: '… | map number(@) | \(arguments.name)'"
    }
    fault(failure, at: span)
  }
}
