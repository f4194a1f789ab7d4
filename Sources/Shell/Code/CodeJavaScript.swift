import JSON

/// JavaScript for Node 18 and later, as an ES module or pasted at its prompt.
func javascriptCode(_ call: CodeCall) -> String {
  var lines = [
    "const response = await fetch(\(javascript.text(Text(call.url))), {", "  method: \"\(call.method)\",",
  ]
  lines += [
    "  headers: {", "    \"X-API-Key\": process.env.\(call.keyVariable),",
    "    \"Accept\": \"application/json\",",
  ]
  if call.body != nil { lines.append("    \"Content-Type\": \"application/json\",") }
  lines.append("  },")
  if let body = call.body { lines.append("  body: JSON.stringify(\(javascript.of(body, indent: 2))),") }
  lines += [
    "});", "console.log(await response.text());", "if (!response.ok) process.exitCode = 1;", "",
  ]
  return lines.joined(separator: "\n")
}

private let javascript = CodeLiteral(
  null: "null", yes: "true", no: "false", array: ("[", "]"), object: { _ in ("{", "}") }, colon: ": ",
  text: { Value.string($0).json })
