import Source
import Testing

@testable import Machine
@testable import Syntax

/// What is said of the size of a program's code without compiling it.
struct ExtentTests {
  /// Parts of programs, each with what needs most of something for its length.
  private static let parts = [
    "let a = 1", "$x.a.b[0] += 1", "for a, b in {c: 1} { $a }", "while 1 < 2 { break }", "assert 1 == $x",
    "try { 1 } catch e { $e }", "if $x == 1 { 2 } else if 3 > 4 { 5 } else { 6 }",
    "\"a $x b ${x.a} c $(1 + 2)\"",
    "[1, 2.5, ...$x, [3]]", "{a: 1.5, [\"b\"]: 2, $x, ...$x}", "$x..a[1:2, ?@.b == $x, *]",
    "$x?.a?.b ?? 1 ?? 2",
    "[1] | each --keep-going { 1 } | where @.ok | map @.value | first 1", "[1] | each --parallel 2 { $x }",
    "[1] | each --pace \"9/s\" { 1 }", "[1] | reduce 0 $acc + @", "[1] | sum @ | ignore", "[1] | any @ == 1",
    "[1] | sort-by @ | unique-by @ | select a b c? | first", "f", "f 1.5 b=2.5", "g()",
    "fails script { fail 1 }",
    "fails (fails (fails script { fail 1 }) { fail 2 }) { fail 3 }", "diff [1] [2] --by (1 + 2)",
    "things send recipient=\"a\" options.a=\"1\" options.b=\"$x\" size?=$x", "numbers 3 | drain",
    "every 1s { 1 }",
    "[[1], [2]] | set @[0].a 1", "1..3 | skip 1 | until @ > 2", "phone \"1\" SA",
  ]

  @Test(arguments: parts) func noFunctionIsLargerThanItsBound(part: String) throws {
    for count in [1, 9] {
      let body = String(repeating: part + "\n", count: count)
      let text =
        "let x = {a: {b: [1]}}\ndef f(a = 1.5, b = 2.5, c = 3.5) { $a }\ndef g() {\n\(body)}\n\(body)"
      let file = SourceFile(name: "test", text: text)
      let resolved = ResolvedProgram(
        parse(file, id: 0, vocabulary: TestCommands()).0, commands: TestCommands())
      let compiler = Compiler(resolved, commands: TestCommands(), options: Compiler.Options())
      compiler.build(resolved.program)
      let largest = compiler.functions.compactMap(\.self).map { function in
        [
          function.registers, function.loops, function.constants.count, function.calls.count,
          function.paths.count,
        ].max() ?? 0
      }.max()
      #expect(try #require(largest) <= resolved.resolution.extent.bound, "\(text)")
      #expect(resolved.surelyFits)
    }
  }

  @Test(arguments: [
    // A default that is computed is compiled at each call, with all that it calls.
    "def f(a = 1 + $x) { $a }\nlet x = 1\nf",
    String(repeating: "print 1.5\n", count: 65536),
    "fails \(String(repeating: "(fails ", count: 20))script\(String(repeating: " { 1 })", count: 20)) { 1 }",
  ])
  func aProgramThatMayBeTooLargeDoesNotSurelyFit(text: String) {
    let file = SourceFile(name: "test", text: text)
    let program = parse(file, id: 0, vocabulary: TestCommands()).0
    #expect(!ResolvedProgram(program, commands: TestCommands()).surelyFits)
  }
}
