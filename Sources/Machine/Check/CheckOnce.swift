import JSON
import Source
import Syntax

/// What a `once` is to hold: one write, under a key that is its own (language.md, "Money").
extension Checker {
  func checkWrites(inOnce block: Block) {
    // What has a key of its own within is well kept by that.
    var counter = WriteCounter(commands, definitions, countsKeys: false)
    let count = counter.of(block)
    guard let second = count.second else { return }
    warn(
      "a 'once' must hold one write, but this is \(count.isLoop ? "one in a loop" : "another one")",
      at: second,
      hint: "where the run ends between two, nobody knows which were done: each in a 'once' of its own")
  }

  /// A key that is the same in each turn of a loop lets the block run in the first one only.
  func checkKey(ofOnce arguments: CommandArguments) {
    guard isInLoop, let key = arguments.command.operands.first, key.constant != nil else { return }
    warn(
      "a 'once' in a loop must have a key for each item, but this is the same each time", at: key.span,
      hint: "what tells the items apart belongs into it, as in \"welcome:$x.id\"")
  }

  private var isInLoop: Bool { context.inLoop || context.blockOf == "each" || context.blockOf == "every" }
}
