import Testing

@Suite struct FaultTests {
  @Test(arguments: [
    (
      "$x | where status == \"failed\"",
      "1:12 the item is '@', but found 'status' / write: where @.status == \"failed\""
    ),
    (
      "$x | where .status == \"failed\"",
      "1:12 the item is '@', but found '.status' / write: where @.status == \"failed\""
    ),
    (
      "$x | where status == failed and n > 3 | count",
      "1:12 the item is '@', but found 'status' / write: where @.status == \"failed\" && @.n > 3"
    ),
    (
      "$x | where @.status == failed",
      "1:24 a variable begins with '$' and text stands in quotes, but found 'failed' / write: where @.status == \"failed\""
    ),
    ("$x | where @.a = 1", "1:16 values are compared with '==', but found '=' / write: where @.a == 1"),
    ("$x | where @status == 1", "1:12 the item is '@', but found '@status' / write: where @.status == 1"),
    ("$x | .id", "1:6 a stage must begin with a command / write: map @.id"),
    ("$x | select id, name", "1:15 arguments are separated by spaces, but found ',' / write: select id name"),
    ("$x | select @.id", "1:13 a field is given by its name alone, but found '@' / write: select id"),
  ])
  func theItemIsAt(_ code: String, _ fault: String) { #expect(faults(code) == [fault]) }

  @Test(arguments: [
    ("print $x + 1", "1:10 an argument is one value, but found an operator / write: print($x + 1)"),
    ("print $x > 5", "1:10 an argument is one value, but found an operator / write: print($x > 5)"),
    ("print $x-1", "1:9 an argument is one value, but found an operator / write: print($x-1)"),
    (
      "print \"n\" $x + 1",
      "1:14 an argument is one value, but found an operator / write: print \"n\" ($x + 1)"
    ),
    (
      "messages send content=$x + 1",
      "1:26 an argument is one value, but found an operator / write: messages send content=($x + 1)"
    ),
    ("if count $x > 0 { }", "1:13 an argument is one value, but found an operator / write: count($x) > 0"),
    ("count == 0", "1:7 an argument is one value, but found an operator / write: (count) == 0"),
    ("x == 5", "1:1 a variable begins with '$' and text stands in quotes, but found 'x' / write: $x == 5"),
    (
      "messages send instance = a b=c",
      "1:15 no space may stand around the '=' of an argument / write: instance=a"
    ),
    (
      "messages send instance=",
      "1:15 a value must follow 'instance=', but there is none / instance=\"\" is an empty text"
    ),
    (
      "messages send instance= a", "1:15 no space may stand around the '=' of an argument / write: instance=a"
    ),
    (
      "messages send instance =a", "1:15 no space may stand around the '=' of an argument / write: instance=a"
    ),
    (
      "print\u{A0}1",
      "1:6 white space must follow an argument, but found the character U+00A0 / a plain space must stand here"
    ),
    ("print foo$x", "1:10 white space must follow an argument, but found '$' / write: \"foo$x\""),
    ("print 'it''s'", "1:7 a raw text cannot hold a quote, but found '' / write: \"it's\""),
    ("print “hi”", "1:7 text must be in straight quotes, but found “ / write: print \"hi\""),
  ])
  func argumentsAreValues(_ code: String, _ fault: String) { #expect(faults(code) == [fault]) }

  @Test(arguments: [
    (
      "ping && ping",
      "1:6 '&&' joins values, not commands: a command ends at the end of its line / put ping on its own line"
    ),
    (
      "ping || me",
      "1:6 '||' joins values, not commands: a command ends at the end of its line / write: try { ping } catch { me }"
    ),
    (
      "messages list > out.json",
      "1:15 a value is written to a file by save, not by '>' / write: messages list | save out.json"
    ),
    ("$x > out.json", "1:4 a value is written to a file by save, not by '>' / write: $x | save out.json"),
    (
      "messages list >> o.json",
      "1:15 a value is written to a file by save, not by '>>' / write: messages list | save o.json --append"
    ),
    ("let x = $(ping)", "1:9 '$(' inserts into text, but this is not text / write: (ping)"),
    ("let x = ${x}", "1:9 '${' inserts into text, but this is not text / write: $x"),
    ("// hi", "1:1 a comment begins with '#', but found '//'"),
  ])
  func thisIsNoOtherShell(_ code: String, _ fault: String) { #expect(faults(code) == [fault]) }

  @Test(arguments: [
    (
      "x = 5",
      "1:1 a variable is declared with let and written with '$', but found 'x =' / let x = 5 declares, $x = 5 assigns"
    ),
    (
      "x=5 # five",
      "1:1 a variable is declared with let and written with '$', but found 'x =' / let x = 5 declares, $x = 5 assigns"
    ),
    ("x += 5", "1:1 a variable is declared with let and written with '$', but found 'x +=' / write: $x += 5"),
    ("let $x = 5", "1:5 a name is declared without '$', but found '$x' / write: let x = 5"),
    ("if $x = 5 { ping }", "1:7 values are compared with '==', but found '=' / write: if $x == 5"),
    ("if $x and $y { ping }", "1:7 the operator is '&&', but found 'and' / write: if $x && $y"),
    ("if not $x { ping }", "1:4 the operator is '!', but found 'not' / write: if !$x"),
    ("if $x { } elif $y { }", "1:11 a further branch is 'else if', but found 'elif' / write: else if"),
    (
      "let x = True",
      "1:9 a variable begins with '$' and text stands in quotes, but found 'True' / write: let x = true"
    ),
    ("$x === 5", "1:6 values are compared with '==', but found '=' / write: $x == 5"),
    (
      "let x = $a ? 1 : 2",
      "1:12 a choice is written with if and else, but found '?' / as in: if $n > 1 { \"many\" } else { \"one\" }; or '?' right after a step: $a.b?"
    ),
    ("$a < $b < $c", "1:9 a comparison has two sides, but a third follows / join two comparisons with '&&'"),
    (
      "if {a: 1} == $x { ping }",
      "1:4 '{' opens the body here, but a value must stand before it / an object stands in '( )' here"
    ),
    ("f(...$x | count)", "1:9 a pipeline within a value must stand in '( )'"),
    (
      "f($x, --desc)",
      "1:7 '--desc' belongs to a command, not to a call with '( )' / write it as a command: (name argument …)"
    ),
    (
      "$r.message-id",
      "1:4 a member with '-' in its name stands in brackets, but found '.message-id' / write: ['message-id']"
    ),
    ("let x = 5 print 3", "1:11 a statement must end with its line or ';', but found 'print'"),
    ("else { }", "1:1 'else' must follow the '}' of if"),
    ("$x[0] | let y = 1", "1:9 a command must follow '|', but found 'let'"),
    ("@.a = 1", "1:1 a variable or a member of one must stand before '=', but found '@.a'"),
    (
      "$x[?@..a == 1]",
      "1:5 what is compared must be one value, but this path can select several / count(…) tells how many there are; value(…) is the only one"
    ),
    (
      "print \"\\q\"",
      "1:8 '\\q' is not an escape: after '\\' stands one of \" \\ / b f n r t $ or uHHHH / a backslash in text is '\\\\', and raw text in ' ' has no escapes"
    ),
    ("+12", "1:1 a phone number has 7 to 15 digits, but found '+12'"),
    ("007", "1:1 a number or duration must stand here, but found '007' / write: \"007\""),
  ])
  func statementsAndExpressions(_ code: String, _ fault: String) { #expect(faults(code) == [fault]) }

  @Test(arguments: [
    ("[1, 2", ["1:1 '[' must be closed, but nothing closes it"]),
    ("if $x {\n ping\n", ["1:7 '{' must be closed, but nothing closes it"]),
    ("for a in $b {\n if $c {\n}\nping", ["1:13 '{' must be closed, but nothing closes it"]),
    ("foo(\n  1,\n  2\nlet y = 3\n", ["1:4 '(' must be closed, but nothing closes it"]),
    (
      "print \"abc\nping",
      [
        "1:7 text must end on its line with \", but the line ends first / a text of several lines stands between \"\"\" and \"\"\""
      ]
    ),
    ("print 'abc", ["1:7 text must end on its line with ', but the line ends first"]),
    ("let x = \"\"\"\n  a\n", ["1:9 a text of several lines must end with \"\"\" on a line of its own"]),
    ("ping )", ["1:6 ')' must close a bracket, but none is open"]),
    ("\"\"\"\n a\"\"\"", ["2:3 the closing \"\"\" must stand on a line of its own"]),
    ("\"\"\"\na\n \"\"\"", ["2:1 the line must be indented at least as far as the closing \"\"\""]),
  ])
  func openingsAreToldWhereTheyStand(_ code: String, _ told: [String]) { #expect(faults(code) == told) }

  @Test func allFaultsOfAFileAreToldOneAStatement() {
    let code = """
      x = (1 +
      let y = ] + ]
      if $a = 1 {
        b = 2
        print "ok"
        $c | .d; e = 3
      }
      messages send a = b, c
      def f(a { }
      print (1 + 2
      z = 9
      """
    #expect(
      faults(code).map { $0.prefix { $0 != " " } } == [
        "1:1", "2:9", "3:7", "4:3", "6:8", "6:12", "8:15", "9:6", "10:7", "11:1",
      ])
  }

  @Test func bytesThatAreNoTextAreRefusedWithTheirPlace() {
    #expect(
      faults(bytes: Array("ping\nprint é".utf8) + [0xFF, 0x41]) == [
        "2:8 text must be valid UTF-8, but found the byte 0xFF"
      ])
  }
}
