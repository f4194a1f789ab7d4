import Testing

@Suite struct TextTests {
  @Test(arguments: [
    (#""Hi $c.name, ${c.name}s, $(1 + 2)""#, #""Hi «$c[name]», «$c[name]»s, «(+ 1 2)»""#),
    (#""\$x $5 {{name}} ${{name}} $ 5$""#, #""$x $5 {{name}} ${{name}} $ 5$""#),
    (#""$a[0].b[x] $a? $a.""#, #""«$a[0][b]»[x] «$a»? «$a».""#),
    (#""a\n\t\"\\\/\u00e9\ud83d\ude00""#, "\"a⏎\t\"\\/é😀\""),
    (#""poll $r.message_id: $r.status""#, #""poll «$r[message_id]»: «$r[status]»""#),
    (#""مرحبا $name، أهلا""#, #""مرحبا «$name»، أهلا""#), (#""$(join($l, ", "))""#, #""«join($l ", ")»""#),
    ("\"\"", "\"\""),
    ("\"\"\"\n  a $x\n    b\n\n  c\n  \"\"\"", "\"a «$x»⏎  b⏎⏎c\""), ("\"\"\"\n\"\"\"", "\"\""),
    ("\"\"\"\r\n  a\r\n  \"\"\"", "\"a\""), ("\"\"\"\n say \"hi\" \"\"\n \"\"\"", "\"say \"hi\" \"\"\""),
  ])
  func texts(_ code: String, _ tree: String) { #expect(reading(code) == tree) }
}
