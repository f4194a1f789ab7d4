import JSON
import Syntax

/// Those parts of an input's value that a person may read on the screen and type again: the members of a single record,
/// or a single text. A list has none, since another record may stand at the same place of it later.
public struct GivenParts: Hashable, Sendable {
  /// One part of the value.
  package struct Part: Hashable, Sendable {
    /// The path from the value to the part: `.id`, `.workspace.id`, or nothing.
    package var path: String
    /// The last name in the path.
    package var name: String
    /// The name before the last one: `workspace` in `.workspace.id`. It is empty for a member of the record itself.
    package var owner: String
    package var value: Value
  }

  package private(set) var parts: [Part] = []

  /// How many parts are kept. No record of this API has as many, but a large value must not be kept for as long as the
  /// prompt is open.
  private static let most = 100
  private static let depth = 3
  /// The length in bytes of the longest text that is kept, since nobody types a longer one.
  private static let longest = 256

  /// - Returns: nil where the value has no part that could be typed.
  package init?(_ value: Value) {
    switch value {
    case .string(let text) where text.utf8Count <= Self.longest:
      parts = [Part(path: "", name: "", owner: "", value: value)]
    case .object(let object): add(object, "", of: "", depth: 1)
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
        // The whole body of an answer contains the record in `data`.
        add(inner, "\(path).\(name)", of: name == "data" ? "" : name, depth: depth + 1)
      case .string(let text) where text.utf8Count > Self.longest: break
      case .int, .string:
        parts.append(Part(path: "\(path).\(name)", name: name, owner: owner, value: member.value))
      default: break
      }
    }
  }
}
