import JSON
import Rendering

/// Python 3 with only its standard library.
func pythonCode(_ call: CodeCall) -> String {
  var lines = call.bodies.isEmpty ? [] : ["import json"]
  lines += ["import os", "import sys", "import urllib.error", "import urllib.request", "", ""]
  // urllib would follow a redirect to any host, and send the key there.
  lines += [
    "class NoRedirects(urllib.request.HTTPRedirectHandler):", "    def redirect_request(self, *_):",
    "        return None", "", "", "opener = urllib.request.build_opener(NoRedirects)",
  ]
  if let body = call.body {
    lines += ["body = " + python.of(body), ""] + one(call)
  } else if call.bodies.isEmpty {
    lines += one(call)
  } else {
    lines += ["bodies = " + python.of(.array(call.bodies)), "", "for body in bodies:"]
    lines += one(call).indented(by: 4)
  }
  return lines.joined(separator: "\n") + "\n"
}

private func one(_ call: CodeCall) -> [String] {
  var lines = ["request = urllib.request.Request(", "    \(python.text(Text(call.url))),"]
  lines.append("    method=\"\(call.method)\",")
  if !call.bodies.isEmpty { lines.append("    data=json.dumps(body).encode(),") }
  lines += [
    "    headers={", "        \"X-API-Key\": os.environ[\"\(call.keyVariable)\"],",
    "        \"Accept\": \"application/json\",",
  ]
  if !call.bodies.isEmpty { lines.append("        \"Content-Type\": \"application/json\",") }
  return lines + [
    "    },", ")", "try:", "    answer = opener.open(request, timeout=60)",
    "except urllib.error.HTTPError as error:", "    answer = error",
    "sys.stdout.buffer.write(answer.read() + b\"\\n\")", "if answer.getcode() >= 300:", "    sys.exit(1)",
  ]
}

/// Python understands the escapes of JSON.
private let python = CodeLiteral(
  null: "None", yes: "True", no: "False", array: ("[", "]"), object: { _ in ("{", "}") }, colon: ": ",
  text: { Escaping.json(Value.string($0).json) })
