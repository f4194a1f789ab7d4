import JSON
import Syntax

/// Values as the language writes them, so that they are read again as the same; variables of another shell as members
/// of `$env`.
struct SourceValue {
  /// What another shell would have put in, as it was written.
  let unknown: [String]

  /// After `name=`, where the parameter has a type.
  func argument(_ value: Value, isText: Bool) -> String {
    if isText, let text = value.asString, unknown.allSatisfy({ !text.contains($0) }), text.isBareWord {
      return text
    }
    return literal(value)
  }

  func literal(_ value: Value) -> String {
    switch value {
    case .string(let text): return quoted(text.string)
    case .array(let items): return "[" + items.map(literal).joined(separator: ", ") + "]"
    case .object(let members):
      let inside = members.members.map { member in
        (member.name.string.isMemberName ? member.name.string : quoted(member.name.string)) + ": "
          + literal(member.value)
      }
      return "{" + inside.joined(separator: ", ") + "}"
    case .null, .bool, .int, .double, .decimal: return value.json
    }
  }

  private func quoted(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let character = rest.first {
      if let name = unknown.first(where: { rest.hasPrefix($0) }) {
        result += inserted(name)
        rest = rest.dropFirst(name.count)
        continue
      }
      switch character {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "$": result += "\\$"
      case "\n", "\r\n": result += "\\n"
      case "\t": result += "\\t"
      default:
        let json = Value(String(character)).json.dropFirst().dropLast()
        result += json
      }
      rest = rest.dropFirst()
    }
    return "\"\(result)\""
  }

  /// `$PHONE`, `${PHONE}`, `%PHONE%`, `$env:PHONE` → `${env.PHONE}`; of a command nothing is known.
  private func inserted(_ written: String) -> String {
    let name = written.replacing("env:", with: "").filter { $0.isLetter || $0.isNumber || $0 == "_" }
    if written.contains("(") || written.hasPrefix("`") || name.isEmpty { return "?" }
    return "${env.\(name)}"
  }
}

extension String {
  /// Whether it may stand without quotes after `=` of a text parameter.
  fileprivate var isBareWord: Bool {
    guard let first = unicodeScalars.first, first != "-", first != "@" else { return false }
    return unicodeScalars.allSatisfy {
      $0.isASCII
        && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || "+_.:/-".unicodeScalars.contains($0))
    }
  }

  fileprivate var isMemberName: Bool {
    guard let first, first.isASCII, first.isLetter || first == "_" else { return false }
    return allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      && !["true", "false", "null"].contains(self)
  }
}
