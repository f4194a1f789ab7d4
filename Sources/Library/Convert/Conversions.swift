import JSON
import Machine
import Syntax

extension Library {
  static let conversions: [Builtin] = [.parse, .to, .urlEncode]
}

extension Builtin {
  private static let format = Operand("FORMAT", type: .enumeration(Format.names))

  static let parse = Builtin(
    Signature("parse", input: .whole, operands: [format]), "the value that a text is in a format",
    examples: [
      Example(#"'{"a": [1, 2]}' | parse json"#, shows: #"{"a":[1,2]}"#),
      Example(#""name;age\nAli;30" | parse csv"#, shows: #"{"name":"Ali","age":"30"}"#),
    ],
    .function { call throws(Failure) in
      let text = try call.text(0, "parse")
      return try givenFormat(call, "parse").value(of: text.withUTF8 { Array($0) }, call.interruption)
    })

  static let to: Builtin = {
    var to = Builtin(
      Signature("to", input: .whole, operands: [format], flags: [.csvSafe]), "a value as text in a format",
      examples: [
        Example("{a: [1, 2]} | to json", shows: #"{"a":[1,2]}"#),
        Example(#"[{a: 1, b: "x, y"}] | to csv"#, shows: "a,b\n1,\"x, y\""),
      ],
      .function { call throws(Failure) in
        let bytes = try givenFormat(call, "to").bytes(
          of: call.value(0), isSafe: call.isSet(2), call.interruption)
        return Value(String(decoding: bytes, as: UTF8.self))
      })
    to.makesText = true
    return to
  }()

  static let urlEncode = Builtin(
    Signature("url-encode", input: .whole),
    "a text as part of a URL: all but letters, digits and -._~ as %XX",
    examples: [Example(#""a b&c" | url-encode"#, shows: #""a%20b%26c""#)],
    .function { call throws(Failure) in
      guard let text = call.value(0).insertable else { throw .argument("url-encode", "text", call.value(0)) }
      return Value(percentEncoded(text))
    })
}

extension Flag {
  /// For text that a spreadsheet will read.
  public static let csvSafe = Flag(
    "csv-safe", .optional, type: .boolean,
    meaning: "put ' before cells that a spreadsheet would run; =false leaves a .csv as it is")
}

private func givenFormat(_ call: Arguments, _ builtin: String) throws(Failure) -> Format {
  guard let format = call.value(1).asString.flatMap(Format.init(name:)) else {
    throw .argument(builtin, "a format, of json ndjson csv tsv text", call.value(1))
  }
  return format
}

/// All but RFC 3986's unreserved characters, byte by byte.
private func percentEncoded(_ text: Text) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  var encoded: [UInt8] = []
  for byte in text.string.utf8 {
    let isLetter = (65...90).contains(byte & 0xDF)
    if isLetter || (48...57).contains(byte) || "-._~".utf8.contains(byte) {
      encoded.append(byte)
    } else {
      encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
  return String(decoding: encoded, as: UTF8.self)
}
