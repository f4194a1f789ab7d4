extension Topic {
  package static let values = Topic(
    "values", also: ["value", "types", "json", "JSON"], "what a value is: JSON and nothing else",
    body: #"""
      A value is null, true or false, a number, a string, an array or an object: what `type` says of it.
      So whatever can be seen can be saved, piped and queried, and any JSON text may be typed as it
      stands. Shorter ways to write one:

      - `2h` a duration in seconds (`help durations`); `1..10` a list (`help ranges`)
      - `+966501234567` a string (`help phone-numbers`)
      - `'as it is'`, `"with $name"`, `"""` over lines (`help text`)
      - `[Morning, ...$more]` (`help arrays`), `{type: reply, $x}` (`help objects`)

      Values are copied, never shared: who changes a copy leaves the first alone. An object keeps the
      order of its members; two that differ only in it are equal. Nothing is converted silently: `int`,
      `number` and `string` convert, `parse` and `to` read and write formats.
      """#,
    examples: [
      Example("type [1, 2]", shown: "\"array\""),
      Example("{a: 1, b: [2]} == {b: [2], a: 1}", shown: "true"),
      Example("let a = {n: 1}\nlet b = $a\n$b.n = 2\nprint [$a, $b]", shown: #"[{"n":1},{"n":2}]"#),
    ])

  static let null = Topic(
    "null", also: ["true", "false", "truth", "boolean", "booleans", "nil"], "null, and what is true",
    body: #"""
      `null` is a value like others: nothing is there. A member may hold it, `each` drops it, and it is
      not shown. `?? …` gives another value in its place (`help fallback`); `.name?` is null where there
      is no such member, or a null one (`help optional`). An inserted null is an error, so that no customer is ever
      greeted as one.

      Only `true` and `false` are tests: what stands in `if`, `while`, `where`, `assert` or beside `&&`
      must be one of them. 0, "", null and [] are not tests; write what you mean:

      - `length($list) > 0` `$text != ""` `$n != 0` `$value != null`

      `!` turns one into the other.
      """#,
    examples: [
      Example("null ?? \"none\"", shown: "\"none\""),
      Example("let list = []\nif length($list) == 0 { print \"empty\" }", shown: "empty"),
      Example("[1, null, 3] | each { @ } | count", shown: "2"),
    ])

  static let numbers = Topic(
    "numbers", also: ["integer", "integers", "decimal", "decimals", "float", "floats"],
    "how numbers are written and reckoned",
    body: #"""
      `12`, `-0.5`, `1e9`: JSON's numbers. Integers have 64 bits; a result past that is a floating-point
      number, and so is what has a fraction. `6 / 2` is 3 and `7 / 2` is 3.5.

      - A number that was read or typed comes back digit for digit, as long as nothing is computed with
        it: `12345678901234567890` and `1.10` too.
      - Fractions are binary, as in other languages: `0.1 + 0.2` is not 0.3. Compare what you have
        rounded, or reckon in the smallest coin.
      - `1`, `1.0` and `1e0` are equal; two ids of 20 digits are only where all of their digits are.
      - A result that is not a number, by a division by zero or one that is too large, is an error.

      `round` `floor` `ceil` `abs` `min` `max` `sum` `avg` `random`; `int` and `number` read text, in
      digits of any script; `string(2.3, 2)` is `2.30`.
      """#,
    examples: [
      Example("7 / 2", shown: "3.5"), Example("12345678901234567890", shown: "12345678901234567890"),
      Example("0.1 + 0.2 == 0.3", shown: "false"), Example("round(0.1 + 0.2, 2) == 0.3", shown: "true"),
      Example("number(\"12.50\") * 2", shown: "25"),
    ])

  static let durations = Topic(
    "durations", also: ["duration", "seconds", "ms"], "spans of time: 500ms 2s 5m 1h 2d",
    body: #"""
      A number with `ms`, `s`, `m`, `h` or `d` right after it is a number of seconds: `500ms` is 0.5 and
      `2h` is 7200. It may have a fraction, `1.5h`, but one unit only: `2h + 30m` adds two. Being
      numbers, durations are added, compared and stored as such.

      They say how long: `sleep 2s`, `every 5m { … }`, `--timeout 2m`; and how long ago:
      `messages list --since 2d`. Times are seconds as well, so that `now() - 1h` is an hour ago
      (`help times`).
      """#,
    examples: [
      Example("2h + 30m", shown: "9000"), Example("1.5h == 90m", shown: "true"),
      Example("let pause = 200ms\nsleep $pause", shown: ""),
      Example("messages list | where time(@.created_at) > now() - 1h | count", shown: "0"),
    ])

  static let phoneNumbers = Topic(
    "phone-numbers", also: ["phones", "E.164"], "numbers to send to: +966501234567",
    body: #"""
      Where a value is expected, `+` with 7 to 15 digits after it is a string: `+966501234567` needs no
      quotes. Parameters such as `recipient=` take this form, E.164: the `+`, the country's code, and
      the rest without spaces and without a first 0. The check tells of any other before it is sent.

      `phone` makes it of what people write: spaces, `00`, `tel:`, a local `05…` with the country named,
      the 0 of local numbers after a calling code (`+49 (0)151 …`), digits of any script. It knows the
      numbering plan of each country, and refuses what is not a number there, what may be read in
      two ways, and what a spreadsheet spoilt, as `9.66E+11`.
      """#,
    examples: [
      Example("phone(\"050 123 4567\", \"SA\")", shown: "\"+966501234567\""),
      Example("+966501234567 == \"+966501234567\"", shown: "true"),
      Example("let to = +966501234567\nmessages list --to $to | count", shown: "0"),
    ])
}
