import Testing

/// Programs with extreme sizes end with an error or an answer, and never with a crash.
@Suite struct ExtremeTests {
  @Test(arguments: [
    "def f(n) { f($n + 1) }\nf(1)", "def f(n) { g($n) }\ndef g(n) { [$n] | map f(@) }\nf(1)",
    "def f(n) { try { f($n + 1) } catch e { fail $e } }\nf(1)", "def f(n) { \"$(f($n))\" }\nf(1)",
    "def f(n) { [1] | each { f(@) } }\nf(1)", "def f(n) { [1] | sort-by f(@) }\nf(1)",
  ])
  func endlessRecursionFailsAtAPlace(_ program: String) {
    let last = Machinery.run(program).split(separator: "\n").last ?? ""
    #expect(last.contains("deep"), "\(last)")
    #expect(!last.hasPrefix("?"))
  }

  @Test(arguments: [
    "$x == $x", "$x | to json | length", "$x", "length($x..*)", "$x[0][0]", "[$x, $x] | unique", "$x..a",
    "\"$(to($x, 'json'))\"",
  ])
  func aValueNestedWithoutEndIsAnErrorOrAnAnswer(_ use: String) {
    for (empty, nested) in [("[]", "[$x]"), ("{}", "{a: $x}")] {
      func run(_ depth: Int) -> String {
        Machinery.run("let x = \(empty)\nfor i in 1..\(depth) { $x = \(nested) }\n\(use)\nprint done")
      }
      #expect(run(50_000).contains("must nest less than"))
      let last = run(1900).split(separator: "\n").last ?? ""
      #expect(!last.isEmpty && !last.hasPrefix("?") && !last.hasPrefix("does not check"), "\(last)")
    }
  }

  @Test(arguments: [
    ("(", "1", ")", "1"), ("[", "", "]", "[]"), ("{a: ", "1", "}", "{\"a\":1}"),
    ("if true { ", "1", " }", "1"), ("-", "1", "", "1"), ("f(", "1", ")", "f"),
  ])
  func bracketsWithoutEndAreOneFault(_ open: String, _ inner: String, _ close: String, _ shown: String) {
    let count = open.utf8.count == 1 ? 100_000 : 10_000
    let program = String(repeating: open, count: count) + inner + String(repeating: close, count: count)
    #expect(Machinery.run(program).contains("deep"))
    let deep = open.hasPrefix("if") ? 190 : 195
    let allowed = String(repeating: open, count: deep) + inner + String(repeating: close, count: deep)
    #expect(Machinery.run(allowed).contains(shown))
  }

  @Test func aLongLiteralIsAnErrorOrAnAnswer() {
    let elements = "[" + String(repeating: "1,", count: 50_000) + "] | count"
    #expect(Machinery.run(elements) == "50000")
    let members = "{" + (0..<20_000).map { "a\($0): \($0)," }.joined() + "} | keys | count"
    #expect(Machinery.run(members) == "20000")
    let computed = "let x = 1\n[" + String(repeating: "$x,", count: 20_000) + "] | count"
    #expect(Machinery.run(computed) == "20000")
    let statements = (0..<5000).map { "let v\($0) = \($0)" }.joined(separator: "\n") + "\nprint $v4999"
    #expect(Machinery.run(statements) == "4999")
  }

  @Test func aTextWithManyInsertionsIsAnAnswer() {
    let text = String(repeating: "$x", count: 60_000)
    #expect(Machinery.run("let x = 1\nlength(\"\(text)\")") == "60000")
  }

  @Test func aLongTextIsAnAnswer() {
    let word = String(repeating: "x", count: 500_000)
    #expect(Machinery.run("length(\"\(word)\")") == "500000")
    #expect(Machinery.run("length(\"a$(\"\(word)\")b\")") == "500002")
  }

  @Test func aLongChainIsAFaultOrAnAnswer() {
    #expect(Machinery.run("1" + String(repeating: " + 1", count: 900)) == "901")
    #expect(Machinery.run("1" + String(repeating: " + 1", count: 100_000)).contains("chain"))
    #expect(Machinery.run("1..3" + String(repeating: " | map @ + 1", count: 500) + " | sum") == "1506")
    #expect(
      Machinery.run("let x = 1\n" + String(repeating: "if $x == 2 { 1 } else ", count: 3000) + "{ 2 }") == "2"
    )
  }

  @Test(arguments: [
    "def f(n = f()) { 1 }\nprint f()", "def f(n = g()) { 1 }\ndef g(n = f()) { 2 }\nprint f()",
  ])
  func aDefaultThatNeedsItselfIsAFailure(_ code: String) {
    #expect(Machinery.run(code).contains("must not need itself"))
    #expect(Machinery.run("def f(n = f(1)) { $n }\nf()") == "1")
  }
}
