extension Topic {
  static let conditions = Topic(
    "conditions", "Choosing: if, and the tests it takes",
    body: #"""
      ```
      if cond { … } else if cond { … } else { … }
      ```

      A condition is true or false; anything else is an error, for there is no truthiness. Ask what you
      mean: `length($list) > 0`, `$r.error_message? != null`.

      - `==` `!=` compare anything, deeply; `<` `<=` `>` `>=` two numbers or two strings.
      - `&&` `||` `!` combine; the right side is reckoned only where it matters.
      - `a in list`, `"key" in object`, `"part" in "text"`
      - `text matches 'regexp'` searches the text for the pattern, in linear time.
      - `x ?? y` is y where x is null.

      `if` has a value, that of the block it took. In the head of `if`, `for` and `while` a `{` opens the
      body: put an object there into parentheses.
      """#,
    examples: [
      Example("let n = 3\nif $n > 2 { print \"many\" } else { print \"few\" }", shown: "many"),
      Example("let word = if 5 in 1..9 { \"in\" } else { \"out\" }\n$word", shown: "\"in\""),
      Example("\"phone\" in {phone: 1}", shown: "true"),
      Example(
        """
        if (instances status my-instance).connection_status != "open" {
          fail "the instance is not connected"
        }
        """),
    ])
}
