extension Topic {
  static let loops = Topic(
    "loops", "Doing something again: for, while, every",
    body: #"""
      ```
      for item in pipeline { … }
      for i, item in $list { … }
      for key, value in $object { … }
      while cond { … }
      ```

      `break` ends the loop, `continue` goes to its next turn. A `for` over a list of the API reads the
      list page by page as the loop goes.

      A pipeline is a loop too, and often the shorter one: `map` for a new list, `each` for a block
      with an effect, `reduce` to fold. `break`, `continue` and `return` do not leave the block of
      `each`.

      `every 5m { … }` runs its block again and again until it is interrupted. It shows errors and goes
      on, and never starts a turn before the last has ended. `sleep 2s` waits.
      """#,
    examples: [
      Example("for i, item in [a, b] { print \"$i $item\" }", shown: "0 a\n1 b"),
      Example("let n = 3\nwhile $n > 0 {\n  print $n\n  $n -= 1\n}", shown: "3\n2\n1"),
      Example("for key, value in ({a: 1, b: 2}) { print \"$key is $value\" }", shown: "a is 1\nb is 2"),
      Example("for c in contacts list { print $c.phone }"),
    ])
}
