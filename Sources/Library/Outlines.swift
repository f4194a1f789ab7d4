import JSON
import Machine

extension Library {
  /// What is known of the value of a builtin that passes items on, or makes objects of its own.
  public static func outline(_ name: String, given: KnownArguments, input: Outline) -> Outline {
    switch name {
    case "sort-by", "unique", "reverse", "save": input
    case "last": given.operands.isEmpty ? input.item : input
    case "chunk": .list(of: input)
    case "select": input.changingMembers { $0.keeping(fields(given)) }
    case "omit": input.changingMembers { $0.omitting(fields(given)) }
    case "group-by": rows("group-by", [Outline.Member("key"), Outline.Member("items", input)])
    case "tally": rows("tally", [Outline.Member("key"), Outline.Member("count")])
    case "entries": rows("entries", [Outline.Member("key"), Outline.Member("value")])
    default: .unknown
    }
  }

  private static func rows(_ name: String, _ members: [Outline.Member]) -> Outline {
    .list(of: .object(Outline.Members(members, origin: .language("an item of \(name)"))))
  }

  /// The first names of the fields that are given; a path of names keeps only what it leads to.
  private static func fields(_ given: KnownArguments) -> [String] {
    given.operands.compactMap { $0?.asString }
  }
}

extension Outline.Members {
  fileprivate func keeping(_ fields: [String]) -> Outline {
    if fields.contains(where: { $0.contains(".") }) { return .unknown }
    return .object(Outline.Members(fields.map { Outline.Member($0, self[$0] ?? .unknown) }, origin: origin))
  }

  fileprivate func omitting(_ fields: [String]) -> Outline {
    .object(Outline.Members(all.filter { !fields.contains($0.name) }, origin: origin))
  }
}
