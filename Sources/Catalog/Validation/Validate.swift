import JSON
import Source

extension Operation {
  /// All faults of these arguments, in the order of the parameters.
  ///
  /// Null and blank text count as not given, as in the server's framework. O(size of the arguments).
  public func validate(_ arguments: Object, checks: Checks = .client) -> [Violation] {
    var validator = Validator(checks: checks, batch: batch)
    if checks.path { validator.check(arguments, path: pathParameters) }
    let given = Given(arguments, computed: checks.computed, isOpen: checks.isOpen)
    validator.check(given, shape, alsoKnown: checks.path ? pathParameters.map(\.name) : [])
    return validator.violations
  }
}

/// Compares values with their shapes, and collects the faults.
struct Validator {
  let checks: Checks
  let batch: Operation.Batch?
  var violations: [Violation] = []

  mutating func report(_ field: String, _ fault: Violation.Fault) {
    violations.append(Violation(field: field, fault: fault))
  }

  mutating func check(
    _ given: Given, _ shape: Shape, at prefix: String = "", around outer: Given? = nil,
    alsoKnown: [String] = []
  ) {
    let unknown = checks.unknown ? given.names(where: { shape[$0] == nil && !alsoKnown.contains($0) }) : []
    let meant = unknown.map { nearest($0, among: alsoKnown + shape.parameters.map(\.name), least: 1) }
    // A misspelt parameter counts as given, so that one mistake is reported once.
    let given = unknown.isEmpty ? given : given.withComputed(Set(meant.compactMap(\.self)))
    for parameter in shape.parameters { check(given, parameter, at: prefix) }
    for rule in shape.rules { check(rule, given, shape, at: prefix, around: outer) }
    for (name, meant) in zip(unknown, meant) {
      report(prefix + name, .unknown(nearest: meant.map { prefix + $0 }))
    }
  }

  private mutating func check(_ given: Given, _ parameter: Parameter, at prefix: String) {
    switch given[parameter.name] {
    case .unknown: return
    case .absent: if parameter.required { report(prefix + parameter.name, .missing) }
    case .present(let value):
      let field = prefix + parameter.name
      if parameter.required, value.isEmptyCollection { return report(field, .missing) }
      let before = violations.count
      check(value, parameter.type, at: field, in: given)
      // The limits of a value with a wrong type are not checked. But a fault in an item is not a fault
      // of the list, so the list's own limits are.
      if violations.count == before || value.asArray != nil { check(value, parameter, limitsAt: field) }
    }
  }

  private mutating func check(_ value: Value, _ parameter: Parameter, limitsAt field: String) {
    let unbounded = !checks.batchSize && field == batch?.parameter
    for limit in parameter.limits where !unbounded && !limit.holds(for: value) {
      report(field, .limit(limit, found: value))
    }
  }

  /// - Parameter given: the object to which the value belongs.
  private mutating func check(_ value: Value, _ type: ParameterType, at field: String, in given: Given) {
    switch type {
    case .array(let item):
      guard let items = value.asArray else { return report(field, .type(.array, found: value)) }
      for (index, value) in items.enumerated() {
        check(item: value, item, at: "\(field).\(index)", in: given)
      }
    case .object(let shape):
      guard let object = value.asObject else { return report(field, .type(.object, found: value)) }
      check(Given(object), shape, at: field + ".", around: given)
    case .textMap:
      guard let object = value.asObject else { return report(field, .type(.object, found: value)) }
      for member in object.members where !member.value.isScalar {
        report("\(field).\(member.name)", .type(.text, found: member.value))
      }
    case .string, .integer, .number, .boolean, .enumeration, .identifier:
      if let fault = type.fault(of: value) { report(field, fault) }
    }
  }

  private mutating func check(item: Value, _ type: ParameterType, at field: String, in given: Given) {
    if item.isBlank { report(field, .missing) } else { check(item, type, at: field, in: given) }
  }

}

/// The members of one object, where they are known.
struct Given {
  enum Member {
    case absent
    case present(Value)
    /// It may be there, with any value.
    case unknown
  }

  private let object: Object
  private var computed: Set<String>
  private let isOpen: Bool

  init(_ object: Object, computed: Set<String> = [], isOpen: Bool = false) {
    self.object = object
    self.computed = computed
    self.isOpen = isOpen
  }

  /// The names of those members that are wanted.
  func names(where isWanted: (String) -> Bool) -> [String] {
    object.names.map(\.string).filter(isWanted)
      + computed.filter { isWanted($0) && object[$0] == nil }.sorted()
  }

  subscript(name: String) -> Member {
    if !computed.isEmpty, computed.contains(name) { return .unknown }
    if !object.isEmpty, let value = object[name], !value.isBlank { return .present(value) }
    return isOpen ? .unknown : .absent
  }

  /// The object with further members whose values are not known.
  func withComputed(_ names: Set<String>) -> Given {
    var given = self
    given.computed.formUnion(names)
    return given
  }

  /// Whether it is certain that the object `name` has no value for this member.
  func lacks(_ member: String, in name: String) -> Bool {
    switch self[name] {
    case .unknown: false
    case .absent: true
    case .present(let value): value.asObject.map { $0[member] == nil } ?? false
    }
  }

  func value(_ name: String) -> Value? {
    if case .present(let value) = self[name] { value } else { nil }
  }

  /// Whether it is there and blank. In an update, this erases the old value.
  func isErased(_ name: String) -> Bool { !computed.contains(name) && object[name]?.isBlank == true }

  func isAbsent(_ name: String) -> Bool {
    if case .absent = self[name] { true } else { false }
  }

  /// Whether it is certain that none of these is there, not even as null.
  func lacksAll(of names: [String]) -> Bool {
    !isOpen && names.allSatisfy { object[$0] == nil && !computed.contains($0) }
  }
}
