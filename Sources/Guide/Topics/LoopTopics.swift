extension Topic {
  package static let `for` = Topic(
    "for", also: ["loop", "loops", "foreach"], "run a block for each item",
    body: #"""
      ```
      for ITEM in PIPELINE { … }
      for INDEX, ITEM in LIST { … }        # counted from 0
      for KEY, VALUE in OBJECT { … }
      ```

      The items are taken as the loop goes: a list of the API is read page by page, a file line by line,
      `1..1000000` is counted and not stored; `break` ends the reading too. The names hold in the block
      alone. `split` and `lines` make a list of text.

      The loop has no value. A pipeline is a loop as well, and often the shorter one: `map` makes a list
      of a list, `each` runs a block for its effect, `reduce` folds. To wait and go round again there
      are `while` and `every`.
      """#,
    examples: [
      Example("for i, item in [a, b] { print \"$i $item\" }", shown: "0 a\n1 b"),
      Example(
        "let o = {a: 1, b: 2}\nfor key, value in $o { print \"$key is $value\" }", shown: "a is 1\nb is 2"),
      Example("for c in contacts list | sort-by @.id { print $c.phone }"),
    ])

  package static let `while` = Topic(
    "while", also: ["until-loop"], "run a block as long as a condition holds",
    body: #"""
      ```
      while COND { … }
      ```

      The condition is looked at before each turn, and is true or false as that of `if`. `break` leaves
      the loop, `continue` goes to the next turn; `while true { … }` runs until one of them, `return`,
      `exit` or a failure ends it.

      Do not ask a server as fast as it answers: `sleep 5s` waits between two turns, `every 5m { … }`
      keeps to the clock, and `--wait` on a send is this loop already made.
      """#,
    examples: [
      Example("let n = 3\nwhile $n > 0 {\n  print $n\n  $n -= 1\n}", shown: "3\n2\n1"),
      Example(
        """
        let tries = 0
        while (instances status my-instance).connection_status != "open" {
          $tries += 1
          if $tries == 10 { fail "the instance does not connect" }
          sleep 5s
        }
        """, shown: ""),
    ])

  package static let `break` = Topic(
    "break", also: ["continue", "next"], "end a loop, or its turn",
    body: #"""
      ```
      break
      continue
      ```

      `break` leaves the innermost `for` or `while`; `continue` goes on with its next turn. In the block of
      `each`, `continue` ends the item, which yields nothing. Neither leaves the block of `every`, `once`,
      `test` or `fails`: the check says so. In a pipeline, `first N` and `until E` end early, and `where`
      passes over items.
      """#,
    examples: [
      Example(
        """
        for n in 1..100 {
          if $n % 2 == 0 { continue }
          if $n > 5 { break }
          print $n
        }
        """, shown: "1\n3\n5"),
      Example("1..100 | until @ > 5 | where @ % 2 == 1", shown: "1\n3\n5"),
    ])
}
