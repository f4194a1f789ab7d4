import JSON
import Rendering

/// PHP without any extension that may be missing.
func phpCode(_ call: CodeCall) -> String {
  var lines = ["<?php"]
  if let body = call.body {
    lines += ["$body = \(php.of(body));", ""] + one(call)
  } else if call.bodies.isEmpty {
    lines += one(call)
  } else {
    lines += ["$bodies = \(php.of(.array(call.bodies)));", "", "foreach ($bodies as $body) {"]
    lines += one(call).indented(by: 2) + ["}"]
  }
  return lines.joined(separator: "\n") + "\n"
}

private func one(_ call: CodeCall) -> [String] {
  var headers = ["'X-API-Key: ' . getenv('\(call.keyVariable)'),", "'Accept: application/json',"]
  if !call.bodies.isEmpty { headers.append("'Content-Type: application/json',") }
  var lines = ["$context = stream_context_create(['http' => [", "  'method' => '\(call.method)',"]
  lines += ["  'header' => ["] + headers.indented(by: 4) + ["  ],"]
  if !call.bodies.isEmpty { lines.append("  'content' => json_encode($body),") }
  return lines + [
    "  'timeout' => 60,", "  'ignore_errors' => true,", "  'follow_location' => 0,", "]]);",
    "$stream = fopen(\(php.text(Text(call.url))), 'r', false, $context);", "if ($stream === false) {",
    "  exit(1);", "}", "echo stream_get_contents($stream), \"\\n\";",
    "// The first line of the head: HTTP/1.1 200 OK",
    "if ((int) substr(stream_get_meta_data($stream)['wrapper_data'][0], 9, 3) >= 300) {", "  exit(1);", "}",
  ]
}

private let php = CodeLiteral(
  null: "null", yes: "true", no: "false", array: ("[", "]"),
  // PHP would send an array without names, or with numbers as names, as a list.
  object: { members in
    members.members.allSatisfy { $0.name.description.allSatisfy(\.isNumber) }
      ? ("(object) [", "]") : ("[", "]")
  },
  colon: " => ", text: { quoted($0.string) })

/// A PHP text. In single quotes, only the quote and the backslash have a meaning; a text with invisible
/// characters needs double quotes.
private func quoted(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: Escaping.isUnsafe) else {
    return "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
  let parts = text.unicodeScalars.map { scalar in
    switch scalar {
    case "\n": "\\n"
    case "\\", "\"", "$": "\\\(scalar)"
    default: Escaping.isUnsafe(scalar) ? "\\u{\(String(scalar.value, radix: 16))}" : "\(scalar)"
    }
  }
  return "\"" + parts.joined() + "\""
}
