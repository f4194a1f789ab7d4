extension Topic {
  package static let arrays = Topic(
    "arrays", also: ["array", "[", "]", ","], "lists of values: [1, 2]",
    body: #"""
      `[1, "two", $x, [3]]`. An element that is one lone word is a string, `[Morning, Evening]`, but
      `true`, `false` and `null`; anything longer stands in quotes. `...$list` puts the items of a list
      in its place. Within brackets a newline is a space, and a last comma may stay.

      - `$list[0]` the first, `$list[-1]` the last, `$list[1:3]` a slice, `$list[*].id` of each
      - `+` joins two, `in` looks for an item, `==` compares them deeply
      - an element may have stages: `[$list | count, 5]`
      - `length` counts; the stages of a pipeline do the rest (`help pipelines`)
      - `$list[0] = 5` changes an item, `$list += [5]` adds one
      """#,
    examples: [
      Example("let list = [Morning, \"Late evening\"]\n$list[-1]", shown: "\"Late evening\""),
      Example("let list = [1, 2]\n$list += [3]\nprint [0, ...$list]", shown: "[0,1,2,3]"),
      Example("[3, 1, 2] | sort-by @ | first 2", shown: "1\n2"),
    ])

  package static let objects = Topic(
    "objects", also: ["object", "{", "}", ":", "members", "computed-keys"],
    "named values: {name: \"Ali\"}",
    body: #"""
      `{name: "Ali", "a b": 1, type: reply}`. A name of letters, digits, `_` and `-` needs no quotes; a
      value that is one lone word is a string.

      - `{$x}` is `{x: $x}`.
      - `{[$key]: 1}` has a computed name.
      - `{...$o, b: 2}` has the members of `$o` too. Of equal names the later wins.
      - `$o.name`, `$o["a b"]`, `$o[$key]` read a member; `=` changes or adds one.
      - `+` merges, the right side winning; `"key" in $o` asks.
      - `keys` `values` `entries` `from-entries` `select` `omit` `get` `set` `length`

      In the head of `if`, `for` and `while` an object stands in `( )`, and as a stage there is `map {…}`.
      """#,
    examples: [
      Example("let name = \"Ali\"\nprint {$name, type: reply}", shown: #"{"name":"Ali","type":"reply"}"#),
      Example("let key = \"a b\"\nlet o = {[$key]: 1}\n$o[$key] + $o[\"a b\"]", shown: "2"),
      Example("print({a: 1, b: 2} + {b: 3})", shown: #"{"a":1,"b":3}"#),
      Example("[7, 8] | map {id: @} | last | to json", shown: #"{"id":8}"#),
    ])

  package static let spread = Topic(
    "spread", also: ["..."], "... puts the parts of a value in its place",
    body: #"""
      - `[...$a, ...$b]` the items of lists
      - `{...$o, name: "Ali"}` the members of an object; later ones win
      - `messages send ...$message` members as parameters, checked as if they were written out
      - `select ...$names` items as operands, of a command that takes any number of them

      After `...` stands one value: a variable with its path, a literal, a call or `( … )`.
      """#,
    examples: [
      Example("let list = [2, 3]\nprint [1, ...$list]", shown: "[1,2,3]"),
      Example("let o = {a: 1, b: 2}\nprint {...$o, b: 9}", shown: #"{"a":1,"b":9}"#),
      Example(
        """
        let common = {instance: my-instance, message_type: text}
        messages send ...$common recipient=+966501234567 content=Hi --dry-run
        """),
      Example("let names = [id, phone]\ncontacts list | select ...$names | first"),
    ])

  package static let ranges = Topic(
    "ranges", also: ["range", ".."], "integers in a row: 1..10",
    body: #"""
      `1..10` is the list of the integers from 1 to 10, both included; `3..1` is empty, and
      `1..3 | reverse` counts down. Both ends are integers, computed ones too: `0..length($list) - 1`,
      for `..` binds less than `+`.

      In a `for` or a pipeline it is counted and not stored: `1..1000000000 | first 3` takes no time.

      In a path `..name` means: at any depth (`help paths`). With white space before it, or before
      anything but a name, `*` or `[`, it is the range.
      """#,
    examples: [
      Example("1..4 | sum", shown: "10"), Example("5 in 1..9", shown: "true"),
      Example("let n = 2\nfor i in 0..$n - 1 { print $i }", shown: "0\n1"),
      Example("1..1000000000 | where @ % 7 == 0 | first", shown: "7"),
    ])
}
