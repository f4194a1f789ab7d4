import JSON

extension Fiber {
  /// Of an array or object: another list may well have the same text or number.
  @inline(never) func noteRow(_ item: Registers, slot: Int, isMade: Bool) {
    if item.isObject || item.isArray { noteRow(of: item.pointee, slot: slot, isMade: isMade) }
  }
}
