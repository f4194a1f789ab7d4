import JSON
import Machine
import Syntax

extension Builtin {
  static let split = Builtin(
    Signature("split", input: .whole, operands: [Operand("SEP", type: .string)]),
    "the parts of a text between separators; its characters where the separator is empty",
    in: .text, examples: [Example(#""a, b" | split ", ""#, shows: "\"a\"\n\"b\"")],
    takes: .text, gives: .texts,
    .function { call throws(Failure) in
      let text = try call.text(0, "split")
      let separator = try call.text(1, "split", "text as its separator")
      if separator.isEmpty { return .array(text.string.unicodeScalars.map { Value(String($0)) }) }
      return .array(text.parts(separatedBy: separator).map(Value.string))
    })

  static let lines = Builtin(
    Signature("lines", input: .whole), "the lines of a text, without their ends",
    in: .text, examples: [Example(#""a\nb\n" | lines"#, shows: "\"a\"\n\"b\"")],
    takes: .text, gives: .texts,
    .function { call throws(Failure) in
      let text = try call.text(0, "lines")
      var lines = text.parts(separatedBy: "\n")
      if lines.last?.isEmpty == true { lines.removeLast() }
      return .array(lines.map { .string($0.withoutSuffix("\r")) })
    })

  static let trim = Builtin(
    Signature("trim", input: .whole), "a text without white space at its ends",
    in: .text, also: ["strip"], examples: [Example(#""  a b " | trim"#, shows: #""a b""#)],
    takes: .text, gives: .text,
    .function { call throws(Failure) in .string(try call.text(0, "trim").trimmed) })

  static let startsWith = Builtin(
    Signature("starts-with", input: .whole, operands: [Operand("A", type: .string)]),
    "whether a text begins with another",
    in: .text, examples: [Example(#""+966501" | starts-with "+966""#, shows: "true")],
    takes: .text, gives: .boolean,
    .function { call throws(Failure) in
      let part = try call.text(1, "starts-with")
      return .bool(try call.text(0, "starts-with").hasPrefix(part))
    })

  static let endsWith = Builtin(
    Signature("ends-with", input: .whole, operands: [Operand("A", type: .string)]),
    "whether a text ends with another",
    in: .text, examples: [Example(#""list.csv" | ends-with ".csv""#, shows: "true")],
    takes: .text, gives: .boolean,
    .function { call throws(Failure) in
      let part = try call.text(1, "ends-with")
      return .bool(try call.text(0, "ends-with").hasSuffix(part))
    })
}

extension Text {
  func hasPrefix(_ part: Text) -> Bool {
    utf8.starts(with: part.utf8)
  }

  func hasSuffix(_ part: Text) -> Bool {
    utf8.reversed().starts(with: part.utf8.reversed())
  }

  func withoutSuffix(_ part: Text) -> Text {
    hasSuffix(part) ? self.part(0..<utf8Count - part.utf8Count) : self
  }

  /// The text without Unicode white space at both ends.
  var trimmed: Text {
    let isBare = [utf8.first, utf8.last].allSatisfy { $0.map { (0x21...0x7E).contains($0) } ?? true }
    if isBare { return self }
    let scalars = string.unicodeScalars
    let kept = scalars.drop { $0.properties.isWhitespace }
    guard let last = kept.lastIndex(where: { !$0.properties.isWhitespace }) else { return .empty }
    return Text(String(kept[...last]))
  }
}
