import JSON

/// Keeps a program from nesting a value so deep (`$x = [$x]` in a loop) that the stack does not suffice
/// to compare, print or free it, all of which recurse.
///
/// One step of a program nests by a few levels at most. So it is enough to look at a value now and
/// then, which costs next to nothing; the limit is far below what the stack can take.
struct Nesting {
  static let limit = Value.nestingLimit

  /// A prime, so that no loop's steps keep in time with it.
  private static let interval = 251
  private static let most = 4096
  /// So many of an array's or object's first and of its last parts are looked at.
  private static let sampled = 4

  private var left = interval

  /// Whether the next value is to be looked at.
  @inline(__always) mutating func isDue() -> Bool {
    left -= 1
    return left == 0
  }

  /// False where the value nests too deep. Looks at a bounded number of its parts, the last ones first;
  /// the more there were, the later is the next time.
  mutating func holds(_ value: Value) -> Bool {
    var open = [(value, 1)]
    var seen = 0
    defer { left = Self.interval * (1 + seen / 256) }
    while let (value, depth) = open.popLast(), seen < Self.most {
      seen += 1
      let parts = value.sampledParts(Self.sampled)
      if depth >= Self.limit, !parts.isEmpty { return false }
      for part in parts { open.append((part, depth + 1)) }
    }
    return true
  }
}

extension Value {
  /// Its first and last parts that may have parts themselves.
  fileprivate func sampledParts(_ count: Int) -> [Value] {
    switch self {
    case .array(let items): items.ends(count).filter(\.hasParts)
    case .object(let object): object.members.ends(count).map(\.value).filter(\.hasParts)
    default: []
    }
  }

  private var hasParts: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }
}

extension Array {
  fileprivate func ends(_ count: Int) -> [Element] {
    self.count <= 2 * count ? self : Array(prefix(count) + suffix(count))
  }
}

extension Fiber {
  /// To be called with each value that is put into another one.
  @inline(__always) func nest(_ value: UnsafePointer<Value>) throws(Failure) {
    if nesting.isDue() { try look(value.pointee) }
  }

  @inline(never) private func look(_ value: Value) throws(Failure) {
    if !nesting.holds(value) { throw .nestedTooDeep }
  }
}
