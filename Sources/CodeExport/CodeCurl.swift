import JSON
import Rendering

/// Lines of a POSIX shell; each call is made only where the one before it succeeded.
func curlCode(_ call: CodeCall) -> String {
  if call.bodies.isEmpty { return command(call, nil) + "\n" }
  return call.bodies.map { command(call, $0) }.joined(separator: " &&\n") + "\n"
}

private func command(_ call: CodeCall, _ body: Value?) -> String {
  // Brackets in a URL are not patterns.
  let plain = call.url.contains { "[]{}".contains($0) } ? " --globoff" : ""
  var parts = ["curl -sS\(plain) -X \(call.method) \(quoted(call.url))"]
  // In double quotes: the shell puts the key in its place.
  parts.append("-H \"X-API-Key: ${\(call.keyVariable):?}\"")
  parts.append("-H 'Accept: application/json'")
  if let body {
    parts.append("-H 'Content-Type: application/json'")
    parts.append("--data-raw \(quoted(Escaping.json(body.json(indent: 2))))")
  }
  parts.append("-w '\\n%{http_code}\\n' | \(judge)")
  return parts.joined(separator: " \\\n  ")
}

/// Prints all but the last line, which is the status, and fails where that status is not one of success.
/// `--fail-with-body` would do it, but curl has that only since 7.76.
private let judge =
  "awk 'NR > 1 { print last } { last = $0 } END { exit !(last >= 200 && last < 300) }'"

/// In single quotes only a single quote means anything (POSIX, Shell Command Language, 2.2.2).
private func quoted(_ text: String) -> String {
  "'" + text.replacing("'", with: #"'\''"#) + "'"
}
