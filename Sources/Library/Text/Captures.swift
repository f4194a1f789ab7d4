import JSON
import Machine
import Queries
import Syntax

extension Builtin {
  static let captures = Builtin(
    Signature(
      "captures", input: .whole, operands: [Operand("RE", type: .string)],
      flags: [Flag("all", meaning: "a list of all matches, each with its groups")]),
    "the first match of a pattern and its groups as a list; null where nothing matches",
    in: .text,
    examples: [
      Example(
        #""order 17 of Ali" | captures 'order (\d+) of (\w+)'"#,
        shows: "\"order 17 of Ali\"\n\"17\"\n\"Ali\""),
      Example(#"captures("none", '(\d+)') == null"#, shows: "true"),
      Example(
        #""a1 b22" | captures '(\w)(\d+)' --all"#, shows: #"["a1","a","1"]"# + "\n" + #"["b22","b","22"]"#),
    ],
    takes: .text, gives: .always(.types([.list, .null])), faults: ArgumentFault.pattern,
    .function { call throws(Failure) in
      let text = try call.text(0, "captures")
      let pattern = try pattern(call, 1, "captures")
      if call.isSet(2) {
        return .array(pattern.matches(in: text).map { groups(of: $0, in: text) })
      }
      guard let groups = pattern.captures(text) else { return .null }
      return .array(groups.map { $0.map(Value.string) ?? .null })
    })
}

private func groups(of match: [Range<Int>?], in text: Text) -> Value {
  .array(match.map { range in range.map { .string(text.part($0)) } ?? .null })
}

/// The pattern in this slot.
func pattern(_ call: Arguments, _ slot: Int, _ builtin: String) throws(Failure) -> IRegexp {
  let pattern = try call.text(slot, builtin, "a pattern as text")
  do {
    return try IRegexp(parsing: pattern, dialect: .extended)
  } catch {
    throw .pattern(builtin, "a pattern", pattern, error.message, at: error.offset)
  }
}
