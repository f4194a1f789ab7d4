import Machine
import Testing

/// `each` with its flags, and `every`: what the machine asks of the world.
@Suite struct EachTests {
  @Test(arguments: [
    ("1..4 | each { if @ == 2 { continue }; @ * 10 } | to json", "\"[10,30,40]\""),
    ("1..4 | each { for i in 1..3 { if $i == 2 { continue }; if $i == 3 { break } }; @ } | sum", "10"),
    ("1..4 | each { if @ % 2 == 0 { continue } else { print @ } } | count", "1\n3\n0"),
    ("1..3 | each --keep-going { if @ == 2 { continue }; @ } | map @.value | to json", "\"[1,null,3]\""),
    ("1..3 | each { try { if @ == 2 { continue }; fail \"no\" } catch { @ } } | to json", "\"[1,3]\""),
    ("for x in [1, 2] { [3, 4] | each { if @ == 3 { continue }; print $x + @ } }", "5\n6"),
    ("def f(l) { $l | each { if @ == 1 { continue }; @ } }\nf([1, 2]) | to json", "\"[2]\""),
  ]) func continueEndsTheItem(program: String, shown: String) {
    #expect(Machinery.run(program.replacing("print $x + @", with: "print($x + @)")) == shown)
  }

  @Test func continueEndsTheItemOfAFiberToo() {
    let shown = Machinery.run("1..4 | each --parallel 2 { if @ == 2 { continue }; @ } | to json")
    #expect(shown == "disbanded with 0\n\"[1,3,4]\"")
  }

  @Test(arguments: [
    ("[1, 2, 3] | each --parallel 2 { @ * 10 } | to json", "disbanded with 0\n\"[10,20,30]\""),
    ("[1, 2, 3] | each --parallel 2 { if @ != 2 { @ } } | count", "disbanded with 0\n2"),
    ("let n = 5\n1..2 | each --parallel (1 + 1) { @ + $n } | sum", "disbanded with 0\n13"),
    ("def f(x) { $x * $n }\nlet n = 3\n1..2 | each --parallel 9 { f(@) } | sum", "disbanded with 0\n9"),
    (
      "let n = 1\n1..3 | each { $n += 1; @ } | each --parallel 1 { $n } | to json",
      "disbanded with 0\n\"[2,3,4]\""
    ),
    (
      "[[1, 2], [3]] | each --parallel 2 { @ | each --parallel 2 { @ + 1 } | sum } | to json",
      "disbanded with 0\ndisbanded with 0\ndisbanded with 0\n\"[5,4]\""
    ),
    ("1..2 | each --parallel 2 { let x = @; [10, 20] | map @ + $x } | flatten | sum", "disbanded with 0\n66"),
    ("[] | each --parallel 2 { @ } | count", "disbanded with 0\n0"),
    // A block's fiber has little room at first.
    (
      "def f(n) { for x in [1, 2] { for y in [$x] { let z = $y } }; if $n == 0 { 0 } else { $n + f($n - 1) } }\n"
        + "[300, 400] | each --parallel 2 { let a = 1; let b = f(@); $a + $b } | to json",
      "disbanded with 0\n\"[45151,80201]\""
    ),
  ]) func fibersGiveTheirResultsInOrder(program: String, shown: String) {
    #expect(Machinery.run(program) == shown)
  }

  @Test(arguments: [
    ("numbers 90 | each --parallel 3 { @ } | first 2 | sum", "closed at 4\ndisbanded with 2\n3"),
    (
      "try { 1..9 | each --parallel 2 { @ } | each { fail \"no\" } } catch e { $e.message }",
      "disbanded with 1: no\n\"no\""
    ),
    (
      "1..2 | each --parallel 1 { @ } | each { try { fail \"a\" } catch e { print $e.message } }",
      "a\na\ndisbanded with 0"
    ),
    (
      "def f(x) { 1..9 | each --parallel 3 { @ } | map 1 / $x }\ntry { f(0) } catch { 7 }",
      "disbanded with 2: the right side of '/' must not be 0\n7"
    ),
    ("1..9 | each --parallel 2 { @ } | each { fail \"no\" }", "disbanded with 1: no\n1:41 no"),
  ]) func whoLeavesAGroupDisbandsIt(program: String, shown: String) {
    #expect(Machinery.run(program) == shown)
  }

  @Test(arguments: [
    (
      "[1, 0] | each --keep-going { 4 / @ } | to json",
      """
      kept: the right side of '/' must not be 0
      "[{\\"item\\":1,\\"ok\\":true,\\"value\\":4,\\"error\\":null},{\\"item\\":0,\\"ok\\":false,\\"value\\":null,\
      \\"error\\":{\\"kind\\":\\"script\\",\\"status\\":null,\\"message\\":\\"the right side of '/' must not be 0\\",\
      \\"error_code\\":null,\\"errors\\":null,\\"results\\":null,\\"hint\\":null}}]"
      """
    ),
    (
      "[1, 0] | each --keep-going --parallel 2 { 4 / @ } | map @.ok | to json",
      "kept: the right side of '/' must not be 0\ndisbanded with 0\n\"[true,false]\""
    ),
    ("[1, 2] | each --keep-going { null } | map @.value | to json", "\"[null,null]\""),
    ("let n = 0\n[1, 2] | each --keep-going --pace 9/s { $n += @ } | ignore\n$n", "waited\nwaited\n3"),
  ]) func rowsTellWhatFailed(program: String, shown: String) {
    #expect(Machinery.run(program) == shown)
  }

  @Test(arguments: [
    (
      "let n = 0\n[1] | each --parallel $n { @ }",
      "each --parallel takes a whole number from 1 to 1000, but has the number 0"
    ),
    (
      "let n = \"a\"\n[1] | each --parallel $n { @ }",
      "each --parallel takes a whole number from 1 to 1000, but has the string \"a\""
    ),
    (
      "let p = \"5/x\"\n[1] | each --pace $p { @ }",
      "each --pace takes a number of starts such as 20/m, 5/s or 100/h, but has the string \"5/x\""
    ),
    (
      "let d = 0\nevery $d { 1 }",
      "every takes a duration of a millisecond or more, such as 30s or 5m, but has the number 0"
    ),
  ]) func whatSetsThePaceIsChecked(program: String, message: String) {
    #expect(Machinery.run(program).hasSuffix(message))
  }

  @Test func everyShowsFailuresAndGoesOn() {
    let machinery = Machinery()
    machinery.interruptsAfter = 8
    machinery.run("let n = 0\nevery 5m { $n += 1; print $n; if $n == 2 { fail \"two\" } }")
    #expect(
      machinery.lines == [
        "waited", "1", "waited", "2", "shown: two", "waited", "3", "waited", "4", "2:31 interrupted",
      ]
    )
  }

  @Test func aPaceSpacesTheStarts() throws {
    let rhythm = try Machinery.rhythm("[1] | each --pace 20/m { @ }")
    #expect(rhythm.take(now: 100) == 0)
    #expect(rhythm.take(now: 100) == 3)
    #expect(rhythm.take(now: 103) == 3)
    #expect(rhythm.take(now: 200) == 0)
    #expect(rhythm.take(now: 201) == 2)
  }

  @Test func aBeatLeavesOutWhatWasMissed() throws {
    let rhythm = try Machinery.rhythm("every 10s { 1 }")
    #expect(rhythm.take(now: 100) == 0)
    #expect(rhythm.take(now: 101) == 9)
    #expect(rhythm.take(now: 110) == 10)
    #expect(rhythm.take(now: 145) == 5)
    #expect(rhythm.take(now: 160) == 0)
    #expect(rhythm.take(now: 160) == 10)
  }
}
