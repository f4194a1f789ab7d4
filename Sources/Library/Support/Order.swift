import JSON

/// The order in which values of any type are sorted. It is the order of jq: null, false, true, numbers, strings by code
/// points, arrays item by item, and objects by their sorted names and then by values.
enum Order {
  case before, same, after

  init<T: Comparable>(_ left: T, _ right: T) {
    self = left < right ? .before : right < left ? .after : .same
  }

  init(_ left: Value, _ right: Value) {
    switch (left, right) {
    case (.int(let a), .int(let b)): self.init(a, b)
    case (.string(let a), .string(let b)): self.init(a, b)
    case (.array(let a), .array(let b)): self.init(a, b)
    case (.object(let a), .object(let b)): self.init(a, b)
    default:
      if let order = Value.order(left, right) {
        self.init(order, 0)
      } else {
        self.init(left.rank, right.rank)
      }
    }
  }

  private init(_ left: [Value], _ right: [Value]) {
    for (a, b) in zip(left, right) {
      let order = Order(a, b)
      if order != .same {
        self = order
        return
      }
    }
    self.init(left.count, right.count)
  }

  private init(_ left: Object, _ right: Object) {
    let names = (left.names.sorted(), right.names.sorted())
    let order = Order(names.0.map(Value.string), names.1.map(Value.string))
    if order != .same {
      self = order
      return
    }
    self.init(names.0.map { left[$0] ?? .null }, names.0.map { right[$0] ?? .null })
  }
}

extension Value {
  fileprivate var rank: Int {
    switch self {
    case .null: 0
    case .bool(false): 1
    case .bool(true): 2
    case .int, .double, .decimal: 3
    case .string: 4
    case .array: 5
    case .object: 6
    }
  }
}
