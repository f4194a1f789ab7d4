import JSON

/// The globals of a session or a program, shared by its fibers.
public final class Globals {
  /// By slot. Nil where the variable's `let` has not run.
  @exclusivity(unchecked) private var values: FlatStack<Value?>
  private var count: Int

  public init(_ values: [Value?] = []) {
    count = values.count
    self.values = FlatStack(of: nil, capacity: max(1, values.count))
    for (slot, value) in values.enumerated() { self.values[slot] = value }
  }

  /// Makes room for the globals of a program.
  public func grow(to count: Int) {
    values.reserve(count)
    self.count = max(self.count, count)
  }

  public subscript(slot: Int) -> Value? {
    get {
      precondition(slot < count, "there is no such global")
      return values[slot]
    }
    _modify {
      precondition(slot < count, "there is no such global")
      yield &values[slot]
    }
  }

  /// Where the first one stands, for the dispatch loop.
  @inline(__always) var start: Registers {
    UnsafeMutableRawPointer(values.start).assumingMemoryBound(to: Value.self)
  }
}
