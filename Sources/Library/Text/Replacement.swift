import JSON
import Machine

/// The text that replaces a match. `$1` and `${1}` stand for the first group, `$0` for the whole match, and `$$` for a
/// dollar sign.
struct Replacement {
  private enum Part {
    case text(Text)
    case group(Int)
  }

  private var parts: [Part] = []

  /// - Throws: where the template names a group that the pattern does not have.
  init(_ template: Text, groups: Int) throws(Failure) {
    var rest = template.string[...]
    var plain = ""
    while let character = rest.popFirst() {
      guard character == "$" else {
        plain.append(character)
        continue
      }
      if rest.first == "$" {
        plain.append(rest.removeFirst())
      } else if let number = Self.number(&rest) {
        guard number <= groups else { throw .noGroup(number, of: groups) }
        parts += [.text(Text(plain)), .group(number)]
        plain = ""
      } else {
        plain.append("$")
      }
    }
    parts.append(.text(Text(plain)))
  }

  /// Reads the number of a group, which has at most two digits.
  private static func number(_ rest: inout Substring) -> Int? {
    let isBraced = rest.first == "{"
    let digits = rest.dropFirst(isBraced ? 1 : 0).prefix(2).prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits) else { return nil }
    let after = rest.dropFirst(digits.count + (isBraced ? 1 : 0))
    guard isBraced else {
      rest = after
      return number
    }
    guard after.first == "}" else { return nil }
    rest = after.dropFirst()
    return number
  }

  /// The text with each match replaced.
  func applied(to text: Text, _ matches: [[Range<Int>?]]) -> Text {
    var result = Text.empty
    var start = 0
    for match in matches {
      guard let whole = match[0] else { continue }
      result.append(text.part(start..<whole.lowerBound))
      for part in parts {
        switch part {
        case .text(let plain): result.append(plain)
        case .group(let number): if let range = match[number] { result.append(text.part(range)) }
        }
      }
      start = whole.upperBound
    }
    result.append(text.part(start..<text.utf8Count))
    return result
  }
}
