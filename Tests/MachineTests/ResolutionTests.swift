import Source
import Testing

@testable import Machine
@testable import Syntax

/// What names mean: each is shown as `name at line:column = the place of its declaration`.
struct ResolutionTests {
  @Test(arguments: [
    ("let x = 1\n$x", ["x 2:1 = 1:5"]),
    // The value is computed before the name is declared.
    ("let x = 1\nif true { let x = $x + 1; $x }", ["x 2:19 = 1:5", "x 2:27 = 2:15"]),
    // Where the block ends, the name means the outer variable again.
    ("let x = 1\nif true { let x = 2 }\n$x", ["x 3:1 = 1:5"]),
    ("if true { let x = 2 }\n$x", ["x 2:1 = nothing"]),
    ("for k, v in {a: 1} { $k; $v }\n$k", ["k 1:22 = 1:5", "v 1:26 = 1:8", "k 2:1 = nothing"]),
    ("try { 1 } catch e { $e }\n$e", ["e 1:21 = 1:17", "e 2:1 = nothing"]),
    // A def sees what is declared below it at the top level, and the parameters before a default.
    (
      "def f(a, b = $a) { $a + $b + $c + $d }\nlet c = 1\nif true { let d = 2 }",
      [
        "a 1:14 = 1:7", "a 1:20 = 1:7", "b 1:25 = 1:10", "c 1:30 = 2:5", "d 1:35 = nothing",
      ]
    ),
    ("let x = 1\n$x = 2\n$x.a = $x", ["x 2:1 = 1:5", "x 3:1 = 1:5", "x 3:8 = 1:5"]),
    ("let x = 1\n{$x}\n\"$x ${x} $($x)\"", ["x 2:2 = 1:5", "x 3:2 = 1:5", "x 3:5 = 1:5", "x 3:12 = 1:5"]),
    ("let x = [1]\n$x[?@ == $x]", ["x 2:1 = 1:5", "x 2:4 = 1:5"]),
    // `$acc` is what `reduce` has made; in its first value, and elsewhere, it is another variable.
    (
      "let acc = 1\n[1] | reduce $acc $acc + @\n$acc", ["acc 2:14 = 1:5", "acc 2:19 = 2:19", "acc 3:1 = 1:5"]
    ),
    ("reduce([1], 0, $acc + @)", ["acc 1:16 = 1:16"]),
    // A test sees only what has a value before the run.
    ("param p = 1\nlet x = 2\ntest \"t\" { $p; $x }", ["p 3:12 = 1:7", "x 3:16 = nothing"]),
    ("$args", ["args 1:1 = 1:1"]),
  ])
  func aNameMeansTheInnermostVariableBeforeIt(text: String, meanings: [String]) {
    #expect(Self.meanings(text) == meanings)
  }

  @Test func theVariablesOfEarlierInputsAreSeen() {
    #expect(Self.meanings("$x\n$y", given: ["x"]) == ["x 1:1 = 1:1", "y 2:1 = nothing"])
  }

  @Test(arguments: [
    ("def f() { 1 }\nf\nping", ["f 2:1 = def", "ping 3:1 = nothing"]),
    ("[1] | count\nthings get 7", ["count 1:7 = count", "things 2:1 = things get"]),
    // A def cannot take a builtin's name, which the checker tells.
    ("def count() { 1 }\n[1] | count", ["count 2:7 = count"]),
  ])
  func aCommandCallsADefOrABuiltin(text: String, callees: [String]) {
    #expect(Self.callees(text) == callees)
  }

  /// Of two variables of one name the check knows which one is assigned to.
  @Test func onlyTheVariableThatIsAssignedToIsUnknown() {
    let text = "def f() { let x = 1; $x += 1; $x }\nlet x = \"a\"\n$x.name\nf"
    #expect(Machinery.faults(text).contains("3:3"), "\(Machinery.faults(text))")
    #expect(!Machinery.faults("let x = \"a\"\n$x = {name: 1}\n$x.name").contains("3:"))
  }

  /// The function that runs in parallel has copies of the variables around it, whatever others of their names there are.
  @Test func aBlockInParallelReadsTheVariablesAroundIt() {
    let text = """
      let n = 1
      def f(n) { 1..2 | each --parallel 2 { let m = $n; if true { let n = 5; $m * $n } } | sum }
      f(10) + $n
      """
    #expect(Machinery.run(text) == "disbanded with 0\n101")
  }

  /// A default is computed at the call, over the parameters of the def; the caller's variables keep their values.
  @Test func aDefaultIsComputedOverTheParametersOfItsDef() {
    let text = """
      def f(a, b = $a + 1) { if $a > 1 { f(1) + $a + $b } else { $b } }
      f(5)
      """
    #expect(Machinery.run(text) == "13")
  }
}

extension ResolutionTests {
  private static func meanings(_ text: String, given: Set<String> = []) -> [String] {
    let (file, resolved) = resolved(text, given: given)
    let place = { (span: Span) in
      let (line, column) = file.position(of: Int(span.start))
      return "\(line):\(column)"
    }
    var meanings: [String] = []
    for statement in resolved.program.statements {
      Node.statement(statement).forEachPart { part in
        part.forEachVariable { name in
          let binding = resolved.resolution.binding(name).map { resolved.resolution.bindings[$0] }
          meanings.append(
            "\(name.text) \(place(name.span)) = \(binding.map { place($0.name.span) } ?? "nothing")")
        }
      }
    }
    return meanings
  }

  private static func callees(_ text: String) -> [String] {
    let (file, resolved) = resolved(text, given: [])
    return resolved.program.statements.flatMap { Mentions(of: $0).commands }.map { command in
      let (line, column) = file.position(of: Int(command.span.start))
      let callee =
        switch resolved.resolution.callee(of: command) {
        case .definition?: "def"
        case .builtin(let builtin)?: builtin.name
        case nil: "nothing"
        }
      return "\(command.name.text) \(line):\(column) = \(callee)"
    }
  }

  private static func resolved(_ text: String, given: Set<String>) -> (SourceFile, ResolvedProgram) {
    let file = SourceFile(name: "test", text: text)
    let commands = TestCommands()
    let program = parse(file, id: 0, vocabulary: commands).0
    return (file, ResolvedProgram(program, given: given, commands: commands))
  }
}
