import JSON
import Machine
import Syntax

extension Library {
  static let conversions: [Builtin] = [.parse, .to, .urlEncode]
}

extension Builtin {
  private static let format = Operand("FORMAT", type: .enumeration(Format.names))
  private static let written = Operand("FORMAT", type: .enumeration(Format.writableNames))

  static let parse = Builtin(
    Signature("parse", input: .whole, operands: [format]), "the value that a text is in a format",
    in: .inAndOut,
    examples: [
      Example(#"'{"a": [1, 2]}' | parse json"#, shows: #"{"a":[1,2]}"#),
      Example(#""name;age\nAli;30" | parse csv"#, shows: #"{"name":"Ali","age":"30"}"#),
    ],
    takes: .text,
    .function { call throws(Failure) in
      let text = try call.text(0, "parse")
      return try givenFormat(call, "parse").value(of: Array(text.utf8), call.interruption)
    })

  static let to = Builtin(
    Signature("to", input: .whole, operands: [written], flags: [.csvSafe]), "a value as text in a format",
    in: .inAndOut,
    examples: [
      Example("{a: [1, 2]} | to json", shows: #"{"a":[1,2]}"#),
      Example(#"[{a: 1, b: "x, y"}] | to csv"#, shows: "a,b\n1,\"x, y\""),
      Example(#"[{a: 1, b: "x|y"}] | to markdown"#, shows: "| a | b |\n| --- | --- |\n| 1 | x\\|y |"),
      Example(
        #"[{a: "<b>"}] | to html"#,
        shows:
          "<table>\n<thead>\n<tr><th>a</th></tr>\n</thead>\n<tbody>\n<tr><td>&lt;b&gt;</td></tr>\n</tbody>\n</table>"
      ),
    ],
    gives: .text,
    .function { call throws(Failure) in
      let bytes = try givenFormat(call, "to", of: Format.writableNames).bytes(
        of: call.value(0), isSafe: call[2] != false, call.interruption)
      return Value(String(decoding: bytes, as: UTF8.self))
    }
  ).with { $0.makesText = true }

  static let urlEncode = Builtin(
    Signature("url-encode", input: .whole),
    "a text as part of a URL: all but letters, digits and -._~ as %XX",
    in: .text, examples: [Example(#""a b&c" | url-encode"#, shows: #""a%20b%26c""#)],
    takes: Taken(.insertable, "text"), gives: .text,
    .function { call throws(Failure) in
      guard let text = call.value(0).insertable else { throw .argument("url-encode", "text", call.value(0)) }
      return Value(PercentEncoding.encode(text.string))
    })
}

extension Flag {
  /// For text that is to be opened in a spreadsheet.
  public static let csvSafe = Flag(
    "csv-safe", .optional, type: .boolean,
    meaning: "put ' before cells that a spreadsheet would run, as is usual; =false leaves them as they are")
}

private func givenFormat(
  _ call: Arguments, _ builtin: String, of names: [String] = Format.names
) throws(Failure) -> Format {
  guard let name = call.value(1).asString, names.contains(name), let format = Format(name: name) else {
    throw .argument(
      builtin, "a format, of \(names.filter { Format(rawValue: $0) != nil }.joined(separator: " "))",
      call.value(1))
  }
  return format
}
