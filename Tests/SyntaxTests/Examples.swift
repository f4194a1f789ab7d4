import Testing

/// Programs from the description of the language.
enum Examples {
  static let all = [
    #"""
    # Why did yesterday's messages fail?
    messages list --since yesterday
      | where @.status in [failed, refunded]
      | each --parallel 8 { messages get @.id }
      | tally @.error_message?

    # Tell everybody once, never twice, for at most 200 credits.
    param file: path                      # customers: phone, name
    param instance = "my-instance"        # the sending number
    budget 200 {
      for c in open($file) {
        let to = phone($c.phone, "SA")
        once "notice-2025-01:$to" {
          messages send instance=$instance recipient=$to content="Hi $c.name, we are open again."
        }
      }
    }

    let r = messages send-poll instance=my-instance recipient=+966501234567 name="When?" values=[Morning, Evening] --wait
    print "poll $r.message_id: $r.status"
    """#,
    #"""
    let x = $list | count                  # declare in this block
    $x = [1]; $x.a[0] = 1
    if $a { 1 } else if $b { 2 } else { 3 }
    for item in $list { break }        for key, value in $object { continue }
    """#.replacing("        for key", with: "\nfor key"),
    #"""
    def name(a, b = 1) { return $a | count }
    try { name(1) } catch e { fail $e }
    fail "message"
    use "lib.wsl"                     # its defs
    param file: path = "c.csv"        # a script's own --file
    keep last = 0
    test "name" { let x = 1
      assert length($x) > 0, "message" }
    while true { name a b=1 }
    """#,
    #"""
    let o = {name: "Ali", "a b": 1, type: reply, $x, ...$o, [$k]: [Morning, ...$list, 1..10]}
    let t = """
      Hi $c.name, ${c.name}s,
        $(messages list | where @.n > 3
          | count) {{name}} \$5
      """
    $list | join ", " | save out.txt --append
    select $t id status | map {id: @.id, at: @..['a b', 0][?@.status == "failed" && @.n > $n]}
    messages send template_variables.name=Ali note?=$n ...$more color=#ff0000 'raw $x' \
      --timeout 60s
    !($a ?? -2.5e3 || "part" in "text" && $t matches 'x+')
    """#,
  ]
}

@Suite struct ExampleTests {
  @Test(arguments: Examples.all)
  func examplesParse(_ code: String) { #expect(faults(code) == []) }
}
