extension Value {
  /// How deep arrays and objects may be nested in a value. Comparing, printing and freeing a value recurse to
  /// this depth, which is far below the limit of a stack.
  public static let nestingLimit = 2000

  /// Whether arrays and objects are nested deeper than this. O(n), and without recursion.
  public func nests(deeperThan limit: Int) -> Bool {
    var open = [(value: self, depth: 1)]
    while let (value, depth) = open.popLast() {
      switch value {
      case .array(let items):
        if depth > limit { return true }
        for item in items where item.hasParts { open.append((item, depth + 1)) }
      case .object(let object):
        if depth > limit { return true }
        for member in object.members where member.value.hasParts { open.append((member.value, depth + 1)) }
      default: break
      }
    }
    return false
  }

  /// The value with `mark` in place of each array and object below this depth. O(n).
  public func cut(at limit: Int, mark: Value) -> Value {
    switch self {
    case .array(var items):
      if limit <= 0 { return mark }
      for index in items.indices where items[index].hasParts {
        items[index] = items[index].cut(at: limit - 1, mark: mark)
      }
      return .array(items)
    case .object(var object):
      if limit <= 0 { return mark }
      for index in 0..<object.count where object[index: index].hasParts {
        object[index: index] = object[index: index].cut(at: limit - 1, mark: mark)
      }
      return .object(object)
    default: return self
    }
  }

  private var hasParts: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }
}
