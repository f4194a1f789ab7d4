import JSON
import Machine

// What is known of the values of this room's builtins before they run.

extension Builtin.Yield {
  /// One of the items where it is not told how many, else a list of them.
  static let itemOrItems = Builtin.Yield.from { given, input in
    given.operands.isEmpty ? input.item : input.tested
  }

  /// The least or the greatest of the items.
  static let extreme = Builtin.Yield.from { _, input in
    input.item.types == .number ? .types(.number) : .types([.number, .text])
  }
}

extension Taken {
  static let text = Taken(.text, "text")
  static let number = Taken(.number, "a number")
  static let object = Taken(.object, "an object")
}

extension Outline {
  /// A list of objects that a builtin makes.
  static func rows(_ name: String, _ members: [Outline.Member]) -> Outline {
    .list(of: .object(Outline.Members(members, origin: .language("an item of \(name)"))))
  }

  /// What leads from a list to another.
  static func differences(_ input: Outline) -> Outline {
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
}

extension KnownArguments {
  /// The fields that are given, as they are written: a path of names is one.
  var fields: [String] { operands.compactMap { $0?.asString } }
}

extension Outline.Members {
  /// A path of names keeps only what it leads to.
  func keeping(_ fields: [String]) -> Outline {
    if fields.contains(where: { $0.contains(".") }) { return .unknown }
    return .object(Outline.Members(fields.map { Outline.Member($0, self[$0] ?? .unknown) }, origin: origin))
  }

  func omitting(_ fields: [String]) -> Outline {
    .object(Outline.Members(all.filter { !fields.contains($0.name) }, origin: origin))
  }
}
