import JSON
import Source
import Syntax

/// What a `once` is to hold: one write, under a key that is its own (Language.md, "Money").
extension Checker {
  func checkWrites(inOnce block: Block) {
    // A write within that has a key of its own is guarded by that key.
    var counter = WriteCounter(resolution, countsKeys: false)
    let count = counter.of(block)
    guard let second = count.second else { return }
    warn(
      "a 'once' must hold one write, but this is \(count.isLoop ? "one in a loop" : "another one")",
      at: second,
      hint: "where the run ends between two, nobody knows which were done: each in a 'once' of its own")
  }

  /// Where a key is the same in each turn of a loop, the block runs in the first turn only.
  func checkKey(ofOnce arguments: CommandArguments) {
    guard isInLoop, let key = arguments.command.operands.first, key.constant != nil else { return }
    warn(
      "a 'once' in a loop must have a key for each item, but this is the same each time", at: key.span,
      hint: "what tells the items apart belongs into it, as in \"welcome:$x.id\"")
  }

  private var isInLoop: Bool { context.inLoop || context.repeats }
}
