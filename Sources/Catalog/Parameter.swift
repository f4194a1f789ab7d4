import JSON

/// One named value that an operation takes, by the API's own field name.
public final class Parameter: Sendable {
  public let name: String
  public let type: ParameterType
  public let required: Bool
  public let limits: [Limit]
  /// The value that the server uses where it is left out.
  public let defaultValue: Value?
  /// What it is, in our own words: one line without a period.
  public let meaning: String
  /// The kind of record that it names; the record must exist. Nil where it names none.
  public let reference: RecordReference?
  /// The kind of its data, where its type does not show it.
  let told: MemberKind?
  /// For words of a filter: another word that the filter leaves out, although it is often meant too. A
  /// `failed` message is soon `refunded`.
  public let leavesOut: [String: String]

  init(
    _ name: String, _ type: ParameterType, required: Bool = false, limits: [Limit] = [],
    defaultValue: Value? = nil, to reference: RecordReference? = nil, holds told: MemberKind? = nil,
    leavesOut: [String: String] = [:], _ meaning: String
  ) {
    self.told = told
    self.name = name
    self.type = type
    self.required = required
    self.limits = limits
    self.defaultValue = defaultValue
    self.reference = reference
    self.leavesOut = leavesOut
    self.meaning = meaning
  }

  /// Whether it is an id that has only digits in a path.
  public var isDigits: Bool { if case .integer = type { true } else { false } }

  /// The members of the object, or of each item of the array; empty for any other type.
  public var members: [Parameter] { type.shape?.parameters ?? [] }
}

/// The values that a parameter takes.
public indirect enum ParameterType: Sendable {
  case string
  case integer
  case number
  case boolean
  case enumeration([String])
  /// Its items are never null or empty. A required array has at least one item. How many items there may be
  /// is a limit of the parameter.
  case array(of: ParameterType)
  case object(Shape)
  /// The id (a positive integer) or the name (text) of an instance.
  case identifier
  /// An object whose members have any names, and texts as values.
  case textMap
}

extension ParameterType {
  /// The word for the type in help and signatures.
  public var name: String {
    switch self {
    case .string: "text"
    case .integer: "integer"
    case .number: "number"
    case .boolean: "boolean"
    case .enumeration(let words): words.joined(separator: "|")
    case .array(let item): "list of \(item.name)"
    case .object: "object"
    case .identifier: "id or name"
    case .textMap: "object of text"
    }
  }

  /// The shape of the object, or of each item; nil for any other type.
  public var shape: Shape? {
    switch self {
    case .object(let shape): shape
    case .array(let item): item.shape
    case .string, .integer, .number, .boolean, .enumeration, .identifier, .textMap: nil
    }
  }

  /// The type of the member with this name, where values of this type have one.
  public func member(_ name: String) -> ParameterType? {
    switch self {
    case .object(let shape): shape[name]?.type
    case .textMap: .string
    case .string, .integer, .number, .boolean, .enumeration, .array, .identifier: nil
    }
  }

  /// The words that completion offers for the type.
  public var choices: [String] {
    switch self {
    case .enumeration(let words): words
    case .boolean: ["true", "false"]
    case .array(let item): item.choices
    case .string, .integer, .number, .object, .identifier, .textMap: []
    }
  }
}

/// What a value must fulfil besides its type.
public enum Limit: Hashable, Sendable {
  /// The highest number of characters.
  case length(Int)
  case atLeast(Int)
  case between(Int, Int)
  /// How many items there may be.
  case count(ClosedRange<Int>)
  case pattern(Pattern)
}

/// The form of a text.
public enum Pattern: Hashable, Sendable, CaseIterable {
  /// A phone number of ITU-T E.164: `+`, then 7 to 15 digits, the first of them not 0.
  case e164
  case digits
  case email
  case hexColor
  case httpsURL
  case url
}
