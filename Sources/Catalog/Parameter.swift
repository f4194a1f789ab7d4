import JSON

/// One named value that an operation takes, by the API's own field name.
public struct Parameter: Sendable {
  public let name: String
  public let type: ParameterType
  public let required: Bool
  public let limits: [Limit]
  /// What the server takes where it is left out.
  public let defaultValue: Value?
  /// What it is, in our own words: one line that ends in no period.
  public let meaning: String
  /// The records of which it names one, which must exist; nil where it names none.
  public let reference: RecordReference?
  /// What it holds, where its type does not tell.
  let told: MemberKind?
  /// What a filter by one of its words leaves out although it is often meant too: a `failed` message is soon
  /// `refunded`.
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

  /// Whether it is nothing but digits where it stands in a path: an id.
  public var isDigits: Bool { if case .integer = type { true } else { false } }

  /// The members of the object that it is, or of each item of the array; empty for anything else.
  public var members: [Parameter] { type.shape?.parameters ?? [] }
}

/// What values a parameter takes.
public indirect enum ParameterType: Sendable {
  case string
  case integer
  case number
  case boolean
  case enumeration([String])
  /// Items are never null nor empty; where it is required, there is one. How many there may be is a
  /// limit of the parameter.
  case array(of: ParameterType)
  case object(Shape)
  /// The id (a positive integer) or the name (text) of an instance.
  case identifier
  /// An object whose members have any name and are text.
  case textMap
}

extension ParameterType {
  /// The word for it in help and signatures.
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

  /// The shape of the object that it is, or of each of its items.
  public var shape: Shape? {
    switch self {
    case .object(let shape): shape
    case .array(let item): item.shape
    case .string, .integer, .number, .boolean, .enumeration, .identifier, .textMap: nil
    }
  }

  /// The type of the member of that name, where values of this type have one.
  public func member(_ name: String) -> ParameterType? {
    switch self {
    case .object(let shape): shape[name]?.type
    case .textMap: .string
    case .string, .integer, .number, .boolean, .enumeration, .array, .identifier: nil
    }
  }

  /// The words to offer where one of these is expected.
  public var choices: [String] {
    switch self {
    case .enumeration(let words): words
    case .boolean: ["true", "false"]
    case .array(let item): item.choices
    case .string, .integer, .number, .object, .identifier, .textMap: []
    }
  }
}

/// What a value must keep to beyond its type.
public enum Limit: Hashable, Sendable {
  /// At most so many characters.
  case length(Int)
  case atLeast(Int)
  case between(Int, Int)
  /// So many items.
  case count(ClosedRange<Int>)
  case pattern(Pattern)
}

/// What a text must look like.
public enum Pattern: Hashable, Sendable, CaseIterable {
  /// A phone number as ITU-T E.164 has it: `+`, then 7 to 15 digits, the first not 0.
  case e164
  case digits
  case email
  case hexColor
  case httpsURL
  case url
}
