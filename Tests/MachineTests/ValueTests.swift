import Testing

/// Values and operators: a program, and its output or its failure.
@Suite struct ValueTests {
  @Test(arguments: [
    ("let a = [1]\nlet b = $a\n$b[0] = 9\n[...$a, ...$b]", "[1,9]"),
    ("let a = {x: {y: 1}}\nlet b = $a\n$b.x.y = 2\n$a\n$b", "{\"x\":{\"y\":1}}\n{\"x\":{\"y\":2}}"),
    ("let a = [1]\nfor x in [1, 2] { $a += [$x] }\n$a | to json", "\"[1,1,2]\""),
    ("let a = [[1]]\nfor r in $a { $r[0] = 7 }\n$a | to json", "\"[[1]]\""),
    ("def f(l) { $l[0] = 5; $l }\nlet a = [1]\nf($a) | to json\n$a | to json", "\"[5]\"\n\"[1]\""),
    ("let a = [1]\n$a[0] = $a\n$a | to json", "\"[[1]]\""),
    ("let o = {}\n$o.self = $o\n$o", "{\"self\":{}}"),
  ])
  func valuesAreCopiedAndNeverShared(program: String, shown: String) {
    #expect(Machinery.run(program) == shown)
  }

  @Test(arguments: [
    ("9223372036854775807 + 1", "9223372036854776000"),
    ("-9223372036854775807 - 2 < -9223372036854775000", "true"),
    ("9223372036854775807 * 2", "18446744073709552000"),
    ("let x = 9223372036854775807\n$x += 1\n$x", "9223372036854776000"),
    ("-(-9223372036854775807 - 1)", "9223372036854776000"),
    ("7 / 2", "3.5"), ("6 / 2", "3"), ("-7 % 3", "-1"), ("7 % -3", "1"), ("5.5 % 2", "1.5"),
    ("1.10", "1.10"), ("1e2", "1e2"), ("[12345678901234567890]", "[12345678901234567890]"),
    ("1.10 + 0", "1.1"), ("0.1 + 0.2", "0.30000000000000004"), ("1.0 == 1", "true"), ("2 - -3", "5"),
    ("500ms", "0.5"), ("2m", "120"), ("1h + 1d", "90000"), ("+966501234567", "\"+966501234567\""),
    ("1 + 2 * 3 - 4", "3"), ("(1 + 2) * 3", "9"), ("-2 * 3", "-6"), ("1 + 2 == 3 && !false", "true"),
  ])
  func numbersAreAsExactAsTheyCanBe(program: String, shown: String) {
    #expect(Machinery.run(program) == shown)
  }

  @Test(arguments: [
    ("89966012345678901234 == 89966012345678901235", "false"),
    ("89966012345678901234 < 89966012345678901235", "true"),
    ("89966012345678901234 in [89966012345678901235]", "false"),
    ("9007199254740993 > 9007199254740992.0", "true"),
    ("[89966012345678901234, 89966012345678901235] | unique | count", "2"),
    ("[89966012345678901234, 89966012345678901235] | tally @ | count", "2"),
    ("[89966012345678901234, 89966012345678901235] | group-by @ | count", "2"),
    ("[89966012345678901235, 89966012345678901234] | sort-by @ | first", "89966012345678901234"),
    ("[9223372036854775808, 9223372036854775807] | min", "9223372036854775807"),
    ("[89966012345678901234] | diff [89966012345678901235] | get @.added", "[89966012345678901235]"),
    (
      "let l = [{id: 89966012345678901234}, {id: 89966012345678901235}]\nlength($l[?@.id == 89966012345678901234])",
      "1"
    ),
    (
      "let l = [{id: 89966012345678901234}, {id: 89966012345678901235}]\nlength($l[?@.id < 89966012345678901235])",
      "1"
    ),
    ("[{n: 1}, {n: 1.0}] | index-by @.n | keys", "[\"1\"]"),
    ("-89966012345678901234", "-89966012345678901234"),
  ])
  func numbersAreComparedToTheLastDigit(program: String, shown: String) {
    #expect(Machinery.run(program) == shown)
  }

  @Test(arguments: [
    ("1 / 0", "1:1 the right side of '/' must not be 0"),
    ("1 % 0", "1:1 the right side of '%' must not be 0"),
    ("let n = 1e400\n-$n", "2:1 the result of '-' must be a number that JSON can hold, but is too large"),
    ("1e308 * 10", "1:1 the result of '*' must be a number that JSON can hold, but is too large"),
    (
      "1 + \"a\"",
      "1:1 '+' takes two numbers, two strings, two arrays or two objects, but has the number 1 and the string \"a\""
    ),
    ("\"a\" - 1", "1:1 '-' takes two numbers, but has the string \"a\" and the number 1"),
    ("-\"a\"", "1:1 '-' takes a number, but has the string \"a\""),
    ("1 < \"a\"", "1:1 '<' takes two numbers or two strings, but has the number 1 and the string \"a\""),
    ("1 <= \"a\"", "1:1 '<=' takes two numbers or two strings, but has the number 1 and the string \"a\""),
    (
      "let x = 1\n$x > \"a\"",
      "2:1 '>' takes two numbers or two strings, but has the number 1 and the string \"a\""
    ),
    (
      "if [1] >= [2] { 1 }",
      "1:4 '>=' takes two numbers or two strings, but has an array of 1 and an array of 1"
    ),
    ("if null > 3 { 1 }", "1:4 '>' takes two numbers or two strings, but has null and the number 3"),
    (
      "let x = null\nif $x >= 3 { 1 }",
      "2:4 '>=' takes two numbers or two strings, but has null and the number 3"
    ),
    (
      "1 in 2",
      "1:1 'in' takes a list, or text in text, or a name in an object, but has the number 1 and the number 2"
    ),
    ("1 matches 'a'", "1:1 'matches' takes text and a pattern, but has the number 1 and the string \"a\""),
    ("\"a\"..3", "1:1 '..' takes two integers, but has the string \"a\" and the number 3"),
    ("true && 1", "1:9 a condition must be true or false, but is the number 1"),
    ("1 || true", "1:1 a condition must be true or false, but is the number 1"),
    ("!1", "1:1 a condition must be true or false, but is the number 1"),
  ])
  func operatorsConvertNothing(program: String, failure: String) {
    #expect(Machinery.run(program, foreseeing: false) == failure)
  }

  @Test(arguments: [
    ("[1, [2]] == [1, [2]]", "true"), ("{a: 1, b: 2} == {b: 2, a: 1}", "true"), ("1 == \"1\"", "false"),
    ("1 != 2", "true"), ("\"a\" < \"b\"", "true"), ("\"ä\" > \"z\"", "true"), ("2 <= 2", "true"),
    ("2 in [1, 2]", "true"), ("\"a\" in {a: null}", "true"), ("\"ell\" in \"hello\"", "true"),
    ("[1] in [[1]]", "true"), ("\"abc\" matches 'b.$'", "true"), ("\"abc\" matches '^b'", "false"),
    ("null ?? 1", "1"), ("false ?? 1", "false"), ("null ?? null ?? 3", "3"),
    ("false && 1", "false"), ("true || 1", "true"),
    ("\"a\" + \"b\"", "\"ab\""), ("{a: 1, b: 1} + {b: 2}", "{\"a\":1,\"b\":2}"),
    ("{...{a: 1}, b: 2, \"c d\": x, [\"e\" + \"f\"]: 3,}", "{\"a\":1,\"b\":2,\"c d\":\"x\",\"ef\":3}"),
    ("let x = 1\n{$x}", "{\"x\":1}"), ("{a: 1, a: 2}", "{\"a\":2}"),
    ("[a, \"b\", ...[1, 2],] | to json", "\"[\\\"a\\\",\\\"b\\\",1,2]\""),
    ("3..1 | to json", "\"[]\""), ("-1..1 | to json", "\"[-1,0,1]\""),
  ])
  func operatorsAndLiterals(program: String, shown: String) {
    #expect(Machinery.run(program, foreseeing: false) == shown)
  }

  @Test(arguments: [
    (#"let n = "Ali"; "Hi $n, ${n}s, $(1 + 2), \$n $5 {{n}} $n?""#, #""Hi Ali, Alis, 3, $n $5 {{n}} Ali?""#),
    (#"let o = {a: [true, {b: 1.50}]}; "$o.a[0] $o.a[1].b.""#, #""true 1.50.""#),
    (#"let l = [1]; "$l[0] $l[0]x[1]""#, #""1 1x[1]""#),
    (#"let n = 1; 'raw $n \n'"#, #""raw $n \\n""#),
    ("let n = 1\n\"\"\"\n  one $n\n    two\n  \"\"\"", #""one 1\n  two""#),
    (#""\u00e9\t\"\\""#, #""é\t\"\\""#),
    (#"[{n: a}] | map "<$(@.n)>""#, #""<a>""#),
  ])
  func textInserts(program: String, shown: String) {
    #expect(Machinery.run(program) == shown)
  }

  @Test(arguments: [
    ("let n = null\n\"a $n\"", "2:4 text takes strings, numbers and booleans in it, but has null"),
    ("let o = {}\n\"a ${o}\"", "2:4 text takes strings, numbers and booleans in it, but has an object"),
    ("\"a $([1])\"", "1:6 text takes strings, numbers and booleans in it, but has an array of 1"),
    ("let o = {name: 1}\n\"a $o.nam b\"", "2:6 no member 'nam'; did you mean 'name'?"),
  ])
  func textRefusesWhatHasNoText(program: String, failure: String) {
    #expect(Machinery.run(program, foreseeing: false) == failure)
  }

  @Test func aValueThatNestsWithoutEndFailsAndIsNoCrash() {
    let limit = "a value must nest less than 2000 deep"
    #expect(Machinery.run("let x = []\nfor i in 1..1000000 { $x = [$x] }").hasSuffix(limit))
    #expect(Machinery.run("let x = {}\nfor i in 1..1000000 { $x = {a: 1, next: $x, b: 2} }").hasSuffix(limit))
    #expect(Machinery.run("1..1000000 | reduce [] [@, $acc, @]").hasSuffix(limit))
    #expect(Machinery.run("let x = [1]\nwhile true { $x = chunk($x, 1) }").hasSuffix(limit))
    #expect(Machinery.run("let x = {a: 1}\nwhile true { let y = $x; $x.a = $y }").hasSuffix(limit))
    #expect(Machinery.run("let x = [1]\nwhile true { $x = group-by($x, 1) }").hasSuffix(limit))
    #expect(Machinery.run("let x = 1..100000 | map {a: [@]} | group-by @.a[0] % 7\nlength($x)") == "7")
  }

  /// The deep part may stand anywhere in a wide array or object, and may have got there in any way.
  @Test(arguments: [
    "let x = 1\nfor i in 1..100000 { $x = [1, 2, $x, 3, 4] }",
    "let x = 1\nfor i in 1..100000 { $x = [1, 2, 3, 4, 5, $x, 1, 2, 3, 4, 5] }",
    "let x = 1\nfor i in 1..100000 { $x = [[], {}, [1], [2], [3], $x, [], {}, [1], [2], [3]] }",
    "let x = 1\nfor i in 1..100000 { $x = {a: 1, b: [], c: {}, d: [], e: $x, f: {}, g: [], h: 1, i: 2} }",
    "let x = 1\nfor i in 1..100000 { $x = [1, {a: [2, 3, [4], $x, [5], 6, 7], b: {}}, 8, 9] }",
    "let w = 1..50\nlet x = 1\nfor i in 1..100000 { $x = [...$w, $x, ...$w] }",
    "let w = 1..2000\nlet x = 1\nfor i in 1..20000 { $x = [...$w, $x, ...$w] }",
    "let w = 1..50 | map [@]\nlet x = 1\nfor i in 1..100000 { $x = [...$w, $x, ...$w] }",
    "let d = [1]\nfor i in 1..60 { $d = [$d, $d] }\nlet x = 1\nfor i in 1..100000 { $x = [$d, $d, $x, $d, $d] }",
    "let x = [1]\nfor i in 1..100000 { $x = [0, 0, 0, 0, 0] + [$x] + [0, 0, 0, 0, 0] }",
    "let x = [1]\nfor i in 1..100000 { let y = [0, 0, 0, 0, 0]; $y += [$x]; $y += [1, 2, 3, 4, 5]; $x = $y }",
    "let x = 1\nlet w = 1..11\nfor i in 1..100000 { let y = $w; $y[5] = $x; $x = $y }",
    "let x = 1\nlet o = {a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9}\nfor i in 1..100000 { let y = $o; $y.e = $x; $x = $y }",
    "let x = [1]\nfor i in 1..100000 { let y = $x; $x = 1..11 | map (if @ == 6 { $y } else { @ }) }",
    "1..100000 | reduce [] [1, 2, 3, 4, 5, $acc, 1, 2, 3, 4, 5]",
    "let x = 1\nfor i in 1..100000 { for j in 1..500 { let y = [$j] }; if $i > 0 { $x = [1, 2, 3, 4, 5, $x, 6, 7, 8, 9, 0] } }",
  ])
  func aValueThatNestsThroughTheMiddleFailsAndIsNoCrash(program: String) {
    #expect(Machinery.run(program).hasSuffix("a value must nest less than 2000 deep"))
  }
}
