import JSON
import Rendering

/// JavaScript for Node 18 and later, as a script or a module.
func javascriptCode(_ call: CodeCall) -> String {
  var lines = ["async function main() {"]
  if call.bodies.count > 1 {
    let bodies = call.bodies.map { text(of: $0, indent: 4) }
    lines += ["  const bodies = ["] + bodies.map { "    \($0)," } + ["  ];"]
    lines += ["  for (const body of bodies) {"] + one(call, body: "body").indented(by: 4) + ["  }"]
  } else {
    lines += one(call, body: call.body.map { text(of: $0, indent: 2) }).indented(by: 2)
  }
  return (lines + ["}", "", "main();"]).joined(separator: "\n") + "\n"
}

/// - Parameter body: an expression whose value is the text of the body.
private func one(_ call: CodeCall, body: String?) -> [String] {
  var lines = ["const response = await fetch(\(javascript.text(Text(call.url))), {"]
  lines += ["  method: \"\(call.method)\",", "  headers: {"]
  lines += ["    \"X-API-Key\": process.env.\(call.keyVariable),", "    \"Accept\": \"application/json\","]
  if body != nil { lines.append("    \"Content-Type\": \"application/json\",") }
  lines += ["  },", "  redirect: \"manual\","]
  if let body { lines.append("  body: \(body),") }
  return lines + [
    "});", "console.log(await response.text());", "if (!response.ok) {", "  process.exitCode = 1;",
    "  return;", "}",
  ]
}

/// The text of the body: made from JavaScript's data where the result is the same JSON, else a literal text.
private func text(of body: Value, indent: Int) -> String {
  isExact(body)
    ? "JSON.stringify(\(javascript.of(body, indent: indent)))" : javascript.text(Text(body.json))
}

/// Whether JavaScript keeps the value. It rounds integers from 2^53 on, and takes `__proto__` in a literal
/// for the prototype.
private func isExact(_ value: Value) -> Bool {
  switch value {
  case .null, .bool, .string, .double: true
  case .int(let number): number.magnitude <= 1 << 53
  case .decimal(let number): number.value.magnitude <= 0x1p53
  case .array(let items): items.allSatisfy(isExact)
  case .object(let members):
    members.members.allSatisfy { $0.name != "__proto__" && isExact($0.value) }
  }
}

private let javascript = CodeLiteral(
  null: "null", yes: "true", no: "false", array: ("[", "]"), object: { _ in ("{", "}") }, colon: ": ",
  text: { Escaping.json(Value.string($0).json) })
