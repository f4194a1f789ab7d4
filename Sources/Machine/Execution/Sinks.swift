import JSON

extension Fiber {
  /// So many items go to a sink at once, since an effect costs more than an item.
  private static let batch = 256

  /// Keeps an item for a sink. Gives the effect that pours what was kept, once that is enough.
  @inline(never) func pour(_ item: UnsafeMutablePointer<Value>, slot: Int) -> Effect? {
    guard let sink = loops[slot].sink else { return nil }
    loops[slot].items.append(item.pointee)
    item.pointee = .null
    guard loops[slot].items.count == Self.batch else { return nil }
    defer { loops[slot].items = [] }
    return .pour(loops[slot].items, sink)
  }

  @inline(never) func finishSink(slot: Int) -> Effect? {
    guard let sink = loops[slot].sink else { return nil }
    defer { loops[slot] = LoopState() }
    return .finish(loops[slot].items, isList: !loops[slot].isOne, sink)
  }

  /// Whether a value that is not a list goes as it is to the sink in the slot before. Then the loop runs over that one
  /// item.
  func becomesOne(_ value: Value, _ slot: Int) -> Bool {
    guard slot > 0, loops[slot - 1].mayBeOne, value.asArray == nil else { return false }
    loops[slot - 1].isOne = true
    loops[slot] = LoopState()
    loops[slot].items = [value]
    return true
  }
}
