import JSON
import Source
import Syntax

/// Stages that carry items out of the program: `save`.
extension Compiler {
  func isSink(_ stage: Command) -> Bool {
    if case .world(.sink) = builtin(stage)?.body { true } else { false }
  }

  /// Whether a stage is part of the loop that these stages over a flow are. A sink is, unless the value is
  /// there already and no loop at all.
  func joins(_ stage: Command, _ run: [Command], _ flow: Flow) -> Bool {
    guard isSink(stage) else { return worksOnItems(stage) }
    if case .value = flow { return !run.allSatisfy(isFilter) }
    return true
  }

  /// Opens a sink before the loop begins, and gives its slot.
  func sink(_ stage: Command, _ builtin: Builtin) -> Int {
    let slot = self.builder.loopSlot()
    temporary {
      let (site, first) = arguments(stage, builtin, input: nil, demand: .items)
      self.builder.span = stage.span
      self.builder.emit(.openSink, slot, self.builder.call(site), first)
    }
    return slot
  }

  /// Pours the items of a loop, and ends it; the value is null.
  func pour(into slot: Int, _ loop: OpenLoop) -> Int {
    let result = builder.register()
    builder.emit(.pour, slot, loop.item)
    end(loop)
    builder.emit(.finishSink, result, slot)
    return result
  }
}
