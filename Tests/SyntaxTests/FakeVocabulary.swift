import Syntax

/// A few commands of each kind.
struct FakeVocabulary: Vocabulary {
  func isNoun(_ name: String) -> Bool { Self.nouns.contains(name) }

  func signature(_ name: String, verb: String?) -> Signature? {
    Self.signatures[verb.map { "\(name) \($0)" } ?? name]
  }

  var names: [String] { Self.signatures.keys.sorted() }

  private static let nouns: Set<String> = ["messages", "contacts", "instances", "templates"]

  private static let signatures: [String: Signature] = {
    var all: [Signature] = [
      Signature("where", input: .items, operands: [Operand("test", .item)]),
      Signature("map", input: .items, operands: [Operand("value", .item)]),
      Signature("tally", input: .items, operands: [Operand("key", .item)]),
      Signature(
        "sort-by", input: .items, operands: [Operand("key", .item)], flags: [Flag("desc", meaning: "")]),
      Signature("reduce", input: .items, operands: [Operand("initial"), Operand("next", .item)]),
      Signature("select", input: .items, operands: [Operand("field", .field, repeated: true)]),
      Signature(
        "each", input: .items, operands: [Operand("body", .block)],
        flags: [Flag("parallel", .required, meaning: ""), Flag("keep-going", meaning: "")]),
      Signature("first", input: .items, operands: [Operand("count", required: false)]),
      Signature("once", operands: [Operand("key"), Operand("body", .block)]),
      Signature("budget", operands: [Operand("credits"), Operand("body", .block)]),
      Signature(
        "fails", operands: [Operand("kind", required: false), Operand("body", .block)]),
      Signature("print", operands: [Operand("value", repeated: true)]),
      Signature("open", operands: [Operand("path", .path)]),
      Signature("save", input: .whole, operands: [Operand("path", .path)]),
      Signature("sleep", operands: [Operand("time", type: .duration)]),
      Signature("ping", parameters: .declared([])),
    ]
    for name in ["count", "length", "reverse", "table", "join", "phone", "query", "keys"] {
      all.append(Signature(name, input: .whole, operands: [Operand("value", required: false)]))
    }
    for verb in ["send", "send-poll", "list", "get", "wait"] {
      all.append(
        Signature(
          "messages \(verb)", operands: [Operand("id", required: false)],
          flags: [
            Flag("wait", .optional, meaning: ""), Flag("since", .required, meaning: ""),
            Flag("timeout", .required, meaning: ""),
          ], parameters: .any))
    }
    all.append(Signature("contacts get", operands: [Operand("id")]))
    return Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
  }()
}
