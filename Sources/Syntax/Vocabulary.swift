import JSON

/// What the parser and the checker know of commands. Shell makes one of Library's builtins, its own,
/// and the Catalog; so a wrong API parameter is found by rooms that do not know that there is an API.
public protocol Vocabulary: Sendable {
  /// Whether the name is the first word of two-word commands (`messages`).
  func isNoun(_ name: String) -> Bool
  /// The signature of a command, or nil where there is none. For a noun the verb is its second word.
  func signature(_ name: String, verb: String?) -> Signature?
  /// Every name there is: builtins as `where`, operations as `messages send`. For nearest names.
  var names: [String] { get }
  /// Whether it is a command that the API no longer has: it is still read and checked, but not proposed.
  func isGone(_ name: String) -> Bool
}

extension Vocabulary {
  public func isGone(_ name: String) -> Bool { false }

  /// The second words of a noun, save those that are gone.
  public func verbs(of noun: String) -> [String] {
    names.filter { $0.hasPrefix(noun + " ") && !isGone($0) }.map { String($0.dropFirst(noun.count + 1)) }
  }
}

/// How a command is called: what the parser, the checker, completion and help read.
public struct Signature: Sendable {
  /// As it is written: `where`, `messages send`.
  public var name: String
  /// What it takes from the pipeline before it.
  public var input: Input
  public var operands: [Operand]
  public var flags: [Flag]
  /// Whether it takes `name=value` arguments.
  public var parameters: ParameterRule

  public enum Input: Sendable {
    /// It takes nothing and can only stand first.
    case none
    /// It sees one item at a time (`where map each select`), or gathers them one at a time.
    case items
    /// It receives the whole value.
    case whole
  }

  public enum ParameterRule: Sendable {
    case none
    /// Any names (defs are checked by the resolver; `request`, `fill`).
    case any
    /// These and no others.
    case declared([Parameter])
  }

  public init(
    _ name: String, input: Input = .none, operands: [Operand] = [], flags: [Flag] = [],
    parameters: ParameterRule = .none
  ) {
    self.name = name
    self.input = input
    self.operands = operands
    self.flags = flags
    self.parameters = parameters
  }

  /// Whether it takes any number of operands: `...$list` passes operands then, and not parameters.
  public var repeats: Bool { operands.contains(where: \.repeated) }
}

/// A positional argument.
public struct Operand: Sendable {
  public enum Kind: Sendable {
    case value
    /// A value that names a file: completed as one.
    case path
    /// An expression over `@`: `where @.n > 3`. Of a command on whole values, `@` is the value.
    case item
    /// A path from `@` to one place of the value: `set @.a.b 5`.
    case place
    /// `id`, `a.b`, `a.b?`
    case field
    /// `{ … }`
    case block
  }

  public var name: String
  public var kind: Kind
  public var type: ValueType
  public var required: Bool
  /// Takes all that follow.
  public var repeated: Bool
  /// The collection that it names a record of, for who can look there what to offer.
  public var collection: String?

  public init(
    _ name: String, _ kind: Kind = .value, type: ValueType = .any, required: Bool = true,
    repeated: Bool = false, collection: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.type = type
    self.required = required
    self.repeated = repeated
    self.collection = collection
  }
}

extension Operand {
  /// The commands, statements and concepts that `help` has pages on, as a collection.
  public static let topics = "$topics"
  /// The numbers of earlier inputs.
  public static let inputs = "$inputs"
  /// The paths of the API that take the method that is the operand before.
  public static let paths = "$paths"
  /// What may go wrong in the sandbox on purpose.
  public static let faults = "$faults"
}

/// `--name`, with or without a value: how the shell treats the call; never sent.
public struct Flag: Sendable {
  public enum ValueRule: Sendable {
    case none
    /// Only as `--name=value`.
    case optional
    case required
  }

  public var name: String
  public var value: ValueRule
  /// A value, or an expression over the items of each list that the command takes: `diff … --by @.id`.
  public var kind: Operand.Kind
  public var type: ValueType
  public var meaning: String

  public init(
    _ name: String, _ value: ValueRule = .none, kind: Operand.Kind = .value, type: ValueType = .any,
    meaning: String
  ) {
    self.name = name
    self.value = value
    self.kind = kind
    self.type = type
    self.meaning = meaning
  }
}

/// A parameter given as `name=value`, by the API's own field name.
public struct Parameter: Sendable {
  public var name: String
  public var type: ValueType
  public var required: Bool
  public var meaning: String
  /// Those of which one is required where this is not given.
  public var alternatives: [String]
  /// The collection that it names a record of, for who can look there what to offer.
  public var collection: String?

  public init(
    _ name: String, type: ValueType, required: Bool, meaning: String, alternatives: [String] = [],
    collection: String? = nil
  ) {
    self.name = name
    self.type = type
    self.required = required
    self.meaning = meaning
    self.alternatives = alternatives
    self.collection = collection
  }
}

/// What a parameter takes. A bare word takes this type: `template_id=7` is an integer,
/// `recipient=966…` is text.
public indirect enum ValueType: Sendable, Equatable {
  case any
  case string
  case integer
  case number
  case boolean
  case duration
  case array(ValueType)
  case object
  /// An object whose values all have this type (template variables are text).
  case map(ValueType)
  /// Text, one of these.
  case enumeration([String])
  /// Integer or text: an instance's id or name.
  case identifier
}
