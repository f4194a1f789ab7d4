extension Topic {
  static let values = Topic(
    "values", "What a value is: JSON and nothing else",
    body: #"""
      `null`, `true`, `false`, numbers, strings, arrays and objects. Any JSON text can be typed as it
      is; these are shorter ways to write the same:

      - `500ms` `2s` `5m` `1h` `2d`: durations, which are numbers of seconds.
      - `+966501234567`: a string, where a value is expected.
      - `1..10`: the integers from 1 to 10, both included.
      - `[Morning, Evening]`: an element that is one lone word is a string.
      - `{type: reply, $x, ...$o}`: names without quotes, lone words as strings, `$x` for `x: $x`, and
        the members of `$o`. Later members win.

      Values are copied, never shared: changing a copy leaves the first alone. Integers have 64 bits and
      become floating-point past that. A number that was read prints back digit for digit unless the
      program computes with it.

      `==` compares deeply. `+` adds numbers, joins strings and arrays, and merges objects; nothing is
      converted silently. `int`, `number` and `string` convert.
      """#,
    examples: [
      Example("7 / 2", shown: "3.5"),
      Example("2h", shown: "7200"),
      Example("1..4 | sum", shown: "10"),
      Example("{a: 1, b: 2} == {b: 2, a: 1}", shown: "true"),
      Example("\"5\" | int", shown: "5"),
    ])
}
