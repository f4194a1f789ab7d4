extension Topic {
  package static let `if` = Topic(
    "if", also: ["else", "elif", "condition", "conditions"], "run a block where a condition holds",
    body: #"""
      ```
      if COND { … } else if COND { … } else { … }
      ```

      The condition is an expression or a command, and true or false. Anything else is an error that
      says how to write the test, for nothing counts as true but `true` (`help null`).

      - `if` has a value: that of the block it took, and null where it took none. So it stands on the
        right of `let` as well, where other languages write `a ? b : c`.
      - `else` may begin the next line.
      - In the head of `if`, `for` and `while` a `{` opens the block: put an object there, or a command
        that takes a block, into `( )`.
      """#,
    examples: [
      Example("let n = 3\nif $n > 2 { print \"many\" } else { print \"few\" }", shown: "many"),
      Example(
        "let hour = 10\nlet word = if $hour in 9..17 { \"open\" } else { \"closed\" }\n$word",
        shown: "\"open\""),
      Example("if contacts list | any @.id == 12 { print \"12 is there\" }", shown: "12 is there"),
      Example(
        """
        if (instances status my-instance).connection_status != "open" {
          fail "the instance is not connected"
        }
        """),
    ])

  package static let `try` = Topic(
    "try", also: ["catch", "finally"], "go on after a failure",
    body: #"""
      ```
      try { … } catch NAME { … }
      try { … } catch { … }
      ```

      Where something in the first block fails, the rest of it is left out and the second block runs,
      with the error in `$NAME`: its `kind`, `message` and more (`help errors`). What was done before
      the failure stays done.

      - `try` has a value: that of the block that ended.
      - `fail $e` raises the error again unchanged; `fail "message"` raises one of your own.
      - `exit` and Ctrl-C are not caught, and neither is what the check finds: a program with a
        misspelt name does not begin.
      """#,
    examples: [
      Example("try { fail \"no stock\" } catch e { print $e.message }", shown: "no stock"),
      Example(
        """
        let label = try { (contacts get 999999).label } catch e {
          if $e.kind != "missing" { fail $e }
          "unknown"
        }
        $label
        """, shown: "\"unknown\""),
      Example("let n = try { int(\"12 kg\") } catch { 0 }\n$n", shown: "0"),
    ])
}
