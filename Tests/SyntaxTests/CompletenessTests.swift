import Syntax
import Testing

@Suite struct CompletenessTests {
  @Test(arguments: [
    ("ping", Completeness.complete), ("", .complete), ("if $x { ping }", .complete), ("| count", .complete),
    ("if $x {", .incomplete(opening: "{")), ("for a in $b {\n  if $a {\n  }", .incomplete(opening: "{")),
    ("print (1 +", .incomplete(opening: "(")), ("[1,\n 2", .incomplete(opening: "[")),
    ("{a: 1", .incomplete(opening: "{")),
    ("print \"a $(count", .incomplete(opening: "(")), ("let t = \"\"\"\n a", .incomplete(opening: "\"\"\"")),
    ("let t = \"\"\"", .incomplete(opening: "\"\"\"")),
    ("$x |", .incomplete(opening: nil)), ("1 +", .incomplete(opening: nil)),
    ("let x =", .incomplete(opening: nil)),
    ("print a \\", .incomplete(opening: nil)), ("$a &&", .incomplete(opening: nil)),
    ("print \"a", .invalid), ("x = 5", .invalid), ("ping )", .invalid), ("if $x", .invalid),
    ("let x", .invalid),
    ("x = 5\nif $x {", .invalid),
  ])
  func aTextIsCompleteOrWaitsOrIsFaulty(_ text: String, _ expected: Completeness) {
    #expect(completeness(of: text, vocabulary: FakeVocabulary()) == expected)
  }
}
