import JSON

extension Fiber {
  /// So many items go to a sink at once: an effect costs more than an item.
  private static let batch = 256

  /// Keeps an item for a sink; the effect where it is to have what was kept.
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

  /// Whether a value is no list, and goes as it is to the sink in the slot before: that one item is then
  /// what the loop runs over.
  func becomesOne(_ value: Value, _ slot: Int) -> Bool {
    guard slot > 0, loops[slot - 1].mayBeOne, value.asArray == nil else { return false }
    loops[slot - 1].isOne = true
    loops[slot] = LoopState()
    loops[slot].items = [value]
    return true
  }
}
