import JSON
import Source

extension Fiber {
  @inline(never) func member(_ value: Value, _ name: Value) throws(Failure) -> Value {
    guard let found = try findMember(value, name) else { throw .noMember(name, of: value) }
    return found
  }

  /// The member of that name, or nil where the value is an object without it, or null.
  @inline(never) func findMember(_ value: Value, _ name: Value) throws(Failure) -> Value? {
    guard case .string(let name) = name else { throw .notKey(name, value) }
    switch value {
    case .object(let object): return object[name]
    case .null: return nil
    default: throw .memberOf(value, name)
    }
  }

  @inline(never) func index(_ value: Value, _ key: Value) throws(Failure) -> Value {
    guard let found = try findIndex(value, key) else {
      if case .array(let items) = value { throw .noItem(key, items.count) }
      throw .noMember(key, of: value)
    }
    return found
  }

  /// The item or member at a computed key, or nil where there is none.
  @inline(never) func findIndex(_ value: Value, _ key: Value) throws(Failure) -> Value? {
    switch (value, key) {
    case (.array(let items), .int(let index)):
      let place = index < 0 ? Int(index) + items.count : Int(index)
      guard items.indices.contains(place) else { return nil }
      return items[place]
    case (.array, _):
      guard let index = key.asInt else { throw .notKey(key, value) }
      return try findIndex(value, .int(index))
    case (.null, _): return nil
    default: return try findMember(value, key)
    }
  }
}

extension PathTemplate {
  /// The nodes from the value at `start`, the template's arguments standing behind it.
  func select(from start: UnsafeMutablePointer<Value>) throws(Failure) -> Value {
    let root = start[0]
    var segments = segments
    for hole in holes {
      let argument = start[1 + hole.argument]
      var selectors = segments[hole.segment].selectors
      selectors[hole.selector] = try hole.fill(selectors[hole.selector], with: argument)
      segments[hole.segment].selectors = selectors
    }
    var bound: [Text: Value] = [:]
    for variable in variables { bound[variable.name] = start[1 + variable.argument] }
    for argument in 0...arguments { start[argument] = .null }
    return .array(PathSegment.select(segments, from: root, variables: bound))
  }
}

extension PathTemplate.Hole {
  func fill(_ selector: PathSelector, with value: Value) throws(Failure) -> PathSelector {
    if part == .whole {
      if case .string(let name) = value { return .name(name) }
      guard let index = value.asInt else { throw .operand("[ ]", "a name or an index", value) }
      return .index(index)
    }
    guard case .slice(var start, var end, var step) = selector else { return selector }
    guard let integer = value.asInt else { throw .operand("a slice", "integers", value) }
    switch part {
    case .start: start = integer
    case .end: end = integer
    default: step = integer
    }
    return .slice(start: start, end: end, step: step)
  }
}
