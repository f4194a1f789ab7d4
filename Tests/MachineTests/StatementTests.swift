import Testing

@Suite struct StatementTests {
  @Test(arguments: [
    ("let o = {a: 1}\n$o.b = 2\n$o[\"c\"] = 3\n$o.a += 4\n$o", #"{"a":5,"b":2,"c":3}"#),
    ("let l = [1, 2, 3]\n$l[-1] = 9\n$l[0] *= 5\n$l | to json", #""[5,2,9]""#),
    ("let x = 10\n$x -= 1; $x *= 4; $x /= 6; $x %= 4\n$x", "2"),
    ("let s = \"a\"\n$s += \"b\"\n$s", #""ab""#),
    ("let o = {l: [{n: 1}]}\nlet k = \"n\"\n$o.l[0][$k] += 1\n$o", #"{"l":[{"n":2}]}"#),
    ("let x = 1\nif true { let x = 2; $x = 3 }\n$x", "1"),
    ("let x = 1\nif true { $x = 3 }\n$x", "3"),
    ("let x = 1\nif true { let x = $x + 1; print $x }", "2"),
  ])
  func assignmentsChangeWhatTheyName(program: String, shown: String) {
    #expect(Machinery.run(program) == shown)
  }

  @Test(arguments: [
    ("let o = {ab: 1}\n$o.x.y = 1", "2:1 no member 'x'"),
    ("let o = {message: 1}\n$o.mesage += 1", "2:1 no member 'mesage'; did you mean 'message'?"),
    ("let l = [1]\n$l[1] = 2", "2:1 no item [1]: the list has 1, from [0] to [0]"),
    ("let l = []\n$l[-1] = 2", "2:1 no item [-1]: the list is empty"),
    ("let l = [1]\n$l.a = 2", "2:1 an index must be an integer, but is the string \"a\""),
    ("let x = 1\n$x.a = 2", "2:1 only an array or an object has parts, but this is the number 1"),
    ("let o = {a: 1}\ntry { $o.a += \"x\" } catch { }\n$o", #"{"a":1}"#),
  ])
  func aFailedAssignmentChangesNothing(program: String, failure: String) {
    #expect(Machinery.run(program) == failure)
  }

  @Test(arguments: [
    ("if 1 > 2 { 1 } else if 2 > 1 { 2 } else { 3 }", "2"),
    ("if false { 1 }", ""),
    ("let x = if true { let y = 1; $y + 1 } else { 0 }\n$x", "2"),
    ("let x = if false { 1 }\n$x ?? \"none\"", #""none""#),
    ("let i = 0\nwhile $i < 10 { $i += 1; if $i == 2 { continue }; if $i > 3 { break }; print $i }", "1\n3"),
    ("for x in [1, 2, 3] { if $x == 2 { continue }; print $x }", "1\n3"),
    ("for k, v in ({a: 1, b: 2}) { print \"$k=$v\" }", "a=1\nb=2"),
    ("for i, x in [a, b] { print \"$i$x\" }", "0a\n1b"),
    ("for i in 1..3 { for j in 1..3 { if $j == $i { break }; print \"$i$j\" } }", "21\n31\n32"),
    ("for x in [] { print 1 }\nfor i in 1..0 { print 1 }", ""),
    (
      "for i in 9223372036854775806..9223372036854775807 { print $i }",
      "9223372036854775806\n9223372036854775807"
    ),
    ("let l = [1, 2]\nfor x in $l { $l += [$x] }\nlength($l)", "4"),
    ("let i = 0\nwhile $i < 3 { $i += 1 }\n$i", "3"),
    ("let x = try { for i in 1..3 { } } catch { 1 }\n$x ?? \"null\"", #""null""#),
    ("let x = if true { let y = 1 }\n$x ?? \"null\"", #""null""#),
  ])
  func blocksAndLoops(program: String, shown: String) {
    #expect(Machinery.run(program) == shown)
  }

  @Test(arguments: [
    ("let n = 1\n$n = 2\nif $n { 2 }", "3:4 a condition must be true or false, but is the number 2"),
    ("let l = [1] | first 1\nwhile $l { }", "2:7 a condition must be true or false, but is an array of 1"),
    ("if [1] | first { 2 }", "1:4 a condition must be true or false, but is the number 1"),
    ("[1] | where @", "1:13 a condition must be true or false, but is the number 1"),
    ("for x in 5 { }", "1:10 a loop runs over a list, but has the number 5"),
    ("for x in ({a: 1}) { }", "1:10 a loop runs over a list, but has an object"),
    ("for k, v in 5 { }", "1:13 a loop runs over a list or an object, but has the number 5"),
    ("for i in 1..\"a\" { }", "1:10 '..' takes two integers, but has the number 1 and the string \"a\""),
    ("assert 1 == 2", "1:8 the assertion must hold, but 1 == 2 does not"),
    ("let x = 5\nassert $x < 2 + 1", "2:8 the assertion must hold, but 5 < 3 does not"),
    ("assert !true", "1:8 the assertion must hold, but does not"),
    ("assert \"b\" in [\"a\"]", "1:8 the assertion must hold, but \"b\" in [\"a\"] does not"),
    ("assert \"b\" matches \"^a\"", "1:8 the assertion must hold, but \"b\" matches \"^a\" does not"),
    ("fails usage { fail \"no\" }", "1:1 the block must fail with 'usage', but failed with 'script': no"),
    ("assert 1 == 2, \"sums $(1 + 1)\"", "1:8 sums 2"),
  ])
  func conditionsAndLoopsAreStrict(program: String, failure: String) {
    #expect(Machinery.run(program, foreseeing: false) == failure)
  }

  @Test(arguments: [
    ("def f(a, b = 2) { $a + $b }\nf(1)\nf(1, 5)\nf 1 b=3\nf b=1 a=2\n4 | f", "3\n6\n4\n3\n6"),
    ("def f(a, b = $a * 2) { $b }\nf(3)", "6"),
    ("def f(x) { if $x > 2 { return \"big\" }; \"small\" }\nf(3)\nf(1)", "\"big\"\n\"small\""),
    ("def f() { for i in 1..9 { if $i == 4 { return $i } } }\nf()", "4"),
    ("def f(n) { if $n < 2 { $n } else { f($n - 1) + f($n - 2) } }\nf(15)", "610"),
    ("def even(n) { $n == 0 || odd($n - 1) }\ndef odd(n) { $n != 0 && even($n - 1) }\neven(10)", "true"),
    ("let k = 10\ndef f(x) { $x * $k }\n[1, 2] | map f(@)", "10\n20"),
    ("let n = 0\ndef f() { $n += 1; $n }\nf() + f()\n$n", "3\n2"),
    ("print(g())\ndef g() { 1 }", "1"),
    ("def f() { return }\nf() ?? \"null\"", #""null""#),
    ("def f(l) { $l | map @ + 1 }\n[1, 2] | f | sum", "5"),
  ])
  func defs(program: String, shown: String) {
    #expect(Machinery.run(program) == shown)
  }

  @Test func aDefThatNeverEndsFailsAndIsNoCrash() {
    #expect(Machinery.run("def f(n) { f($n + 1) }\nf(1)").hasPrefix("1:12 calls must nest less than"))
    #expect(Machinery.run("def f() { [1] | each { f() } }\nf()").contains(" calls must nest less than"))
    #expect(Machinery.run("def f() { f() }\ntry { f() } catch e { print $e.kind }") == "script")
  }

  @Test func aVariableThatIsNotSetYetFails() {
    #expect(
      Machinery.run("def f() { $x }\nf()\nlet x = 1")
        == "1:11 $x must be set before it is read: its 'let' has not run yet")
  }

  @Test(arguments: [
    (
      "try { fail \"no\" } catch e { print $e.kind $e.message }",
      "does not check: 1:29 print takes one value, but has 2"
    ),
    ("try { fail \"no\" } catch e { \"$e.kind $e.message\" }", #""script no""#),
    ("let x = try { 1 / 0 } catch { 5 }\n$x", "5"),
    (
      "try { fail \"x\" } catch e { $e }",
      #"{"kind":"script","status":null,"message":"x","error_code":null,"errors":null,"results":null,"hint":null}"#
    ),
    ("try { try { fail \"a\" } catch e { fail $e } } catch f { $f.message }", #""a""#),
    ("try { try { fail \"a\" } catch e { fail \"b\" } } catch f { $f.message }", #""b""#),
    ("fail \"stop\"", "1:1 stop"),
    ("let e = fails { 1 / 0 }\n$e.kind", #""script""#),
    ("let e = fails script { fail \"a\" }\n$e.message", #""a""#),
    ("fails { 1 }", "1:1 the block must fail, but it did not"),
    ("fails auth { 1 }", "1:1 the block must fail with 'auth', but it did not"),
    (
      "fails auth { 1 / 0 }",
      "1:1 the block must fail with 'auth', but failed with 'script': the right side of '/' must not be 0"
    ),
    ("def f() { 1 / 0 }\ntry { f() } catch e { $e.message }", #""the right side of '/' must not be 0""#),
    (
      "for i in 1..3 { try { if $i == 2 { fail \"two\" }; print $i } catch e { print $e.message } }",
      "1\ntwo\n3"
    ),
    ("for x in numbers(9) { try { break } catch { } }", "closed at 2"),
    ("try { for x in numbers(9) { fail \"x\" } } catch { print caught }", "caught"),
  ])
  func failuresAreCaught(program: String, shown: String) {
    #expect(Machinery.run(program) == shown)
  }
}
