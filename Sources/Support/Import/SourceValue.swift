import JSON
import Syntax

/// Writes values in the language, so that reading them gives the same values. Variables of another shell
/// become members of `$env`.
struct SourceValue {
  /// The variables and commands of the other shell, as they were written.
  let unknown: [String]

  /// A value after `name=`. A text may stand without quotes where the parameter has the type text.
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
      if let name = unknown.filter({ rest.hasPrefix($0) }).max(by: { $0.count < $1.count }) {
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

  /// `$PHONE`, `${PHONE}`, `%PHONE%` and `$env:PHONE` become `${env.PHONE}`. The output of a command is not
  /// known, so it becomes `?`.
  private func inserted(_ written: String) -> String {
    let name = written.replacing("env:", with: "").filter { $0.isLetter || $0.isNumber || $0 == "_" }
    if written.contains("(") || written.hasPrefix("`") || name.isEmpty { return "?" }
    return "${env.\(name)}"
  }
}

extension String {
  /// Whether it may stand without quotes as the value of a text parameter.
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
