import Library
import Machine
import Syntax
import TestSupport

/// Makes random programs. Most of them pass the check, and they end soon, because their loops and
/// ranges are short.
struct ProgramGenerator {
  private var random: Seeded
  private var variables: [String] = []
  private var definitions = 0
  private var depth = 0
  private var hasItem = false
  private let builtins: [Signature]

  init(seed: UInt64) {
    random = Seeded(seed)
    // `every` waits for a clock. `exit` and other builtins that need the world are not in Library.
    builtins = Library.builtins.map(\.signature).filter { $0.name != "every" }
  }

  mutating func next() -> String {
    (variables, definitions, depth, hasItem) = ([], 0, 0, false)
    var lines = ["def hidden(x) { $x }"]
    for _ in 0..<number(1...8) { lines.append(statement(top: true)) }
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  private mutating func one<T>(_ choices: [T], or other: T) -> T {
    choices.randomElement(using: &random) ?? other
  }

  private mutating func deeper<T>(_ body: (inout ProgramGenerator) -> T) -> T {
    depth += 1
    defer { depth -= 1 }
    return body(&self)
  }

  // MARK: - Statements

  private mutating func statement(top: Bool = false) -> String {
    switch number(0...(top ? 12 : 10)) {
    case 0...2: return declaration()
    case 3: return assignment()
    case 4: return "if \(condition()) \(block()) else \(block())"
    case 5: return loop()
    case 6: return "try \(block()) catch e\(depth) \(block(with: "e\(depth)"))"
    case 7: return counted()
    case 11: return definition()
    default: return pipeline()
    }
  }

  private mutating func declaration() -> String {
    let value = pipeline()
    let name = "v\(variables.count)"
    variables.append(name)
    return "let \(name) = \(value)"
  }

  private mutating func assignment() -> String {
    guard !variables.isEmpty else { return declaration() }
    return "\(place()) \(one(["=", "+=", "-=", "*=", "/=", "%="], or: "=")) \(pipeline())"
  }

  private mutating func place() -> String {
    let steps = ["", "", "", ".a", ".b", "[0]", "[-1]", "[\"a\"]", ".a.b[1]"]
    return "$" + one(variables, or: "v0") + one(steps, or: "")
  }

  private mutating func loop() -> String {
    let list = depth > 3 ? "1..3" : value()
    return "for item\(depth) in \(list) \(block(with: "item\(depth)"))"
  }

  private mutating func counted() -> String {
    let name = "n\(depth)"
    let body = deeper { generator in generator.scoped(adding: []) { $0.statement() } }
    let leave = one(["", "", "; if $\(name) == 2 { break }", "; continue"], or: "")
    return "if true { let \(name) = 0; while $\(name) < 4 { $\(name) = $\(name) + 1; \(body)\(leave) } }"
  }

  private mutating func definition() -> String {
    definitions += 1
    let outer = variables
    variables = ["a", "b"]
    defer { variables = outer }
    return "def f\(definitions)(a, b = \(literal())) \(block())"
  }

  private mutating func block(with name: String? = nil) -> String {
    guard depth < 4 else { return "{ \(literal()) }" }
    return deeper { generator in
      generator.scoped(adding: name.map { [$0] } ?? []) { generator in
        let count = generator.number(1...3)
        return "{ " + (0..<count).map { _ in generator.statement() }.joined(separator: "; ") + " }"
      }
    }
  }

  private mutating func scoped(adding names: [String], _ body: (inout ProgramGenerator) -> String) -> String {
    let outer = variables
    variables += names
    defer { variables = outer }
    return body(&self)
  }

  // MARK: - Pipelines

  private mutating func pipeline() -> String {
    let stages = number(0...3)
    var parts = [stages > 0 && number(0...2) > 0 ? list() : expression()]
    for _ in 0..<stages { parts.append(stage()) }
    return parts.joined(separator: " | ")
  }

  private mutating func stage() -> String {
    if definitions > 0, number(0...9) == 0 { return "f\(number(1...definitions))" }
    let stages = builtins.filter { $0.input != .none }
    guard let signature = stages.randomElement(using: &random) else { return "count" }
    return deeper { generator in generator.command(signature) }
  }

  private mutating func command(_ signature: Signature) -> String {
    var words = [signature.name]
    for flag in signature.flags where number(0...7) == 0 {
      let isAlone = if case .none = flag.value { true } else { false }
      words.append(isAlone ? "--\(flag.name)" : "--\(flag.name)=\(number(0...4))")
    }
    for operand in signature.operands where operand.required || number(0...2) == 0 {
      for _ in 0..<(operand.repeated ? number(1...2) : 1) { words.append(self.operand(operand)) }
    }
    return words.joined(separator: " ")
  }

  private mutating func operand(_ operand: Operand) -> String {
    switch operand.kind {
    case .value, .path: return value()
    case .place: return one(["@.a", "@.b.c", "@[0]", "@"], or: "@.a")
    case .field: return one(["a", "b", "a.b", "c?", "a.b?"], or: "a")
    case .block: return withItem { $0.block() }
    case .item: return withItem { $0.expression() }
    }
  }

  private mutating func withItem(_ body: (inout ProgramGenerator) -> String) -> String {
    let outer = hasItem
    hasItem = true
    defer { hasItem = outer }
    return body(&self)
  }

  /// A random argument.
  private mutating func value() -> String {
    switch number(0...5) {
    case 0: return list()
    case 1: return path()
    case 2:
      return "(\(deeper { generator in generator.depth > 5 ? generator.literal() : generator.pipeline() }))"
    default: return argument()
    }
  }

  private mutating func argument() -> String {
    let text = literal()
    return text.hasPrefix("-") ? "(\(text))" : text
  }

  // MARK: - Expressions

  private mutating func expression() -> String {
    guard depth < 6 else { return literal() }
    return deeper { generator in generator.anyExpression() }
  }

  private mutating func anyExpression() -> String {
    switch number(0...11) {
    case 0, 1: return literal()
    case 2, 3: return path()
    case 4, 5, 6: return "\(operand()) \(operation()) \(operand())"
    case 7: return list()
    case 8: return "{a: \(expression()), b: \(expression()), \"c d\": \(literal())}"
    case 9: return call()
    case 10: return "(if \(condition()) \(block()) else \(block()))"
    default: return "\(one(["!", "-"], or: "-"))\(operand())"
    }
  }

  private mutating func operand() -> String { "(\(expression()))" }

  private mutating func condition() -> String {
    one(
      ["true", "\(operand()) == \(operand())", "\(operand()) < \(operand())", "!(\(operand()) in [1, 2])"],
      or: "true")
  }

  private mutating func operation() -> String {
    one(
      ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "??", "in", "matches"], or: "+")
  }

  private mutating func call() -> String {
    if definitions > 0, number(0...2) == 0 { return "f\(number(1...definitions))(\(expression()))" }
    let functions = builtins.filter { $0.operands.allSatisfy { $0.kind == .value } }
    guard let signature = functions.randomElement(using: &random) else { return "length([])" }
    let count = (signature.input == .none ? 0 : 1) + signature.operands.filter(\.required).count
    return signature.name + "(" + (0..<count).map { _ in expression() }.joined(separator: ", ") + ")"
  }

  private mutating func path() -> String {
    let roots = variables.map { "$" + $0 } + (hasItem ? ["@", "@", "@"] : [])
    let steps = [
      "", "", "", "", ".a", ".a?", ".b?", "[0]?", "[-1]?", "[*]", "[1:3]", "[::-1]", "..a", "..*",
      "[?@.a == 1]", "[?@ > 1]", "['a', 'b']",
      "[?@.a && !@.b]", "[0, 1]", ".*", "[?length(@) > 1]", "[?match(@.a, 'x*')]",
    ]
    let root = one(roots, or: "[1, {a: 2}]")
    return (root.hasPrefix("[") ? "(\(root))" : root) + one(steps, or: "") + one(steps, or: "")
  }

  private mutating func list() -> String {
    switch number(0...6) {
    case 0, 6: return "(\(number(-2...2))..\(number(0...9)))"
    case 1: return "[{a: \(literal()), b: 1}, {a: \(literal()), b: 2}, {a: 1, b: {b: 3}}]"
    case 2: return "[\(expression()), \(expression())]"
    case 3: return "hidden([])"
    case 4: return "[\(literal()), \(literal()), \(literal()), ...[\(literal())]]"
    default: return "[word, \(literal()), [\(literal())]]"
    }
  }

  /// A literal, most often the value of a def, so that the checker does not know it.
  private mutating func literal() -> String {
    let literal = plainLiteral()
    return number(0...3) == 0 ? literal : "hidden(\(literal))"
  }

  private mutating func plainLiteral() -> String {
    one(
      [
        "0", "1", "2", "-1", "0.5", "1e300", "-1e-300", "9223372036854775807", "-9223372036854775808",
        "99999999999999999999",
        "0.1000000000000000055", "null", "true", "false", "\"\"", "\"a\"", "\"a,b\\n1,2\"", "'x y'", "\"é👩‍👩‍👧\"",
        "\"12\"",
        "\"2025-01-31T10:00:00Z\"", "\"{\\\"a\\\": [1]}\"", "\"$(1 + 1)\"", "5m", "+966501234567", "[]", "{}",
        "{a: 1}",
        "\"\\u0000\"", "\"^a+(b)\"", "\"UTC\"", "\"%Y-%m\"", "\"{{name}}\"",
      ], or: "1")
  }
}
