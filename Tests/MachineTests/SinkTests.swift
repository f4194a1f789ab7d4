import Testing

@testable import Machine

/// The machine's part of `save`: a stage that takes items while they come.
@Suite struct SinkTests {
  @Test(arguments: [
    ("1..600 | drain", "600 items, 1 to 600, in 3"),
    ("numbers 600 | where @ > 300 | drain", "300 items, 301 to 600, in 2"),
    ("numbers 3 | drain", "3 items, 1 to 3, in 1"),
    ("numbers 0 | drain", "0 items, - to -, in 1"),
    ("1..5 | sort-by -@ | drain", "drained [5,4,3,2,1]"),
    ("[1, 2] | drain", "drained [1,2]"),
    ("[1, 2] | where @ > 1 | drain", "1 items, 2 to 2, in 1"),
    ("{a: 1, b: 2} | select a | drain", #"drained {"a":1}"#),
    ("drain [1]", "drained [1]"),
    ("1..3 | count | drain", "drained 3"),
    ("1..9 | first 2 | drain", "2 items, 1 to 2, in 1"),
    (
      "1..2 | each { 1..3 | drain; @ } | drain",
      "3 items, 1 to 3, in 1\n3 items, 1 to 3, in 1\n2 items, 1 to 2, in 1"
    ),
    ("let x = 1..3 | drain\nprint($x == null)", "3 items, 1 to 3, in 1\ntrue"),
    ("1..3 | drain | print", "3 items, 1 to 3, in 1\nnull"),
  ]) func itemsGoThereAsTheyCome(code: String, expected: String) {
    #expect(Machinery.run(code) == expected)
  }

  /// `open config.json | save copy.json`: the value is not a list, and is not turned into one.
  @Test func aStreamThatIsNoListGoesThereWhole() {
    #expect(Machinery.run("numbers (-7) | drain") == "one value, -7 to -7, in 1")
    #expect(Machinery.run("numbers (-7) | map @ | drain").hasPrefix("let go\n1:"))
  }

  @Test func aFailureLetsItGo() {
    #expect(Machinery.run("1..9 | map 1 / (5 - @) | drain").hasPrefix("let go\n1:"))
    #expect(
      Machinery.run("try { 1..9 | map 1 / (5 - @) | drain } catch e { print caught }; print after")
        == "let go\ncaught\nafter")
    #expect(
      Machinery.run("1..2 | each { try { 1 / 0 } catch e { 7 } } | drain") == "2 items, 7 to 7, in 1")
  }
}
