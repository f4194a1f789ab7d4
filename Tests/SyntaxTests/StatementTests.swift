import Testing

@Suite struct StatementTests {
  @Test(arguments: [
    ("let x = 5; let y = messages list | count", "(let x 5) (let y (| <messages list> <count>))"),
    ("$x = 1\n$x.a[0] += $y", "(= $x 1) (+= $x.a[0] $y)"), ("$x['a b'] = 1", "(= $x.a b 1)"),
    ("$x[$k] %= 2", "(%= $x[$k] 2)"), ("$x == 1", "(== $x 1)"), ("let x =\n  5", "(let x 5)"),
    ("if $a { 1 } else if $b { 2 } else { 3 }", "(if $a {1} $b {2} else {3})"),
    ("if $a { 1 }\nelse { 2 }", "(if $a {1} else {2})"),
    ("let x = if $a {1} else {2}", "(let x (if $a {1} else {2}))"),
    ("if (messages list | count) > 0 { ping }", "(if (> ((| <messages list> <count>)) 0) {<ping>})"),
    (
      "for m in messages list | where @.x > 3 { ping }",
      "(for m (| <messages list> <where (> @[x] 3)>) {<ping>})"
    ),
    ("for k, v in $o { continue }", "(for k v $o {continue})"),
    ("while true { break }", "(while true {break})"),
    ("def f(a, b = 1) { return $a + $b }", "(def f (a (b 1)) {(return (+ $a $b))})"),
    ("def g() {}", "(def g () {})"),
    ("return", "(return)"), ("assert $x == 1, \"no\"", "(assert (== $x 1) \"no\")"),
    ("assert($x == 1, \"no\")", "(assert (== $x 1) \"no\")"), ("assert ($x) == 1", "(assert (== ($x) 1))"),
    ("assert($x) == 1", "(assert (== ($x) 1))"),
    ("try { ping } catch e { print $e }", "(try {<ping>} e {<print $e>})"),
    ("try { ping }\ncatch { null }", "(try {<ping>} {null})"),
    ("use \"lib.wsl\"", "(use \"lib.wsl\")"), ("test \"t\" { assert true }", "(test \"t\" {(assert true)})"),
    ("param file: path = \"c.csv\"   # customers: phone", "(param file :path \"c.csv\" #customers: phone)"),
    ("param n # how many\nparam m", "(param n #how many) (param m)"), ("keep last = 0", "(keep last 0)"),
    ("#!/usr/bin/env wessaal\n# hi\nping # x\r\nping\r\n", "<ping> <ping>"), ("\u{FEFF}ping", "<ping>"),
    ("", ""), (" \n;;\n", ""), ("ping;ping", "<ping> <ping>"), ("{\"a\": 1}\n[1]", "{\"a\":1} [1]"),
  ])
  func statements(_ code: String, _ tree: String) { #expect(reading(code) == tree) }
}
