import Testing

@Suite struct PipelineTests {
  @Test(arguments: [
    ("let l = [\"7\", \"8\"]\nnumber($l | first)", "7"),
    ("let l = [3, 1]\n{n: $l | count, m: $l | sort-by @ | first} | to json", "\"{\\\"n\\\":2,\\\"m\\\":1}\""),
    ("let l = [3, 1]\n[$l | first 1, $l | last 1, 5] | to json", "\"[[3],[1],5]\""),
    ("let l = [a, b]\n[$l | join \", \", x] | to json", "\"[\\\"a, b\\\",\\\"x\\\"]\""),
    ("let k = \"a\"\nlet o = {[$k | upper]: 1}\n$o.A", "1"),
    ("let l = [{n: 2, m: 1}]\n[$l | select n, $l | map @.n + @.m] | to json", "\"[[{\\\"n\\\":2}],[3]]\""),
    ("length(1..9 | where @ > 5)", "4"), ("max([1, 2] | map @ * 2, )", "4"),
    ("[[1, 2] | map { a: @ }, 3] | flatten | count", "3"),
    ("number([\"1\", \"2\"]\n  | last)", "2"),
  ])
  func itemsOfListsAndArgumentsOfCallsMayHaveStages(program: String, shown: String) {
    #expect(Machinery.run(program) == shown)
  }

  @Test(arguments: [
    ("[1, 2, 3] | where @ > 1 | map @ * 10", "20\n30"),
    ("[1, null, 2] | map @ | to json", #""[1,null,2]""#),
    ("[1, 2, 3] | each { if @ != 2 { @ } } | to json", #""[1,3]""#),
    ("[1, 2] | each { let x = @ * 2; $x + 1 }", "3\n5"),
    ("[1, 2, 3] | first", "1"), ("[1, 2, 3] | first 2 | to json", #""[1,2]""#),
    ("[1, 2] | first 0 | to json", #""[]""#),
    ("[1, 2] | first 9 | to json", #""[1,2]""#), ("[1, 2, 3] | skip", "2\n3"), ("[1, 2, 3] | skip 2", "3"),
    ("[1, 2] | skip 9 | to json", #""[]""#), ("[1, 2, 3] | last", "3"),
    ("[1, 2, 3] | last 2 | to json", #""[2,3]""#),
    ("1..9 | until @ > 3 | sum", "6"), ("[1, 2] | any @ == 2", "true"), ("[] | any @", "false"),
    ("[1, 2] | all @ > 0", "true"), ("[] | all @", "true"), ("1..4 | reduce 0 $acc + @", "10"),
    ("1..4 | reduce {} $acc + {[\"k$(@)\"]: @}", #"{"k1":1,"k2":2,"k3":3,"k4":4}"#),
    ("1..3 | reduce [] $acc + [$acc] | length", "3"),
    ("let s = []\nlet t = 1..3 | reduce $s $acc + [@]\nlength($s)\nlength($t)", "0\n3"),
    ("1..5 | chunk 2 | map length(@) | to json", #""[2,2,1]""#),
    ("for c in 1..5 | chunk 2 { print $c }", "[1,2]\n[3,4]\n[5]"),
    ("for x in [[1, 2], [3]] | flatten { if $x == 3 { break }; print $x }", "1\n2"),
    ("[1, 1, 2, 1] | unique | to json", #""[1,2]""#), ("[null, null] | unique | to json", #""[null]""#),
    ("[{a: 1}, {a: 1}] | unique | count", "1"), ("[1, 2, 3, 4] | unique @ % 2 | to json", #""[1,2]""#),
    ("[{a: 1}, {a: 2}, {a: 1}] | unique @.a | where @.a > 1", #"{"a":2}"#),
    ("[3, 1, 2] | sort-by @ | map @ * 2 | first", "2"),
    ("[3, 1, 2] | where @ > 1 | sort-by @ --desc | to json", #""[3,2]""#),
    ("[1, 2, 3] | where @ > 1 | count", "2"), ("[[1, 2], [3]] | each { @ | map @ * 2 | sum }", "6\n6"),
    (
      "[{k: a, n: 1}, {k: b, n: 2}, {k: a, n: 3}] | group-by @.k | map \"$(@.key)$(@.items | map @.n | sum)\"",
      "\"a4\"\n\"b2\""
    ),
    ("[a, b] | map upper(@) | join \", \"", #""A, B""#), ("[1, 2, 3] | reverse | first", "3"),
    ("count [1, 2]", "2"), ("count([1, 2])", "2"), ("[1, 2] | count", "2"), ("where [1, 2] @ > 1", "2"),
    ("where([1, 2], @ > 1) | to json", #""[2]""#), ("map([1, 2], @ + 1)[0]", "2"), ("sum(1..4)", "10"),
    ("{id: 1, b: 2} | select id", #"{"id":1}"#), ("[{id: 1, b: 2}] | omit b", #"[{"id":1}]"#),
    ("{id: 1, b: {c: 2, d: 3}} | select b.c x?", #"{"b":{"c":2},"x":null}"#),
    ("let f = [a, \"b.c\"]\n{id: 1, a: 2, b: {c: 3}} | select ...$f id", #"{"a":2,"b":{"c":3},"id":1}"#),
    ("let f = [a]\nselect([{id: 1, a: 2}], ...$f)", #"[{"a":2}]"#), ("{id: 1} | select ...[]", "{}"),
    ("{id: 1, b: 2, c: 3} | omit b | select c", #"{"c":3}"#),
    ("if true { [1, 2] } else { [] } | map @ + 1", "2\n3"), ("try { fail \"a\" } catch { [5] } | first", "5"),
    ("let x = [1, 2] | map @ | where @ > 1\n$x | to json", #""[2]""#),
    ("[1, 2] | ignore\n5 | ignore\nnull | ignore\nnumbers 3 | ignore", ""),
    ("[[3, 4], [5]] | map @[0] + (@ | where @ > 3 | count)", "4\n6"),
    ("[1, 2] | each { [10, 20] | each { @ + 1 } | sum }", "32\n32"),
    ("[1, 2, 3]\n$ | map @ + 1\n$ | sum", "[1,2,3]\n2\n3\n4\n9"),
    ("let o = {k: [1, 2, 3]}\n[{k: 2}] | map @.k in $o.k", "true"),
  ])
  func stages(program: String, shown: String) {
    #expect(Machinery.run(program) == shown)
  }

  @Test(arguments: [
    ("[] | first", "1:6 first takes a list with an item, but has none"),
    ("let n = 0\n$n = -1\n[1] | first $n", "3:7 first takes a count from 0 on, but has the number -1"),
    ("5 | map @", "1:5 map takes a list, but has the number 5"),
    ("{a: 1} | where @", "1:10 where takes a list, but has an object"),
    ("[1, 2] | map @ / (@ - 1)", "1:14 the right side of '/' must not be 0"),
    ("[1, \"a\"] | sum", "1:12 sum takes numbers, but has the string \"a\""),
    ("let l = [1]\n$l | map $l[@]", "2:12 no item [1]: the list has 1, from [0] to [0]"),
    ("[1]\n  | map @\n  | where @.x", "3:12 '.x' takes an object, but has the number 1"),
  ])
  func stagesFailWhereTheyStand(program: String, failure: String) {
    #expect(Machinery.run(program, foreseeing: false) == failure)
  }

  /// The test's stream gives two items at a time. When it is closed, it says how many it has given.
  @Test(arguments: [
    ("numbers 9 | first 2", "1\n2\nclosed at 2"), ("numbers 9 | first", "closed at 2\n1"),
    ("numbers 9 | first 0", ""), ("numbers 9 | map @ | chunk 2 | first 0 | count", "0"),
    ("numbers 9 | until @ == 4", "1\n2\n3\nclosed at 4"),
    ("numbers 9 | any @ == 3", "closed at 4\ntrue"), ("numbers 3 | any @ == 9", "false"),
    ("numbers 9 | all @ < 3", "closed at 4\nfalse"), ("numbers 9 | count", "counted\n9"),
    ("numbers 4 | where @ > 2 | count", "2"),
    ("for x in numbers 9 { print $x; if $x == 3 { break } }", "1\n2\n3\nclosed at 4"),
    ("def f() { for x in numbers(9) { if $x == 3 { return $x } } }\nf()", "3"),
    ("numbers 9 | each { print @; @ } | first 1", "1\n1\nclosed at 2"),
    ("numbers 4 | chunk 3 | first | to json", "closed at 4\n\"[1,2,3]\""),
    ("let l = numbers 3\n$l | to json", #""[1,2,3]""#), ("numbers 3 | map @ * 2", "2\n4\n6"),
    ("numbers(3) | sum", "6"), ("[...(numbers 2), 9] | to json", #""[1,2,9]""#), ("(numbers 3)[1]", "2"),
    ("numbers 9 | where @ % 2 == 0 | skip 1 | first 1", "4\nclosed at 4"),
    ("numbers 9 | sort-by @ --desc | first 1", "9"),
  ])
  func aStreamIsReadAsFarAsItIsWanted(program: String, shown: String) {
    #expect(Machinery.run(program) == shown)
  }

  @Test(arguments: [
    "while true { }", "while true { continue }", "while true { try { fail \"x\" } catch { } }",
    "for i in 1..9223372036854775807 { }", "1..9223372036854775807 | where false | count",
    "1..9223372036854775807 | reduce 0 @", "def f() { while true { continue } }\nf()",
    "1..9223372036854775807 | first 9000000000000000000 | ignore",
    "1..9223372036854775807 | each { } | count",
  ])
  func anInterruptionStopsWhatHasNoEnd(program: String) {
    let machinery = Machinery()
    machinery.interruptsAfter = 1
    machinery.run("print now\n" + program)
    #expect(machinery.lines.last?.hasSuffix(" interrupted") == true)
  }
}
