import Testing

@Suite struct CommandTests {
  @Test(arguments: [
    ("ping", "<ping>"), ("contacts get 12", "<contacts get w:12>"), ("messages", "<messages>"),
    (
      "messages send instance=$i recipient=+966501234567 content=\"Hi $c.name\"",
      "<messages send instance=$i recipient=phone:+966501234567 content=\"Hi «$c[name]»\">"
    ),
    (
      "messages send template_variables.name=Ali note?=$n ...$more",
      "<messages send template_variables.name=w:Ali note?=$n ...$more>"
    ),
    ("messages send color=#ff0000 x=a=b", "<messages send color=w:#ff0000 x=w:a=b>"),
    (
      "messages send values=[Morning, Evening] --wait # done",
      "<messages send values=[w:Morning w:Evening] --wait>"
    ),
    (
      "messages get 1 --timeout 60s --wait=delivered", "<messages get w:1 --timeout=w:60s --wait=w:delivered>"
    ),
    ("messages wait 1 \\\n  2", "<messages wait w:1 w:2>"),
    ("first -5", "<first w:-5>"), ("open -", "<open w:->"),
    ("print a-b http://x/y?z=1&b #c", "<print w:a-b w:http://x/y?z=1&b>"),
    ("print (1 + 2) $x.a[0] length($y)", "<print ((+ 1 2)) $x[a][0] length($y)>"),
    ("print مرحبا", "<print w:مرحبا>"), ("print {a: 1}", "<print {a:1}>"),
    ("greet Ali b=2", "<greet w:Ali b=w:2>"), ("greet { print 1 }", "<greet {<print w:1>}>"),
    ("greet {$x}", "<greet {$x}>"), ("print @.id", "<print @[id]>"),
    ("(messages list\n  --since 2d\n)", "(<messages list --since=w:2d>)"),
  ])
  func commands(_ code: String, _ tree: String) { #expect(reading(code) == tree) }

  @Test(arguments: [
    ("$x | where @.n > 3 && @.m != \"a\"", "(| $x <where (&& (> @[n] 3) (!= @[m] \"a\"))>)"),
    ("$x | sort-by @.a - 1 --desc", "(| $x <sort-by (- @[a] 1) --desc>)"),
    ("$x | sort-by --desc @.a", "(| $x <sort-by --desc @[a]>)"),
    ("$x | reduce 0 $acc + @.n", "(| $x <reduce w:0 (+ $acc @[n])>)"),
    ("$x | map {id: @.id, kind: reply}", "(| $x <map {id:@[id] kind:w:reply}>)"),
    ("$x | select id a.b c?", "(| $x <select field:id field:a.b field:c?>)"),
    ("$x | select \"a b\"", "(| $x <select \"a b\">)"),
    ("$x | each --parallel 8 { messages get @.id }", "(| $x <each --parallel=w:8 {<messages get @[id]>}>)"),
    ("$x | join \", \" | count", "(| $x <join \", \"> <count>)"), ("$x | join(\",\")", "(| $x join(\",\"))"),
    ("once \"a $x\" { ping }", "<once \"a «$x»\" {<ping>}>"), ("fails { ping }", "<fails {<ping>}>"),
    ("fails auth { ping }", "<fails w:auth {<ping>}>"), ("once {a: 1} { ping }", "<once {a:1} {<ping>}>"),
    (
      "messages list\n  | where @.status in [failed, refunded]\n  # all\n  | tally @.error_message?",
      "(| <messages list> <where (in @[status] [w:failed w:refunded])> <tally @[error_message]?>)"
    ),
    ("$x |\n  count", "(| $x <count>)"), ("$x | where @.a\n|| @.b", "(| $x <where (|| @[a] @[b])>)"),
    ("each($l, { ping })", "each($l {<ping>})"), ("select($l, id, a.b)", "select($l field:id field:a.b)"),
    ("once(\"k\", { ping })", "once(\"k\" {<ping>})"), ("greet(1, {a: 2}, ...$x)", "greet(1 {a:2} ...$x)"),
  ])
  func operandsAsTheSignatureSays(_ code: String, _ tree: String) { #expect(reading(code) == tree) }

  @Test func aLineTypedAtThePromptGoesOnFromTheLastResult() {
    #expect(reading("| count", interactive: true) == "(| $ <count>)")
    #expect(reading("ping\n| count", interactive: true) == "<ping> (| $ <count>)")
    #expect(reading("if $x {\n  ping\n  | count\n}", interactive: true) == "(if $x {(| <ping> <count>)})")
  }
}
