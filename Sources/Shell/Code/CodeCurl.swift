import JSON

/// A line of a POSIX shell.
func curlCode(_ call: CodeCall) -> String {
  var parts = ["curl --fail-with-body -sS -X \(call.method) \(quoted(call.url))"]
  // In double quotes: the shell puts the key in its place.
  parts.append("-H \"X-API-Key: ${\(call.keyVariable):?}\"")
  parts.append("-H 'Accept: application/json'")
  if let body = call.body {
    parts.append("-H 'Content-Type: application/json'")
    parts.append("--data-raw \(quoted(body.json(indent: 2)))")
  }
  return parts.joined(separator: " \\\n  ") + "\n"
}

/// In single quotes only a single quote means anything (POSIX, Shell Command Language, 2.2.2).
private func quoted(_ text: String) -> String {
  "'" + text.replacing("'", with: #"'\''"#) + "'"
}
