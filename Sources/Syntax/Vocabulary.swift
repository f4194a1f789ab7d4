import JSON

/// What the parser and the checker know about commands. The room Commands makes one of the builtins and the Catalog. So
/// the checker finds a wrong parameter of the API without knowing that there is an API.
public protocol Vocabulary: Sendable {
  /// Whether the name is the first word of commands with two words, such as `messages`.
  func isNoun(_ name: String) -> Bool
  /// The signature of a command; nil where there is no such command. For a noun, `verb` is the second word.
  func signature(_ name: String, verb: String?) -> Signature?
  /// The names of all commands, such as `where` and `messages send`. Used to find the nearest name.
  var names: [String] { get }
  /// Whether the command is one that the API no longer has. It is still read and checked, but not proposed.
  func isGone(_ name: String) -> Bool
}

extension Vocabulary {
  public func isGone(_ name: String) -> Bool { false }

  /// The second words of a noun, without commands that the API no longer has.
  public func verbs(of noun: String) -> [String] {
    names.filter { $0.hasPrefix(noun + " ") && !isGone($0) }.map { String($0.dropFirst(noun.count + 1)) }
  }
}

/// How a command is called. The parser, the checker, completion and help read this.
///
/// It and its parts are objects: they are asked for several times at each command of a program, and a copy of their
/// members would be made each time.
public final class Signature: Sendable {
  /// The name as it is written: `where`, `messages send`.
  public let name: String
  /// What the command takes from the pipeline before it.
  public let input: Input
  public let operands: [Operand]
  public let flags: [Flag]
  /// Which `name=value` arguments it takes.
  public let parameters: ParameterRule

  /// What a command takes from the pipeline before it.
  public enum Input: Sendable {
    /// Nothing. The command can only stand first.
    case none
    /// One item at a time, either to pass it on (`where map each select`) or to gather it.
    case items
    /// The whole value.
    case whole
  }

  /// Which `name=value` arguments a command takes.
  public enum ParameterRule: Sendable {
    case none
    /// Arguments with any names, as for `request` and `fill`. Those of defs are checked elsewhere.
    case any
    /// Only these.
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

  /// Whether the command takes any number of operands. Then `...$list` passes operands, not parameters.
  public var repeats: Bool { operands.contains(where: \.repeated) }
}

/// A positional argument.
public final class Operand: Sendable {
  /// How an operand is read.
  public enum Kind: Sendable {
    case value
    /// A value that names a file, which completion knows.
    case path
    /// An expression over `@`, as in `where @.n > 3`. For a command that takes the whole value, `@` is this value.
    case item
    /// A path from `@` to one place in the value, as in `set @.a.b 5`.
    case place
    /// `id`, `a.b`, `a.b?`
    case field
    /// `{ … }`
    case block
  }

  public let name: String
  public let kind: Kind
  public let type: ValueType
  public let required: Bool
  /// Whether the operand takes all positional arguments that follow.
  public let repeated: Bool
  /// The operand names a record of this collection, for example `contacts`. Completion looks there for values to offer.
  public let collection: String?

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
  /// The topics of `help`, as a collection for completion.
  public static let topics = "$topics"
  /// The numbers of earlier inputs, as a collection for completion.
  public static let inputs = "$inputs"
  /// The methods of the API, as a collection for completion.
  public static let methods = "$methods"
  /// The API's paths for the method in the operand before, as a collection for completion.
  public static let paths = "$paths"
  /// The faults that the sandbox can simulate, as a collection for completion.
  public static let faults = "$faults"
  /// What `explain` can explain, as a collection for completion.
  public static let subjects = "$subjects"
  /// The keys of `once`, as a collection for completion.
  public static let keys = "$keys"
  /// Phone numbers, which are offered by the names of contacts, as a collection for completion.
  public static let numbers = "$numbers"
  /// The names of files, as a collection for completion.
  public static let files = "$files"
  /// The names of profiles, as a collection for completion.
  public static let profiles = "profiles"
}

/// A flag, `--name`, with or without a value. It tells the shell how to treat the call, and is never sent.
public final class Flag: Sendable {
  /// Whether a flag takes a value.
  public enum ValueRule: Sendable {
    case none
    /// The value may be given, but only as `--name=value`.
    case optional
    case required
  }

  public let name: String
  public let value: ValueRule
  /// Whether the flag takes a value, or an expression over the items of each list that the command takes, as in
  /// `diff … --by @.id`.
  public let kind: Operand.Kind
  public let type: ValueType
  public let meaning: String
  /// The value names a record of this collection, as an operand may.
  public let collection: String?
  /// The names of parameters that are tried for it.
  public let otherNames: [String]

  public init(
    _ name: String, _ value: ValueRule = .none, kind: Operand.Kind = .value, type: ValueType = .any,
    collection: String? = nil, meaning: String, otherNames: [String] = []
  ) {
    self.otherNames = otherNames
    self.name = name
    self.value = value
    self.kind = kind
    self.type = type
    self.collection = collection
    self.meaning = meaning
  }
}

/// A parameter `name=value`. Its name is that of the field in the API.
public final class Parameter: Sendable {
  public let name: String
  public let type: ValueType
  public let required: Bool
  public let meaning: String
  /// The parameters of which one must be given where this one is not.
  public let alternatives: [String]
  /// The other parameter with whose words this one is required, although it is not always.
  public let condition: (parameter: String, words: [String])?
  /// The parameter names a record of this collection, for example `contacts`. Completion looks there for values to
  /// offer.
  public let collection: String?

  public init(
    _ name: String, type: ValueType, required: Bool, meaning: String, alternatives: [String] = [],
    condition: (parameter: String, words: [String])? = nil, collection: String? = nil
  ) {
    self.name = name
    self.type = type
    self.required = required
    self.meaning = meaning
    self.alternatives = alternatives
    self.condition = condition
    self.collection = collection
  }
}

/// The type of a parameter, which a bare word takes: `template_id=7` is an integer, and `recipient=966…` is text.
public indirect enum ValueType: Sendable, Equatable {
  case any
  case string
  case integer
  case number
  case boolean
  case duration
  case array(ValueType)
  case object
  /// An object whose values all have this type. Template variables are such an object of texts.
  case map(ValueType)
  /// Text that must be one of these words.
  case enumeration([String])
  /// An integer or text: the id or the name of an instance.
  case identifier
}
