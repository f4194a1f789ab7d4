import JSON
import Testing

@testable import Machine

/// Numbers and booleans take a way of their own through the machine, which must give what every other way gives.
@Suite struct PlainRunTests {
  private static let numbers: [Value] = [
    0, 1, -1, 7, 100, -9_007_199_254_740_993, 9_007_199_254_740_992, .int(.max), .int(.min + 1), 0.5, -2.5,
    1.0,
    9_007_199_254_740_992.0, 1e308,
  ]
  private static let others: [Value] = [true, .null, "text", [1], ["a": 1]]

  private func outcome(_ body: () throws(Failure) -> Value) -> String {
    do throws(Failure) { return try body().json } catch { return error.message }
  }

  /// A program that makes a value of that very kind: a literal `1.0` would keep its digits.
  private func text(_ value: Value) -> String {
    if case .double(let double) = value, let integer = Int64(exactly: double) {
      return "\(integer) / 0.5 * 0.5"
    }
    return value.json
  }

  private func run(_ left: Value, _ sign: String, _ right: Value) -> String {
    let shown = Machinery.run(
      "let x = \(text(left))\nlet y = \(text(right))\n$x \(sign) $y", foreseeing: false)
    return shown.hasPrefix("3:") ? String(shown.drop { $0 != " " }.dropFirst()) : shown
  }

  @Test(arguments: numbers)
  func arithmeticOnVariablesIsTheArithmeticOfValues(_ left: Value) {
    let operators: [(String, (Value, Value) throws(Failure) -> Value)] = [
      ("+", Arithmetic.add), ("-", Arithmetic.subtract), ("*", Arithmetic.multiply), ("/", Arithmetic.divide),
      ("%", Arithmetic.remainder),
    ]
    for right in Self.numbers + Self.others {
      for (sign, apply) in operators {
        let expected = outcome { () throws(Failure) in try apply(left, right) }
        #expect(run(left, sign, right) == expected, "\(left) \(sign) \(right)")
      }
    }
  }

  @Test(arguments: numbers)
  func comparisonsOfVariablesAreThoseOfValues(_ left: Value) {
    for right in Self.numbers {
      let order = Value.order(left, right) ?? 0
      let expected = [
        ("<", order < 0), ("<=", order <= 0), (">", order > 0), (">=", order >= 0), ("==", order == 0),
        ("!=", order != 0),
      ]
      for (sign, holds) in expected {
        #expect(run(left, sign, right) == "\(holds)", "\(left) \(sign) \(right)")
        let branch = Machinery.run(
          "let x = \(text(left))\nlet y = \(text(right))\nif $x \(sign) $y { true } else { false }",
          foreseeing: false)
        #expect(branch == "\(holds)", "if \(left) \(sign) \(right)")
      }
    }
  }

  @Test(arguments: numbers)
  func smallIntegersInTheProgramAreAsInVariables(_ left: Value) {
    for right in [0, 1, -3, 7] as [Value] {
      for sign in ["+", "-", "*", "/", "%", "<", "<=", ">", ">=", "==", "!="] {
        let shown = Machinery.run("let x = \(text(left))\n$x \(sign) \(right.json)", foreseeing: false)
        let found = shown.hasPrefix("2:") ? String(shown.drop { $0 != " " }.dropFirst()) : shown
        #expect(found == run(left, sign, right), "\(left) \(sign) \(right)")
      }
    }
  }

  @Test func aRemainderIsComparedAsItIsComputed() {
    let code = """
      for x in [-7, -1, 0, 3, 6, 6.5, "text"] {
        if $x % 3 == 0 { print "$x: 0" } else if $x % 3 != -1 { print "$x: not -1" } else { print "$x: -1" }
      }
      """
    #expect(
      Machinery.run(code, foreseeing: false)
        == """
        -7: -1
        -1: -1
        0: 0
        3: 0
        6: 0
        6.5: not -1
        2:6 '%' takes two numbers, but has the string "text" and the number 3
        """)
  }

  @Test func aLoopEndsWithTheGreatestInteger() {
    #expect(
      Machinery.run("for i in 9223372036854775806..9223372036854775807 { print $i }")
        == "9223372036854775806\n9223372036854775807")
    #expect(Machinery.run("for i in 3..2 { print $i }\nfor i in 2..2 { print $i }") == "2")
  }

  /// What a register held before must be let go, whatever comes into it.
  @Test func aVariableThatHeldATextTakesEveryValue() {
    let code = """
      let list = [1.5]
      for turn in 1..2 {
        let x = "text $turn"
        $x = $turn
        print $x
        $x = "text"
        $x = $turn / 4
        print $x
        $x = "text"
        $x = $turn < 2
        print $x
        $x = "text"
        $x = $list[0]
        print $x
        $x = "text"
        $x = null
        print $x
      }
      """
    #expect(Machinery.run(code) == "1\n0.25\ntrue\n1.5\nnull\n2\n0.5\nfalse\n1.5\nnull")
  }

  @Test func aLoopsVariableMayHoldATextAtTheNextTurn() {
    #expect(Machinery.run("for i in 1..3 { $i = \"at $i\"\nprint $i }") == "at 1\nat 2\nat 3")
    #expect(Machinery.run("for i in [1, 2] { $i = \"at $i\"\nprint $i }") == "at 1\nat 2")
  }

  @Test func aGlobalHasAValueOnlyOnceItsLetHasRun() {
    let code = """
      def raised() { $n += 1
      return $n }
      let n = 1
      print raised()
      $n = "text"
      $n = 2.5
      print raised()
      """
    #expect(Machinery.run(code) == "2\n3.5")
    let early = Machinery.run("def read() { return $n }\nprint read()\nlet n = 1")
    #expect(early.contains("$n"), "\(early)")
  }

  @Test func aDefGivesBackATextAndANumber() {
    let code = """
      def half(n) {
        let text = "half of $n"
        if $n % 2 == 0 { return $n / 2 }
        return $text
      }
      for i in 1..4 { print half($i) }
      """
    #expect(Machinery.run(code) == "half of 1\n1\nhalf of 3\n2")
  }
}
