import JSON
import Machine
import Syntax

extension Builtin {
  static let placeholders = Builtin(
    Signature("placeholders", input: .whole), "the {{names}} in a template's text, each once",
    in: .text, examples: [Example(#""Hi {{name}}, order {{id}}" | placeholders"#, shows: "\"name\"\n\"id\"")],
    takes: .text, gives: .texts,
    .function { call throws(Failure) in
      .array(Library.placeholders(in: try call.text(0, "placeholders")).map(Value.string))
    })

  static let fill = Builtin(
    Signature(
      "fill", input: .whole, operands: [Operand("VARS", type: .object, required: false)], parameters: .any),
    "a template's text with its {{names}} replaced, from an object or name=value",
    in: .text,
    examples: [
      Example(#""Hi {{name}}" | fill name=Ali"#, shows: #""Hi Ali""#),
      Example(#""Hi {{name}}" | fill {name: Sara}"#, shows: #""Hi Sara""#),
    ],
    takes: .text, gives: .text,
    .function { call throws(Failure) in
      var variables = call[1] == nil ? Object() : try call.object(1, "fill")
      for member in call.parameters.members { variables[member.name] = member.value }
      return .string(try Template(try call.text(0, "fill")).filled(with: variables))
    })
}

extension Library {
  /// The names in `{{…}}` in the text of a template, each once and in order.
  public static func placeholders(in text: Text) -> [Text] {
    var seen: Set<Text> = []
    return Template(text).names.filter { seen.insert($0).inserted }
  }

  /// The text of a template with its variables filled in; nil where one is missing or cannot be inserted.
  public static func filled(_ text: String, with variables: Object) -> String? {
    (try? Template(Text(text)).filled(with: variables))?.string
  }
}

/// A text that contains `{{name}}`. A name consists of letters, digits and `_`, and may have spaces around it.
private struct Template {
  private enum Part {
    case text(Text)
    case name(Text)
  }

  private var parts: [Part] = []

  init(_ text: Text) {
    var start = 0
    var from = 0
    while let open = text.firstRange(of: "{{", from: from),
      let close = text.firstRange(of: "}}", from: open.upperBound)
    {
      let name = text.part(open.upperBound..<close.lowerBound).trimmed
      guard name.isName else {
        from = open.lowerBound + 1
        continue
      }
      parts += [.text(text.part(start..<open.lowerBound)), .name(name)]
      start = close.upperBound
      from = start
    }
    parts.append(.text(text.part(start..<text.utf8Count)))
  }

  var names: [Text] { parts.compactMap { if case .name(let name) = $0 { name } else { nil } } }

  func filled(with variables: Object) throws(Failure) -> Text {
    var filled = Text.empty
    for part in parts {
      switch part {
      case .text(let text): filled.append(text)
      case .name(let name):
        guard let value = variables[name] else { throw .noVariable(name, among: variables) }
        guard let text = value.insertable else { throw .argument("fill", "text for '\(name)'", value) }
        filled.append(text)
      }
    }
    return filled
  }
}

extension Text {
  fileprivate var isName: Bool {
    !isEmpty && string.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isAlphabetic || $0.isDigit }
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { properties.numericType == .decimal }
}
