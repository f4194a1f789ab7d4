import JSON

/// Python 3, with nothing but its standard library.
func pythonCode(_ call: CodeCall) -> String {
  var lines = ["import json", "import os", "import urllib.request", ""]
  if let body = call.body { lines += ["body = " + python.of(body), ""] }
  lines += [
    "request = urllib.request.Request(", "    \(python.text(Text(call.url))),",
    "    method=\"\(call.method)\",",
  ]
  if call.body != nil { lines.append("    data=json.dumps(body).encode(),") }
  lines += [
    "    headers={", "        \"X-API-Key\": os.environ[\"\(call.keyVariable)\"],",
    "        \"Accept\": \"application/json\",",
  ]
  if call.body != nil { lines.append("        \"Content-Type\": \"application/json\",") }
  lines += [
    "    },", ")", "with urllib.request.urlopen(request, timeout=60) as response:",
    "    print(response.read().decode())", "",
  ]
  return lines.joined(separator: "\n")
}

/// JSON's escapes are Python's too.
private let python = CodeLiteral(
  null: "None", yes: "True", no: "False", array: ("[", "]"), object: { _ in ("{", "}") }, colon: ": ",
  text: { Value.string($0).json })
