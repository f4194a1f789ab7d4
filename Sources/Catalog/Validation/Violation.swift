import JSON

/// One fault of a call's arguments: where, and what does not hold. `Wording.swift` says it in words.
public struct Violation: Error, Equatable, Sendable {
  /// The parameter, with names and indices in nested values: `messages.3.recipient`.
  public let field: String
  public let fault: Fault

  public init(field: String, fault: Fault) {
    self.field = field
    self.fault = fault
  }

  /// The argument that the field is part of: `messages`.
  public var argument: String { String(field.prefix { $0 != "." }) }

  public enum Fault: Equatable, Sendable {
    case missing
    /// Required since the parameter `other` is `value`.
    case missingWhen(other: String, value: String)
    /// None of these is there, the field among them.
    case missingOneOf([String])
    /// Nothing is there to change; these could be.
    case missingAny([String])
    /// It is blank, and the record must keep it.
    case erased
    /// No parameter has that name.
    case unknown(nearest: String?)
    /// It has the wrong type.
    case type(ExpectedType, found: Value)
    case notAmong([String], found: Value)
    case limit(Limit, found: Value)
    /// More than there are items in `other`.
    case moreThanItems(of: String, count: Int, found: Value)
    /// The template has a placeholder of that name.
    case missingPlaceholder(template: Int64)
    /// It cannot be one segment of a path.
    case segment(found: Value)
  }

  /// The types that faults speak of.
  public enum ExpectedType: Equatable, Sendable {
    case string, integer, positiveInteger, number, boolean, array, object, identifier, text
  }
}

/// How much `validate` can and shall look at.
public struct Checks: Sendable {
  /// Path parameters are among the arguments.
  public var path: Bool
  /// Names that the operation does not know are faults.
  public var unknown: Bool
  /// A batch has at most the size that one call takes.
  public var batchSize: Bool
  /// Parameters of which it is not known yet what they are, nor whether they are left out.
  public var computed: Set<String>
  /// More parameters than are known yet may come: nothing is missing.
  public var isOpen: Bool
  /// The placeholders of the templates that are known, by the template's id.
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

  /// What is demanded of a call that a command makes.
  public static let client = Checks()
  /// What a server demands: it ignores names that it does not know, and its router has seen the path.
  public static let server = Checks(path: false, unknown: false)
}
