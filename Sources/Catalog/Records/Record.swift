import JSON

/// A record, or a part of one, in an answer. It says what is known of each member besides the one example in
/// the documentation. In the OpenAPI document it is a component with its name.
public struct Record: Sendable {
  public let name: String
  public let members: [Member]

  /// A member that the documentation shows.
  public struct Member: Sendable {
    public let name: String
    public let type: MemberType
    /// Whether every record has it. The documentation shows all such members; a record may have others.
    public let isRequired: Bool
    public let isNullable: Bool
  }

  init(_ name: String, _ members: [Member]) {
    self.name = name
    self.members = members
  }
}

/// Words from a list that the service defines. They are a component too.
public struct Vocabulary: Sendable {
  public let name: String
  public let words: [String]
}

/// The type of a member of an answer.
public indirect enum MemberType: Sendable {
  case text, integer, number, boolean, time
  case word(Vocabulary)
  case constant(Bool)
  case record(Record)
  /// One of these two records.
  case either(Record, Record)
  case list(of: MemberType)
  /// An object whose members the customer names.
  case map
}

/// The form of the body of a success.
public enum Answered: Sendable {
  /// There is no `data`: these members stand beside `success`.
  case bare(Record)
  /// `data` is a record. With `hasMessage`, a sentence stands beside it.
  case data(Record, hasMessage: Bool = false)
  /// `data` is the list of all records.
  case list(of: Record)
}

extension Record.Member {
  static func always(_ name: String, _ type: MemberType, orNull: Bool = false) -> Self {
    Self(name: name, type: type, isRequired: true, isNullable: orNull)
  }

  static func maybe(_ name: String, _ type: MemberType, orNull: Bool = true) -> Self {
    Self(name: name, type: type, isRequired: false, isNullable: orNull)
  }
}

extension Answered {
  /// The records in it, the outermost first, each once.
  var records: [Record] {
    switch self {
    case .bare(let record), .data(let record, _), .list(let record): [record] + record.parts
    }
  }
}

extension Record {
  /// The lists of words in its members.
  var vocabularies: [Vocabulary] { members.compactMap(\.type.vocabulary) }

  /// The records inside it.
  fileprivate var parts: [Record] {
    members.flatMap { member in member.type.records.flatMap { [$0] + $0.parts } }
  }
}

extension MemberType {
  fileprivate var vocabulary: Vocabulary? {
    switch self {
    case .word(let vocabulary): vocabulary
    case .list(let item): item.vocabulary
    case .text, .integer, .number, .boolean, .time, .constant, .record, .either, .map: nil
    }
  }

  fileprivate var records: [Record] {
    switch self {
    case .record(let record): [record]
    case .either(let one, let other): [one, other]
    case .list(let item): item.records
    case .text, .integer, .number, .boolean, .time, .word, .constant, .map: []
    }
  }
}
