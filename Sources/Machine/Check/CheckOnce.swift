import JSON
import Source
import Syntax

/// What a `once` is to hold: one write, under a key that is its own (language.md, "Money").
extension Checker {
  /// Checks the block of a `once`, and counts the writes in it.
  func onceOnly(_ body: () -> Finding) -> Finding {
    let outer = writesInOnce
    defer { writesInOnce = outer }
    writesInOnce = 0
    return body()
  }

  /// Notes a call where it writes, in a `once`. One in a loop is more than one.
  func noteWrite(_ arguments: CommandArguments) {
    let command = arguments.command
    guard let before = writesInOnce, commands.writes(command) else { return }
    writesInOnce = before + (isInLoop ? 2 : 1)
    guard before < 2, before + (isInLoop ? 2 : 1) > 1 else { return }
    warn(
      "a 'once' must hold one write, but this is \(before == 0 ? "one in a loop" : "another one")",
      at: command.nameSpan,
      hint: "where the run ends between two, nobody knows which were done: each in a 'once' of its own")
  }

  /// A key that is the same in each turn of a loop lets the block run in the first one only.
  func checkKey(ofOnce arguments: CommandArguments) {
    guard isInLoop, let key = arguments.command.operands.first, key.constant != nil else { return }
    warn(
      "a 'once' in a loop must have a key for each item, but this is the same each time", at: key.span,
      hint: "what tells the items apart belongs into it, as in \"welcome:$x.id\"")
  }

  /// Checks one of several branches, of which one is run: what counts is the one with the most writes.
  func inBranch(after before: Int?, _ body: () -> Void) {
    let most = writesInOnce
    writesInOnce = before
    body()
    if let most, let now = writesInOnce { writesInOnce = max(most, now) }
  }

  private var isInLoop: Bool { context.inLoop || context.blockOf == "each" || context.blockOf == "every" }
}
