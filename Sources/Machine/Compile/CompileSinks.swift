import JSON
import Source
import Syntax

/// Stages that carry items out of the program: `save`.
extension Compiler {
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
