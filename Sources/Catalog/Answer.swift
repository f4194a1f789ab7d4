import JSON

/// What the documentation shows of an answer: its members, and where its lists are.
public indirect enum Answer: Sendable {
  /// Text, a number, a boolean or null, which have no members.
  case scalar
  case object([Member])
  /// A list, with what is known of an item.
  case list(of: Answer)

  /// A member of an object, with its form.
  public struct Member: Sendable {
    public let name: String
    public let answer: Answer
  }

  init(example: Value) {
    switch example {
    case .object(let object):
      self = .object(object.members.map { Member(name: $0.name.string, answer: Answer(example: $0.value)) })
    case .array(let items):
      self = .list(of: items.first.map(Answer.init(example:)) ?? .scalar)
    default:
      self = .scalar
    }
  }

  /// The member with this name; nil where the documentation shows none.
  public func member(_ name: String) -> Answer? {
    if case .object(let members) = self { members.first { $0.name == name }?.answer } else { nil }
  }

  /// The names of the members; empty for anything but an object.
  public var names: [String] {
    if case .object(let members) = self { members.map(\.name) } else { [] }
  }

  /// What is known of an item; nil where it is not a list.
  public var item: Answer? {
    if case .list(let item) = self { item } else { nil }
  }
}
