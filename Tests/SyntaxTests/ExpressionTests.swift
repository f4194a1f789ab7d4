import Testing

@Suite struct ExpressionTests {
  @Test(arguments: [
    ("12", "12"), ("-0.5", "-0.5"), ("1e9", "decimal:1e9"), ("1.10", "decimal:1.10"),
    ("-9223372036854775808", "-9223372036854775808"),
    ("500ms", "0.5"), ("2s", "2"), ("5m", "300"), ("1h", "3600"), ("2d", "172800"), ("1.5m", "90"),
    ("+966501234567", "phone:+966501234567"), ("true", "true"), ("null", "null"),
    ("1..10", "(.. 1 10)"), ("'raw $text'", "'raw $text'"),
  ])
  func literals(_ code: String, _ tree: String) { #expect(reading(code) == tree) }

  @Test(arguments: [
    ("1 + 2 * 3", "(+ 1 (* 2 3))"), ("1 - 2 - 3", "(- (- 1 2) 3)"), ("(1 + 2) * 3", "(* ((+ 1 2)) 3)"),
    ("$a ?? $b || $c && $d == 1", "(?? $a (|| $b (&& $c (== $d 1))))"),
    ("!$a == -$b", "(== (! $a) (- $b))"), ("$x-1", "(- $x 1)"), ("$x - -1", "(- $x -1)"),
    ("$a in [1, 2]", "(in $a [1 2])"), ("$a matches '^x'", "(matches $a '^x')"),
    ("1 + 1 .. 2 * 3", "(.. (+ 1 1) (* 2 3))"), ("$a ?? $b ?? $c", "(?? (?? $a $b) $c)"),
    ("$a +\n  $b", "(+ $a $b)"), ("$a # one\n  && $b", "(&& $a $b)"), ("$a \\\n + $b", "(+ $a $b)"),
    ("$a\n\n  # why\n  ?? $b", "(?? $a $b)"),
  ])
  func operators(_ code: String, _ tree: String) { #expect(reading(code) == tree) }

  @Test(arguments: [
    ("[1, \"a\", $x, Morning]", "[1 \"a\" $x w:Morning]"), ("[...$a, ...[1],]", "[...$a ...[1]]"),
    ("[\n  Morning,\n  Evening\n]", "[w:Morning w:Evening]"), ("[true, null]", "[true null]"),
    ("{name: \"Ali\", \"a b\": 1, type: reply, $x, ...$o}", "{name:\"Ali\" \"a b\":1 type:w:reply $x ...$o}"),
    ("{[$k]: 1, a-b: x-y, if: 2, 'q': 3,}", "{[$k]:1 a-b:w:x-y if:2 \"q\":3}"), ("{}", "{}"), ("[]", "[]"),
    ("{\"a\": {\"b\": [1, -2.5e3, \"\\u00e9\"]}}", "{\"a\":{\"b\":[1 decimal:-2.5e3 \"é\"]}}"),
    ("[length($x), count($y)]", "[length($x) count($y)]"),
  ])
  func arraysAndObjects(_ code: String, _ tree: String) { #expect(reading(code) == tree) }

  @Test(arguments: [
    ("$", "$"), ("@", "@"), ("$.a", "$[a]"), ("$x.a.b[0][-1]", "$x[a][b][0][-1]"),
    ("$x..id", "$x..[id]"), ("$x..*", "$x..[*]"), ("$x..[0]", "$x..[0]"), ("$x.*", "$x[*]"),
    ("$a..$b", "(.. $a $b)"), ("$a ..[1]", "(.. $a [1])"), ("$x..5", "(.. $x 5)"),
    ("$x[1:5]", "$x[1:5:]"), ("$x[::2]", "$x[::2]"), ("$x[:-1]", "$x[:-1:]"),
    ("$x[$i:]", "$x[=$i::]".replacing("=", with: "")),
    ("$x['a b', \"c\"]", "$x[a b c]"), ("$x[0, 2]", "$x[0 2]"), ("$x[*]", "$x[*]"),
    ("$x[?@.status == \"failed\"]", "$x[?]"), ("$x..[?@.a, 0]", "$x..[? 0]"),
    ("$x[$k]", "$x[=$k]"), ("$x[\"a$k\"]", "$x[=\"a«$k»\"]"), ("$x[1 + 1]", "$x[=(+ 1 1)]"),
    ("$r.error? ?? \"none\"", "(?? $r[error]? \"none\")"), ("$r.a??1", "(?? $r[a] 1)"),
    ("$r.a?.b?", "$r[a]?[b]?"), ("(contacts get 12).label", "(<contacts get w:12>)[label]"),
    ("length($x).y", "length($x)[y]"), ("$الاسم.القيمة", "$الاسم[القيمة]"),
    ("sort-by($x, @.a)[0]", "sort-by($x @[a])[0]"),
  ])
  func paths(_ code: String, _ tree: String) { #expect(reading(code) == tree) }
}
