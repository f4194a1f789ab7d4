import JSON
import Machine

extension Library {
  /// What is known of the value of a builtin: its type, the items that it passes on, the members of the
  /// objects that it makes.
  public static func outline(_ name: String, given: KnownArguments, input: Outline) -> Outline {
    if let type = results[name] { return .types(type) }
    return switch name {
    case "sort-by", "unique", "reverse": input.tested
    case "last": given.operands.isEmpty ? input.item : input.tested
    case "chunk": .list(of: input.tested)
    case "flatten": .list(of: input.item.types == .list ? input.item.item : .unknown)
    case "min", "max": input.item.types == .number ? .types(.number) : .types([.number, .text])
    case "select": input.changingMembers { $0.keeping(fields(given)) }
    case "omit": input.changingMembers { $0.omitting(fields(given)) }
    case "get": given.yield
    case "group-by":
      rows("group-by", [Outline.Member("key", given.yield), Outline.Member("items", input.tested)])
    case "tally":
      rows("tally", [Outline.Member("key", given.yield), Outline.Member("count", .types(.number))])
    case "entries": rows("entries", [Outline.Member("key", .types(.text)), Outline.Member("value")])
    case "split", "lines", "placeholders", "keys", "paths": .list(of: .types(.text))
    case "values", "query": .list(of: .unknown)
    case "diff": differences(input)
    default: .unknown
    }
  }

  /// The builtins whose values are of one type, or null.
  private static let results: [String: Types] = [
    "length": .number, "count": .number, "avg": .number, "int": .number, "number": .number, "round": .number,
    "floor": .number, "ceil": .number, "abs": .number, "time": .number,
    "join": .text, "string": .text, "upper": .text, "lower": .text, "trim": .text, "replace": .text,
    "phone": .text, "type": .text, "to": .text, "url-encode": .text, "fill": .text, "date": .text,
    "starts-with": .boolean, "ends-with": .boolean,
    "captures": [.list, .null], "index-by": .object, "from-entries": .object,
  ]

  /// What a builtin takes, where that is not any value, or any list.
  public static func taken(_ name: String) -> Taken? {
    switch name {
    case "upper", "lower", "trim", "replace", "split", "lines", "starts-with", "ends-with", "captures",
      "placeholders", "fill", "parse":
      Taken(.text, "text")
    case "phone": Taken([.text, .number], "text")
    case "url-encode": Taken(.insertable, "text")
    case "round", "floor", "ceil", "abs": Taken(.number, "a number")
    case "int", "number": Taken([.number, .text], "a number or text")
    case "length": Taken([.list, .object, .text], "a list, an object or text")
    case "join": Taken(.list, "a list of texts", items: .insertable, "strings, numbers and booleans")
    case "sum", "avg": Taken(.list, items: .number, "numbers")
    case "min", "max": Taken(.list, items: [.number, .text], "numbers or strings")
    case "keys", "values", "entries": Taken(.object, "an object")
    case "from-entries": Taken(.list, "a list of {key, value}")
    case "diff": Taken(.list, "two lists")
    default: nil
    }
  }

  private static func rows(_ name: String, _ members: [Outline.Member]) -> Outline {
    .list(of: .object(Outline.Members(members, origin: .language("an item of \(name)"))))
  }

  private static func differences(_ input: Outline) -> Outline {
    let change = Outline.object(
      Outline.Members(
        [
          Outline.Member("old", input.item.tested), Outline.Member("new"),
          Outline.Member("fields", .list(of: .types(.text))),
        ], origin: .language("a change of diff")))
    return .object(
      Outline.Members(
        [
          Outline.Member("added", .list(of: .unknown)), Outline.Member("removed", .list(of: .unknown)),
          Outline.Member("changed", .list(of: change)),
        ], origin: .language("the value of diff")))
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
