import JSON
import Machine
import Syntax

extension Builtin {
  static let captures = Builtin(
    Signature("captures", input: .whole, operands: [Operand("RE", type: .string)]),
    "the first match of a pattern and its groups as a list; null where nothing matches",
    examples: [
      Example(
        #""order 17 of Ali" | captures 'order (\d+) of (\w+)'"#,
        shows: "\"order 17 of Ali\"\n\"17\"\n\"Ali\""),
      Example(#"captures("none", '(\d+)') == null"#, shows: "true"),
    ],
    .function { call throws(Failure) in
      let text = try call.text(0, "captures")
      let pattern = try call.text(1, "captures", "a pattern as text")
      guard let groups = try expression(pattern).captures(text) else { return .null }
      return .array(groups.map { $0.map(Value.string) ?? .null })
    })
}

private func expression(_ pattern: Text) throws(Failure) -> IRegexp {
  do {
    return try IRegexp(parsing: pattern, dialect: .extended)
  } catch {
    throw .pattern("captures", "a pattern", pattern, error.message, at: error.offset)
  }
}
