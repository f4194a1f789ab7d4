import JSON

extension LoopState {
  /// Where the next item stands, which then counts as taken; nil where none is at hand.
  @inline(__always) var nextItem: UnsafePointer<Value>? {
    mutating get {
      guard next < items.count else { return nil }
      defer { next += 1 }
      // The loop holds the items, so that they stay where they are until the next instruction.
      return items.withUnsafeBufferPointer { $0.baseAddress.unsafelyUnwrapped + next }
    }
  }

  /// Puts the next item into a register; false where none is at hand, or one of the two is not plain.
  @inline(__always) mutating func take(into register: Registers) -> Bool {
    guard next < items.count else { return false }
    let place = next
    guard items.withUnsafeBufferPointer({ register.accept(copyOf: $0.baseAddress.unsafelyUnwrapped + place) })
    else {
      return false
    }
    next = place + 1
    return true
  }
}
