import JSON
import Machine

// What is known about the values of this room's builtins before they run.

extension Builtin.Yield {
  /// The type of one item where no count is given, otherwise of a list of items.
  static let itemOrItems = Builtin.Yield.from { given, input in
    given.operands.isEmpty ? input.item : input.tested
  }

  /// The type of the smallest or greatest item.
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

  /// A list of objects that a builtin makes, with these members.
  package static func rows(_ name: String, _ members: [String]) -> Outline {
    rows(name, members.map { Outline.Member($0) })
  }

  /// The value of `diff`.
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
  /// The given fields as they are written. A path of names counts as one.
  var fields: [String] { operands.compactMap { $0?.asString } }
}

extension Outline.Members {
  /// The members that `select` keeps. They are unknown where a field is a path of names, because then only a part of
  /// the member stays.
  func keeping(_ fields: [String]) -> Outline {
    if fields.contains(where: { $0.contains(".") }) { return .unknown }
    return .object(Outline.Members(fields.map { Outline.Member($0, self[$0] ?? .unknown) }, origin: origin))
  }

  func omitting(_ fields: [String]) -> Outline {
    .object(Outline.Members(all.filter { !fields.contains($0.name) }, origin: origin))
  }
}
