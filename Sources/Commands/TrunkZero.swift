import Catalog
import JSON
import Library
import Machine

/// A phone number that still has, after its calling code, the 0 that is dialled only within the country. The number
/// `+49 0151…` reaches nobody, or a stranger (Language.md, "Phones"). In Italy and a few other countries the 0 belongs
/// to the number, which the numbering plans tell.
package struct TrunkZero {
  /// The parameter of the call that contains the number.
  package let parameter: String
  private let field: String
  private let found: String
  private let meant: String

  package var message: String { "\(field) must have no 0 behind the calling code, but is '\(found)'" }
  package var hint: String { "without it: \(meant)" }

  /// Finds the first such number in the arguments of a call; nil where there is none.
  package init?(in arguments: Object, of operation: Operation) {
    // Few parameters hold a number, and to look a parameter up takes longer than to see that it does not.
    for parameter in operation.parameters where parameter.isNumber || !parameter.members.isEmpty {
      guard let value = arguments[parameter.name] else { continue }
      if let fault = Self(value, of: parameter, named: parameter.name, in: parameter.name) {
        self = fault
        return
      }
      for (index, item) in (value.asArray ?? []).enumerated() {
        for member in parameter.members {
          let name = "\(parameter.name).\(index).\(member.name)"
          guard let value = item[member.name],
            let fault = Self(value, of: member, named: name, in: parameter.name)
          else { continue }
          self = fault
          return
        }
      }
    }
    return nil
  }

  private init?(_ value: Value, of parameter: Parameter, named field: String, in argument: String) {
    guard parameter.isNumber, let text = value.asText, text.string.contains("0"),
      let meant = try? Library.phone(text, country: "SA"), Self.isSame(text.string, withoutZero: meant)
    else { return nil }
    (self.parameter, self.field, found, self.meant) = (argument, field, text.string, meant)
  }

  /// Whether the first number is the second one with one more 0.
  private static func isSame(_ found: String, withoutZero meant: String) -> Bool {
    let (found, meant) = (Array(found.utf8), Array(meant.utf8))
    guard found.count == meant.count + 1,
      let place = zip(found, meant).enumerated().first(where: { $1.0 != $1.1 })
    else { return false }
    return found[place.offset] == UInt8(ascii: "0")
      && found[(place.offset + 1)...].elementsEqual(meant[place.offset...])
  }
}

extension Parameter {
  fileprivate var isNumber: Bool { limits.contains(.pattern(.e164)) }
}
