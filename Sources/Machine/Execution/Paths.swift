import JSON
import Queries
import Source

extension Fiber {
  @inline(never) func member(
    _ value: Registers, _ name: UnsafePointer<Value>, into target: Registers
  ) throws(Failure) {
    if try !findMember(value, name, into: target) { throw .noMember(name.pointee, of: value.pointee) }
  }

  /// Puts the member of that name into `target`; false where the value is an object without it, or null.
  @inline(never) func findMember(
    _ value: Registers, _ name: UnsafePointer<Value>, into target: Registers
  ) throws(Failure) -> Bool {
    let name = Registers(mutating: name)
    guard name.isString else { throw .notKey(name.pointee, value.pointee) }
    if value.isObject {
      guard let place = Object.place(of: name.text, in: value.object) else { return false }
      target.copy(place)
      return true
    }
    if value.isNull { return false }
    throw .memberOf(value.pointee, name.text.pointee)
  }

  @inline(never) func index(_ value: Registers, _ key: Registers, into target: Registers) throws(Failure) {
    if try findIndex(value, key, into: target) { return }
    if case .array(let items) = value.pointee { throw .noItem(key.pointee, items.count) }
    if case .string = value.pointee, key.pointee.asInt != nil { throw .partsOfText(value.pointee) }
    throw .noMember(key.pointee, of: value.pointee)
  }

  /// Puts the item or member at a computed key into `target`; false where there is none.
  @inline(never) func findIndex(
    _ value: Registers, _ key: Registers, into target: Registers
  ) throws(Failure) -> Bool {
    if value.isArray {
      guard let index = key.pointee.asInt else { throw .notKey(key.pointee, value.pointee) }
      let count = value.array.pointee.count
      let place = index < 0 ? Int(index) + count : Int(index)
      guard place >= 0, place < count else { return false }
      target.put(value.array.pointee[place])
      return true
    }
    if value.isNull { return false }
    return try findMember(value, key, into: target)
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
    var text: Text?
    let nodes = PathSegment.select(segments, from: root, variables: bound) { text = text ?? $0 }
    if let text { throw .partsOfText(.string(text)) }
    return .array(nodes)
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
    case .step: step = integer
    case .whole: preconditionFailure("a whole selector was filled above")
    }
    return .slice(start: start, end: end, step: step)
  }
}
