import JSON
import Rendering

/// Lines for a POSIX shell. Each call is made only where the one before it succeeded.
func curlCode(_ call: CodeCall) -> String {
  if call.bodies.isEmpty { return command(call, nil) + "\n" }
  return call.bodies.map { command(call, $0) }.joined(separator: " &&\n") + "\n"
}

private func command(_ call: CodeCall, _ body: Value?) -> String {
  // Without this, curl would take brackets in a URL for patterns.
  let plain = call.url.contains { "[]{}".contains($0) } ? " --globoff" : ""
  var parts = ["curl -sS\(plain) -X \(call.method) \(quoted(call.url))"]
  // The double quotes let the shell insert the key.
  parts.append("-H \"X-API-Key: ${\(call.keyVariable):?}\"")
  parts.append("-H 'Accept: application/json'")
  if let body {
    parts.append("-H 'Content-Type: application/json'")
    parts.append("--data-raw \(quoted(Escaping.json(body.json(indent: 2))))")
  }
  parts.append("-w '\\n%{http_code}\\n' | \(judge)")
  return parts.joined(separator: " \\\n  ")
}

/// Prints all but the last line, which is the status, and fails where the status does not mean success.
/// curl can do this by `--fail-with-body`, but only since version 7.76.
private let judge =
  "awk 'NR > 1 { print last } { last = $0 } END { exit !(last >= 200 && last < 300) }'"

/// In single quotes, only a single quote has a meaning (POSIX, Shell Command Language, 2.2.2).
private func quoted(_ text: String) -> String {
  "'" + text.replacing("'", with: #"'\''"#) + "'"
}
