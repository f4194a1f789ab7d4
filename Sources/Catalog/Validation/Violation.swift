import JSON

/// One fault of a call's arguments: its place, and what does not hold. `Wording.swift` has the words.
public struct Violation: Error, Equatable, Sendable {
  /// The parameter, with names and indices in nested values: `messages.3.recipient`.
  public let field: String
  public let fault: Fault

  public init(field: String, fault: Fault) {
    self.field = field
    self.fault = fault
  }

  /// The argument to which the field belongs: `messages`.
  public var argument: String { String(field.prefix { $0 != "." }) }

  /// The condition that does not hold.
  public enum Fault: Equatable, Sendable {
    case missing
    /// It is required because the parameter `other` is `value`.
    case missingWhen(other: String, value: String)
    /// None of these, which include the field, is given.
    case missingOneOf([String])
    /// No change is given. These parameters could be.
    case missingAny([String])
    /// It is blank, but the record must keep a value.
    case erased
    /// No parameter has that name.
    case unknown(nearest: String?)
    /// It has the wrong type.
    case type(ExpectedType, found: Value)
    case notAmong([String], found: Value)
    case limit(Limit, found: Value)
    /// The number is greater than the number of items in `other`.
    case moreThanItems(of: String, count: Int, found: Value)
    /// The template has a placeholder with this name, and no value is given for it.
    case missingPlaceholder(template: Int64)
    /// It cannot be one segment of a path.
    case segment(found: Value)
  }

  /// The types in faults.
  public enum ExpectedType: Equatable, Sendable {
    case string, integer, positiveInteger, number, boolean, array, object, identifier, text
  }
}

/// What `validate` can and must check.
public struct Checks: Sendable {
  /// Whether path parameters are among the arguments.
  public var path: Bool
  /// Whether unknown names are faults.
  public var unknown: Bool
  /// Whether a batch must fit into one call.
  public var batchSize: Bool
  /// Parameters whose values are not known yet. They may also be left out.
  public var computed: Set<String>
  /// Whether parameters may come that are not known yet, so that none is missing.
  public var isOpen: Bool
  /// The placeholders of known templates, by the template's id.
  public var templates: [Int64: [String]]

  public init(
    path: Bool = true, unknown: Bool = true, batchSize: Bool = true, computed: Set<String> = [],
    isOpen: Bool = false, templates: [Int64: [String]] = [:]
  ) {
    self.templates = templates
    self.path = path
    self.unknown = unknown
    self.batchSize = batchSize
    self.computed = computed
    self.isOpen = isOpen
  }

  /// The checks of a call that a command makes.
  public static let client = Checks()
  /// The checks of a server. It ignores unknown names, and its router has checked the path.
  public static let server = Checks(path: false, unknown: false)
}
