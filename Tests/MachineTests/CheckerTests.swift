import Testing

/// Programs, and their faults that are found before the run: `line:column message`.
@Suite struct CheckerTests {
  @Test(arguments: [
    ("prnt 1", "1:1 no command 'prnt'; did you mean 'print'?"),
    ("xyzzy 1", "1:1 no command 'xyzzy'"),
    ("[1] | mapp @", "1:7 no command 'mapp'; did you mean 'map'?"),
    ("thing get 1", "1:1 no command 'thing'; did you mean 'things'?"),
    ("things gt 1", "1:8 no command 'things gt'; did you mean 'things get'?"),
    ("things", "1:1 'things' takes a verb, but has none"),
    ("upcase(\"a\")", "1:1 no command 'upcase'"),
    ("def tell(a) { 1 }\ntel(1)", "2:1 no command 'tel'; did you mean 'tell'?"),
  ])
  func unknownCommands(program: String, faults: String) {
    #expect(Machinery.faults(program) == faults)
  }

  @Test(arguments: [
    ("things send recipent=1", "1:13 unknown parameter 'recipent' of things send; did you mean 'recipient'?"),
    ("things send recipient=1 colour=red", "1:25 unknown parameter 'colour' of things send"),
    ("things send", "1:1 recipient is required"),
    ("things send recipient=1 size=big", "1:30 size must be an integer, but is the string \"big\""),
    ("let s = 1\nthings send recipient=1 size=$s", ""),
    ("let o = {}\n$o.recipient = 1\nthings send ...$o", ""),
    ("let o = {recipient: 1}\nthings send ...$o", ""),
    (
      "let o = {recipient: 1, siez: 2}\nthings send ...$o",
      "2:16 unknown parameter 'siez' of things send; did you mean 'size'?"
    ),
    ("things send recipient=1 options.a=2 options.b=3", ""),
    ("things send recipient=1 recipient=2", "1:25 a parameter is given once, but 'recipient' is given twice"),
    ("things send recipient=1 --wiat", "1:25 unknown flag '--wiat' of things send; did you mean '--wait'?"),
    ("things send recipient=1 --later 2d", "1:25 unknown flag '--later' of things send"),
    ("things send recipient=1 5", "1:25 things send takes no operands, but has 1"),
    ("things get", "1:1 things get takes ID, but it is not given"),
    ("things get 1 2", "1:1 things get takes ID, but has 2"),
    ("things get 1 name=2", "1:14 things get takes no parameters, but has 'name='"),
    ("[1] | things get", "1:7 'things get' takes nothing from a pipeline"),
    ("[1] | things get @.id", "1:7 'things get' takes nothing from a pipeline"),
    ("[1] | each { things get @ }", ""),
    ("[1] | each --parallel { @ }", "1:12 '--parallel' takes a value, but has none"),
    ("[2] | sort-by @ --desc=1", "1:24 '--desc' takes no value"),
    ("[2] | sort-by", "1:7 sort-by takes E, but it is not given"),
    ("[2] | each", "1:7 each takes a block, but has none"),
    ("[2] | map @ { 1 }", "1:13 an operator or the end of the stage must follow, but found '{'"),
    ("count", "1:1 count takes a value, but stands first and has none"),
    ("print 1 2", "1:1 print takes one value, but has 2"),
    ("where @ > 1", "1:1 where takes a value, but stands first and has none"),
  ])
  func arguments(program: String, faults: String) {
    #expect(Machinery.faults(program) == faults)
  }

  @Test(arguments: [
    ("print $x", "1:7 no variable $x"),
    ("let count = 1\nprint $cuont", "2:7 no variable $cuont; did you mean '$count'?"),
    ("$x = 1", "1:1 no variable $x"), ("\"a $x\"", "1:4 no variable $x"), ("{$x}", "1:2 no variable $x"),
    ("[1] | where @ == $y", "1:18 no variable $y"), ("let l = [1]\n$l[?@ == $y]", "2:4 no variable $y"),
    ("let l = [1]\n$l[$i]", "2:4 no variable $i"),
    ("if true { let _x = 1 }\n$_x", "2:1 no variable $_x"), ("for x in [1] { }\n$x", "2:1 no variable $x"),
    ("let x = $x", "1:9 no variable $x"), ("try { let _x = 1 } catch e { $_x }", "1:30 no variable $_x"),
    ("let x = 1\nlet x = 2\n$x", "2:5 a variable is declared once in a block, but $x is declared already"),
    ("let x = 1\nif true { let x = 2; $x }\n$x", ""),
    ("let env = 1", "1:5 a variable must have a name of its own, but $env is built in"),
    ("$args = 1", "1:1 $args is not assigned"), ("def f(a) { let a = 1; $a }", ""),
    ("def f() { $acc }", "1:11 no variable $acc"), ("[1] | reduce 0 $acc + @", ""),
    ("def f() { $later }\nlet later = 1", ""), ("print $later\nlet later = 1", "1:7 no variable $later"),
  ])
  func variables(program: String, faults: String) {
    #expect(Machinery.faults(program) == faults)
  }

  @Test(arguments: [
    ("def f(a, b = 1) { }\nf()", "2:1 f takes 'a', but it is not given"),
    ("def f(a) { }\nf(1, 2)", "2:1 f takes 1 argument, but has 2"),
    ("def f(a) { }\nf 1 2", "2:1 f takes 1 argument, but has 2"),
    ("def f(a) { }\n1 | f 2", "2:5 f takes 1 argument, but has 2"),
    ("def f(count) { }\nf cuont=1", "2:3 unknown parameter 'cuont' of f; did you mean 'count'?"),
    ("def f(a) { }\nf a=1 a=2", "2:7 a parameter is given once, but 'a' is given twice"),
    ("def f(a) { }\nf 1 --x", "2:7 a def takes no flags, but 'f' has '--x'"),
    ("def f() { 1 }\ndef f() { 2 }", "2:5 a def must have a name of its own, but 'f' is defined twice"),
    ("def where() { }", "1:5 a def must not take a builtin's name, but 'where' is one"),
    ("def things() { }", "1:5 a def must not take an API noun's name, but 'things' is one"),
    ("if true { def f() { } }", "1:11 'def' must stand at the top level, but is in a block"),
    ("if true { param x = 1 }", "1:11 'param' must stand at the top level, but is in a block"),
    ("def f() { keep n = 1 }", "1:11 'keep' must stand at the top level, but is in a block"),
    (
      "param _x: number = 1\nparam _y: numbr",
      "2:11 a param's type must be one of string int number bool path json phone duration, but is 'numbr'; did you mean 'number'?"
    ),
    ("def f() { $ }", "1:11 '$' is the last result at top level and is not there in a def"),
    ("@.a", "1:1 '@' is the current item and must stand in where, map, each or another stage over items"),
    (
      "[1] | first @",
      "1:13 '@' is the current item and must stand in where, map, each or another stage over items"
    ),
    ("[1] | map \"@.n\"", "1:11 text takes '$(@.name)' for a member of the item, but has '@.name'"),
    ("\"a@b.c\" | print", ""),
    ("break", "1:1 'break' must stand in a loop"),
    ("if true { continue }", "1:11 'continue' must stand in a loop"),
    ("while true { break }", ""), ("for x in [1] { if true { break } }", ""),
    ("for x in [1] { [2] | each { break } }", "1:29 'break' does not leave the block of 'each'"),
    ("def f() { [2] | each { return 1 } }", "1:24 'return' does not leave the block of 'each'"),
    ("[1] | each { for x in [1] { break } }", ""),
    (
      "def f() { [1] | each { for x in [1] { return 1 } } }",
      "1:39 'return' does not leave the block of 'each'"
    ),
    (
      "[1] | query '$['",
      "1:13 a name between quotes, an index, a slice, * or ? must stand here, but the end does"
    ), ("\"a\" matches '('", "1:13 ( must be closed by )"),
    ("\"a\" | captures '['", "1:16 [ must be closed by ]"),
    ("let n = 1\nprint 'a $n'", "2:7 warning: text between ' inserts nothing, but has $n"),
    ("let n = 1\nprint 'a $nn $'\n$n", ""),
    (
      "let a = 1\nlet a = 2\nprnt $b",
      "2:5 a variable is declared once in a block, but $a is declared already\n3:1 no command 'prnt'; did you mean 'print'?\n3:6 no variable $b"
    ),
  ])
  func places(program: String, faults: String) {
    #expect(Machinery.faults(program) == faults)
  }

  @Test(arguments: [
    ("let x = 1", "1:5 warning: $x is never read"), ("let _x = 1", ""),
    ("let x = 1\n$x += 1", "1:5 warning: $x is never read"),
    ("let x = 1\ndef f() { $x }", ""), ("for x in [1] { 2 }", ""), ("try { 1 } catch e { 2 }", ""),
    ("let x = 1\n\"$x\"", ""), ("let x = 1\n{$x}", ""), ("let x = 1\nlet l = [1]\n$l[?@ == $x]", ""),
    ("keep k = 1", "1:6 warning: $k is never read"),
    ("param p = 1", "1:7 warning: --p changes nothing: $p is never read"),
    ("def f() { let x = 1 }", "1:15 warning: $x is never read"),
  ])
  func whatIsNeverRead(program: String, faults: String) {
    #expect(Machinery.faults(program) == faults)
  }

  @Test(arguments: [
    ("def f() { return 1; 2; 3 }", "1:21 warning: this never runs: 'return' before it leaves the block"),
    ("while true { 1 }\n2", "2:1 warning: this never runs: no 'break' leaves the 'while' before it"),
    ("while true { if 1 == 1 { break } }\n2", ""),
    (
      "while true { while true { break } }\n2",
      "2:1 warning: this never runs: no 'break' leaves the 'while' before it"
    ),
    ("if 1 == 2 { return 1 }\n2", ""), ("if 1 == 2 { return 1 } else { 3 }\n2", ""),
    (
      "if 1 == 2 { return 1 } else { fail \"a\" }\n2",
      "2:1 warning: this never runs: 'if' before it leaves the block"
    ),
    ("null ?? (fail \"a\")\n2", ""), ("try { fail \"a\" } catch { 1 }\n2", ""),
    ("def f() { return g() }\nreturn f()\ndef g() { 1 }", ""),
    ("[1] | each { fail \"a\" }\n2", ""),
  ])
  func whatNeverRuns(program: String, faults: String) {
    #expect(Machinery.faults(program) == faults)
  }

  @Test(arguments: [
    (
      "let s = \"big\"\nthings send recipient=1 size=$s",
      "2:30 size must be an integer, but is the string \"big\""
    ),
    ("let s = \"big\"\nthings send recipient=1 size=$s\n$s = 5", ""),
    (
      "let s = 1\nif true { let s = \"big\"; things send recipient=1 size=$s }\n$s",
      "2:55 size must be an integer, but is the string \"big\""
    ),
    (
      "let o = {size: [\"a\", \"big\"]}\nthings send recipient=1 size=$o.size[-1]",
      "2:30 size must be an integer, but is the string \"big\""
    ),
    (
      "let n = 4\nlet s = \"b$n\" + \"!\"\nthings send recipient=1 size=$s",
      "3:30 size must be an integer, but is the string \"b4!\""
    ),
    ("let d = 0\nlet s = 1 / $d\nthings send recipient=1 size=$s", ""),
    ("def f(s) { things send recipient=1 size=$s }\nf(1)", ""),
    ("let p = \"(\"\n\"a\" matches $p", "2:13 ( must be closed by )"),
    ("[1] | first big", "1:13 first takes a count from 0 on, but has the string \"big\""),
    ("[1] | join([1])", "1:12 join takes text, but has an array of 1"),
    ("[1] | where 1", "1:13 a condition must be true or false, but is the number 1"),
    ("let c = 1\nif $c { 2 }", "2:4 a condition must be true or false, but is the number 1"),
    ("param n: int = a", "1:16 a variable begins with '$' and text stands in quotes, but found 'a'"),
    ("param n: int = null\n$n", ""),
    (
      "param n: int = 1.5\n$n",
      "1:16 the default of a param of type int must be a whole number, but is the number 1.5"
    ),
  ])
  func valuesThatAreKnown(program: String, faults: String) {
    #expect(Machinery.faults(program) == faults)
  }

  /// An operation that always fails is reported before the run, in the same words and at the same place.
  @Test(arguments: [
    "1 + \"a\"", "\"a\" * 2", "[1] < [2]", "1 in 2", "1 matches 'a'", "true && 1", "let n = 5\nif $n { 1 }",
    "let n = length([1])\nif $n { 1 }", "let o = {}\n\"a ${o}\"", "\"a $([1])\"", "let l = [1, 2]\n$l[2]",
    "let o = {name: 1}\n\"$o.nam\"", "let o = {a: {b: 1}}\n$o.a.c", "let s = \"x\"\n$s.length",
    "5 | map @", "{a: 1} | where @", "for x in 5 { }", "for k, v in \"a\" { }", "[1] | where @", "-\"a\"",
    "[{a: 1}] | map @.b", "[1] | map {a: @} | map @.b", "[1] | upper", "\"a\" | keys", "5 | round | lower",
    "[\"1\"] | sum", "[{}] | join \"\"", "let f = split(\"a\", \",\")\n$f[0] - 1", "1..3 | map @ + \"a\"",
    "def f(a) { $a + 1 }\nf(\"x\")", "def f(a, b = \"y\") { $b - 1 }\nf(1)",
    "let x = if 1 == 1 { 1 } else { 2 }\n$x + \"a\"", "let x = {...{a: 1}, b: 2}\n$x.c",
    "let x = {a: 1} + {b: \"t\"}\n$x.b * 2",
  ])
  func whatFailsInAnyCaseIsForeseen(program: String) {
    let ran = Machinery.run(program, foreseeing: false).split(separator: "\n").last.map(String.init) ?? ""
    let told = Machinery.faults(program)
    #expect(told.split(separator: " ").first == ran.split(separator: " ").first, "\(told) / \(ran)")
    #expect(Self.withoutValues(told) == Self.withoutValues(ran))
  }

  /// Before the run, a type may be known while the value is not.
  private static func withoutValues(_ message: String) -> [String] {
    message.split(separator: " ").map(String.init).filter { $0.allSatisfy(\.isLetter) && $0 != "of" }
      .filter { !["a", "an", "the", "string", "array", "number"].contains($0) }
  }

  /// Values that a test has checked, code that may be meant to fail, and members that a path to many nodes
  /// skips.
  @Test(arguments: [
    "let n = null\nif $n != null { $n + 1 }", "let n = null\n$n ?? 1",
    "let l = []\nif length($l) > 0 { $l[0] }",
    "let n = null\nif $n == null { fail \"no\" }\n$n + 1",
    "let n = 5\nif type($n) == \"string\" { $n | upper }",
    "let n = 0\nif $n > 0 { 6 / $n }", "try { 1 + \"a\" } catch { 2 }", "fails { 1 + \"a\" }",
    "let o = {a: 1}\n$o.b?", "let o = {a: 1}\n$o.b[*]", "let o = {a: 1}\n$o..b",
    "let o = {a: 1}\n$o.b = 2\n$o.b",
    "let l = [1, {a: 2}]\n$l[*].a", "let l = [{a: 1}, {b: 2}]\n$l | map @.a?",
    "let x = null\ndef f() { \"$x\" }\nf",
    "let l = [{a: null}]\n$l | where @.a != null | map @.a + 1",
    "def f(a) { $a + 1 }\ntry { f(\"x\") } catch { 1 }",
    "def f(a) { if type($a) == \"string\" { $a | upper } else { $a + 1 } }\nf(1)\nf(\"x\")",
    "def f(n) { if $n < 1 { 1 } else { $n * f($n - 1) } }\nf(5)", "let s = \"5\"\nint($s) + 1",
    "let o = {a: 1}\n\"a\" in $o", "let x = if 1 == 2 { null } else { 5 }\n$x + 1", "1 / 0",
    "def f(a = null) { $a ?? 1 }\nf()", "test \"a\" { fails { f(1) } }\ndef f(a) { $a | upper }",
    "let l = [1, \"a\"]\nfor x in $l { if type($x) == \"number\" { $x + 1 } }", "[1] | set @.b 2",
    "{a: 1} | set @.b 2", "let n = 1\nwhile $n < 3 { $n += 1 }\n$n + 1",
  ])
  func whatMayBeRightIsLeftToTheRun(program: String) {
    let errors = Machinery.faults(program).split(separator: "\n").filter { !$0.contains("warning") }
    #expect(errors == [])
  }

  /// A program that doubles a text in each line must not fill the memory before it runs.
  @Test func whatIsKnownStaysSmall() {
    for doubled in ["$x + $x", "[$x, $x]", "{a: $x, b: $x}", "\"$x$x\""] {
      let lines = (0..<200).map { number in
        "let y\(number) = " + doubled.replacing("$x", with: number == 0 ? "$z" : "$y\(number - 1)")
      }
      let program = "let z = \"z\"\n" + lines.joined(separator: "\n") + "\n$y199 | type"
      #expect(!Machinery.faults(program).contains("error"))
    }
  }

  private static let outside = "a block that runs in parallel must not assign to a variable outside it, but "

  @Test(arguments: [
    ("let n = 0\n[1] | each --parallel 2 { $n += 1 }\n$n", "2:27", "assigns to $n"),
    ("let n = 0\ndef f() { $n += 1 }\n[1] | each --parallel 2 { f() }\n$n", "3:27", "'f' assigns to $n"),
    (
      "let n = 0\ndef f() { g }\ndef g() { f; $n += 1 }\n[1] | each --parallel 2 { f }\n$n", "4:27",
      "'f' assigns to $n"
    ),
    ("def f(n) { [1] | each --parallel 2 { [2] | each { $n = 1 } } }", "1:51", "assigns to $n"),
  ])
  func whatParallelBlocksMustNotDo(program: String, place: String, found: String) {
    #expect(Machinery.faults(program) == "\(place) \(Self.outside)\(found)")
  }

  @Test(arguments: [
    "let n = 0\n[1] | each { $n += 1 }\n$n",
    "[1] | each --parallel 2 { let n = 0; [2] | each { $n += @ }; $n }",
    "def f(n) { $n = 1 }\n[1] | each --parallel 2 { f(@) }",
    "[1] | each --parallel 2 { for x in [1] { $x = 2 } }",
  ])
  func whatParallelBlocksMayDo(program: String) {
    #expect(Machinery.faults(program) == "")
  }

  /// A part that cannot be parsed is reported once, and faults that follow from it are not reported.
  @Test(arguments: [
    (
      "let x = %\n$x\nprnt 1",
      "1:9 a value must stand here, but found '%'\n3:1 no command 'prnt'; did you mean 'print'?"
    ),
    ("let x = 1\n$y = %\n$y", "2:6 a value must stand here, but found '%'"),
    (
      "if % { let x = 1; break }\nprint $z",
      "1:4 a value must stand here, but found '%'\n1:19 'break' must stand in a loop\n2:7 no variable $z"
    ),
    ("while true {\nif true { 1 } }\nbreak }", "3:7 '}' must close a bracket, but none is open"),
    ("$x = 1\n$x\n$x", "1:1 no variable $x"), ("$x\n$x", "1:1 no variable $x"),
    (
      "let count = 1\n$cuont\n$cuont",
      "2:1 no variable $cuont; did you mean '$count'?\n3:1 no variable $cuont; did you mean '$count'?"
    ),
    ("let x = 1\nx", "2:1 no command 'x'"),
  ])
  func oneMistakeIsToldOnce(program: String, faults: String) {
    #expect(Machinery.faults(program) == faults)
  }
}
