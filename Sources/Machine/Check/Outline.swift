/// What is known of a value's members before the program runs.
public indirect enum Outline: Sendable {
  case unknown
  case list(of: Outline)
  case object(Members)

  public struct Members: Sendable {
    public var all: [Member]
    public var origin: Origin

    public init(_ all: [Member], origin: Origin) {
      self.all = all
      self.origin = origin
    }

    /// O(members).
    public subscript(name: String) -> Outline? { all.first { $0.name == name }?.outline }
  }

  public struct Member: Sendable {
    public var name: String
    public var outline: Outline

    public init(_ name: String, _ outline: Outline = .unknown) {
      self.name = name
      self.outline = outline
    }
  }

  /// How it is known which members there are.
  public enum Origin: Sendable {
    /// The language says so: nothing else is there. With the words for what has them.
    case language(String)
    /// The first line of this file says so.
    case file(String)
    /// The documentation of this command shows them; there may be more.
    case documentation(String)
  }
}

extension Outline {
  /// What is known of an item, where it is a list.
  public var item: Outline { if case .list(let item) = self { item } else { .unknown } }

  public var members: Members? { if case .object(let members) = self { members } else { nil } }

  /// The same where it is an object, or of each item where it is a list of them.
  public func changingMembers(_ change: (Members) -> Outline) -> Outline {
    switch self {
    case .unknown: .unknown
    case .list(let item): .list(of: item.changingMembers(change))
    case .object(let members): change(members)
    }
  }
}
