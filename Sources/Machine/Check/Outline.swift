import JSON

/// What is known of a value before the program runs.
public enum Outline: Sendable {
  case unknown
  /// It is of one of these types.
  case types(Types)
  /// It is this very value.
  case value(Value)
  indirect case list(of: Outline)
  indirect case object(Members)
  /// It is often a word of a list; of some of them others are often meant too.
  case word([String: Overlooked])

  /// A word that is often meant, too.
  public struct Overlooked: Sendable {
    public var word: String
    public var warning: ArgumentFault

    public init(_ word: String, _ warning: ArgumentFault) {
      self.word = word
      self.warning = warning
    }
  }

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

  /// How it is known which members there are; the last is the least sure.
  public enum Origin: Sendable {
    /// The program makes the object.
    case literal
    /// The language says so: nothing else is there. With the words for what has them.
    case language(String)
    /// The first line of this file says so.
    case file(String)
    /// The documentation of this command shows them; there may be more.
    case documentation(String)
  }
}

extension Outline {
  /// The types that it may be of.
  public var types: Types {
    switch self {
    case .unknown, .word: .any
    case .types(let types): types
    case .value(let value): Types(value)
    case .list: .list
    case .object: .object
    }
  }

  /// The value itself, where it is known.
  public var value: Value? { if case .value(let value) = self { value } else { nil } }

  /// What is known of an item, where it is a list. O(items) of a known one.
  public var item: Outline {
    switch self {
    case .list(let item): item
    case .value(.array(let items)): Outline(ofEach: items)
    default: .unknown
    }
  }

  public var members: Members? {
    switch self {
    case .object(let members): members
    case .value(.object(let object)) where object.count <= Self.mostMembers:
      Members(object.members.map { Member($0.name.string, .value($0.value)) }, origin: .literal)
    default: nil
    }
  }

  /// As faults name it.
  var described: String { value?.described ?? types.described }

  /// The same where it is an object, or of each item where it is a list of them.
  public func changingMembers(_ change: (Members) -> Outline) -> Outline {
    if let members { return change(members) }
    if types == .list { return .list(of: item.changingMembers(change)) }
    return .unknown
  }

  /// Objects with more members are not looked into: a program does not write them by hand.
  static let mostMembers = 64
}

// MARK: - One or another

extension Outline {
  /// What is known where it is either this or the other one.
  public func or(_ other: Outline) -> Outline { or(other, depth: 4) }

  /// - Parameter depth: of the parts that are compared: values may share what they hold many times over.
  fileprivate func or(_ other: Outline, depth: Int) -> Outline {
    let types = types.union(other.types)
    if types == .any { return .unknown }
    guard depth > 0 else { return .types(types) }
    switch types {
    case .list: return .list(of: item.or(other.item, depth: depth - 1))
    case .object:
      guard let left = members, let right = other.members else { return .types(.object) }
      return left.or(right, depth: depth - 1).map { .object($0) } ?? .types(.object)
    default: return .types(types)
    }
  }

  /// Of the items of a list that is known: of one, it is that one.
  private init(ofEach items: [Value]) {
    guard let first = items.first, items.count <= 64 else {
      self = .unknown
      return
    }
    self = items.dropFirst().reduce(.value(first)) { $0.or(.value($1)) }
  }

  /// Without null, where it may be something else.
  var orElse: Outline {
    guard case .types(let types) = self, types != .null else { return self }
    return .types(types.subtracting(.null))
  }

  /// What is known of it where something has tested it: a branch may exist for values that it never has.
  var guarded: Outline {
    switch self {
    case .types: .unknown
    case .value where types != .list && types != .object: .unknown
    default: tested
    }
  }

  /// What may still be said of it after a test that it has passed: its type and the names of its members,
  /// but neither which value it is nor that it is null.
  public var tested: Outline {
    switch self {
    case .unknown, .word: return self
    case .types(let types): return types == .null ? .unknown : self
    case .list(let item): return .list(of: item.tested)
    case .object, .value: break
    }
    if let members {
      guard case .literal = members.origin else { return self }
      return .object(Members(members.all.map { Member($0.name) }, origin: .literal))
    }
    return types == .list ? .list(of: item.tested) : Outline.types(types).tested
  }
}

extension Outline.Members {
  /// Nil where they have not the same names.
  fileprivate func or(_ other: Outline.Members, depth: Int) -> Outline.Members? {
    guard all.count == other.all.count else { return nil }
    var joined: [Outline.Member] = []
    for member in all {
      guard let outline = other[member.name] else { return nil }
      joined.append(Outline.Member(member.name, member.outline.or(outline, depth: depth)))
    }
    return Outline.Members(joined, origin: origin.rank < other.origin.rank ? other.origin : origin)
  }
}

extension Outline.Origin {
  /// Greater is less sure.
  var rank: Int {
    switch self {
    case .literal: 0
    case .language: 1
    case .file: 2
    case .documentation: 3
    }
  }
}
