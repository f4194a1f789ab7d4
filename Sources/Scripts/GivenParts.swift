import JSON
import Syntax

/// What an input gave, as far as a person may read a part of it off the screen and type it again: the members of one
/// record, or one text. With several records, nobody can tell later which one was meant.
public struct GivenParts: Hashable, Sendable {
  package struct Part: Hashable, Sendable {
    /// From the value: `.id`, `[0].workspace.id`, or nothing.
    package var path: String
    /// The last name of the path.
    package var name: String
    /// The name before it: of `.workspace.id`, `workspace`; at the top of an answer nothing.
    package var owner: String
    package var value: Value
  }

  package private(set) var parts: [Part] = []

  /// A record of this API has fewer parts. A large answer is not kept while the prompt is open.
  private static let most = 100
  private static let depth = 3
  /// In bytes. Nobody types a longer one.
  private static let longest = 256

  /// - Returns: nil where nothing of the value could be typed.
  package init?(_ value: Value) {
    switch value {
    case .string(let text) where text.utf8Count <= Self.longest:
      parts = [Part(path: "", name: "", owner: "", value: value)]
    case .object(let object): add(object, "", of: "", depth: 1)
    case .array(let items) where items.count == 1:
      if case .object(let object) = items[0] { add(object, "[0]", of: "", depth: 1) }
    default: break
    }
    if parts.isEmpty { return nil }
  }

  private mutating func add(_ object: Object, _ path: String, of owner: String, depth: Int) {
    for member in object.members.prefix(Self.most) where parts.count < Self.most {
      let name = member.name.string
      guard name.isName else { continue }
      switch member.value {
      case .object(let inner) where depth < Self.depth:
        // A whole body holds the record in `data`.
        add(inner, "\(path).\(name)", of: name == "data" ? "" : name, depth: depth + 1)
      case .string(let text) where text.utf8Count > Self.longest: break
      case .int, .string:
        parts.append(Part(path: "\(path).\(name)", name: name, owner: owner, value: member.value))
      default: break
      }
    }
  }
}
