import JSON

/// PHP, with nothing but what is always in it.
func phpCode(_ call: CodeCall) -> String {
  var headers = ["'X-API-Key: ' . getenv('\(call.keyVariable)')", "'Accept: application/json'"]
  var lines = ["<?php"]
  if let body = call.body {
    lines += ["$body = \(php.of(body));", ""]
    headers.append("'Content-Type: application/json'")
  }
  lines += ["$context = stream_context_create(['http' => [", "  'method' => '\(call.method)',"]
  lines += ["  'header' => [\(headers.joined(separator: ", "))],"]
  if call.body != nil { lines.append("  'content' => json_encode($body),") }
  lines += [
    "  'timeout' => 60,", "]]);",
    "$answer = file_get_contents(\(php.text(Text(call.url))), false, $context);",
    "if ($answer === false) {", "  exit(1);", "}", "echo $answer, \"\\n\";", "",
  ]
  return lines.joined(separator: "\n")
}

private let php = CodeLiteral(
  null: "null", yes: "true", no: "false", array: ("[", "]"),
  // An array without names, or with numbers for names, would be sent as a list.
  object: { members in
    members.members.allSatisfy { $0.name.description.allSatisfy(\.isNumber) }
      ? ("(object) [", "]") : ("[", "]")
  },
  colon: " => ",
  text: { "'" + $0.description.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'" })
