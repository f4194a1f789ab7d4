extension Topic {
  package static let operators = Topic(
    "operators", also: ["operator", "precedence"], "all operators, by how strongly they bind",
    body: #"""
      The weakest first:

      ```
      ??                          help fallback
      ||                          help logic
      &&                          help logic
      == != < <= > >= in matches  help comparison, membership, patterns
      ..                          help ranges
      + -                         help arithmetic
      * / %                       help arithmetic
      ! -x                        help logic, arithmetic
      .name [0] ? name(…)         help paths, optional, functions
      ```

      Those of one line are read from the left; comparisons and ranges are not chained. `( )` groups,
      and makes a value of a whole pipeline. A line that ends with an operator, or is followed by one
      that begins with `??`, `||` or `&&`, goes on.

      An argument is one value and has no operators: `print(1 + 2)`, not `print 1 + 2`.
      """#,
    examples: [
      Example("1 + 2 * 3 == 7 && !false", shown: "true"), Example("(1 + 2) * 3", shown: "9"),
      Example("null ?? 2 + 3", shown: "5"), Example("print(1 + 2)", shown: "3"),
    ])

  package static let arithmetic = Topic(
    "arithmetic", also: ["+", "-", "*", "/", "%", "maths"], "reckoning: + - * / %",
    body: #"""
      - `+` adds numbers, joins two strings or two arrays, and merges two objects, whose right side
        wins. Nothing is converted: `"a" + 1` is an error; `"a$n"` inserts.
      - `-` `*` `/` take numbers. `7 / 2` is 3.5 and `6 / 2` is 3; `floor(7 / 2)` is 3.
      - `%` is what remains, with the sign of the left side.
      - `-x` changes the sign.

      A division by 0 is an error. Integers that grow past 64 bits become floating-point numbers
      (`help numbers`). `$n += 1` reckons and assigns (`help assignment`).
      """#,
    examples: [
      Example("7 / 2 + 7 % 2", shown: "4.5"), Example("-7 % 3", shown: "-1"),
      Example("print([1] + [2, 3])", shown: "[1,2,3]"), Example("\"a\" + \"b\"", shown: "\"ab\""),
    ])

  package static let comparison = Topic(
    "comparison", also: ["==", "!=", "<", "<=", ">", ">=", "equality", "equal"],
    "equal, and which comes first",
    body: #"""
      `==` and `!=` compare any two values, deeply: arrays item by item, objects whatever the order of
      their members, numbers by their value (`1 == 1.0`). Values of two types are not equal: `1 == "1"`
      is false.

      `<` `<=` `>` `>=` take two numbers or two strings, the latter by code points, so that upper case
      stands before lower case. Anything else is an error; in a filter of a path, `[?…]`, it is false, as
      RFC 9535 has it. `sort-by` has an order for all types.

      One comparison has two sides: write `1 < $n && $n < 9`, or `$n in 2..8`.
      """#,
    examples: [
      Example("{a: [1, 2], b: 3} == {b: 3, a: [1.0, 2]}", shown: "true"),
      Example("\"2025-01-15\" < \"2025-02-01\"", shown: "true"),
      Example("let n = 5\n1 < $n && $n < 9", shown: "true"),
    ])

  static let logic = Topic(
    "logic", also: ["&&", "||", "!", "&", "and", "or", "not"], "both, either, not: && || !",
    body: #"""
      `a && b` is true where both are, `a || b` where one is, `!a` where a is not. All take true or
      false and nothing else (`help null`). The right side is looked at only where it matters.

      `&&` binds more than `||`; `!` binds most, so that `!$a == $b` is `(!$a) == $b`.

      They join tests and not commands: to do one thing after another, put it on a line of its own. One
      `|` passes a value on (`help pipelines`); `&`, `and`, `or` and `not` are not operators.
      """#,
    examples: [
      Example("let n = 4\n$n > 0 && 12 % $n == 0", shown: "true"),
      Example("[1, 5, 9] | where @ < 2 || @ > 8", shown: "1\n9"),
      Example("!(\"a\" in [b, c])", shown: "true"),
    ])

  static let fallback = Topic(
    "fallback", also: ["??", "coalescing", "default"], "a value in place of null: ??",
    body: #"""
      `a ?? b` is a, but b where a is null; b is looked at only then. It replaces null alone: `false`, 0
      and "" stay. It binds least of all operators, and several stand in a row.

      A member that may be missing is marked: `$r.note? ?? "none"` (`help optional`); without the `?` a
      missing one is an error, and not null. A failure is caught by `try`.
      """#,
    examples: [
      Example("null ?? 5", shown: "5"), Example("false ?? true", shown: "false"),
      Example("let r = {a: null}\n$r.a ?? $r.b? ?? \"none\"", shown: "\"none\""),
      Example("contacts list | map @.notes ?? \"-\""),
    ])

  static let membership = Topic(
    "membership", also: ["in", "contains"], "whether something is in it: in",
    body: #"""
      - `x in LIST` whether an item equals x; a range is a list: `5 in 1..9`
      - `"name" in OBJECT` whether it has that member, also where that holds null
      - `"part" in "text"` whether the text has that part

      There is no `not in`: write `!(x in $list)`. In the head of a `for`, `in` stands before what the loop
      runs over (`help for`).
      """#,
    examples: [
      Example("\"b\" in [a, b]", shown: "true"), Example("\"phone\" in {phone: null}", shown: "true"),
      Example("\"part\" in \"apartment\"", shown: "true"),
      Example("messages list | where @.status in [failed, refunded] | count", shown: "0"),
    ])

  package static let patterns = Topic(
    "patterns", also: ["matches", "regexp", "regex", "regular-expressions", "I-Regexp"],
    "searching text for a pattern: matches",
    body: #"""
      ```
      TEXT matches 'PATTERN'
      ```

      It is true where some part of the text fits. Patterns are I-Regexp (RFC 9485): `.` `[a-z]` `[^…]`
      `\p{L}` `*` `+` `?` `{2,5}` `|` `( )`, and here also `^` and `$` for the ends of the text, `\d` `\w`
      `\s` and their capitals. There are no back-references, no lookaround, no lazy repetition and no
      `(?…)`; in return no pattern takes long on any text.

      `captures PATTERN` gives the match and its groups, null where there is none. Write patterns
      between `'`, where `\` and `$` are themselves. A faulty one that
      stands in the program is found before the run.

      In a filter of a path the RFC's functions stand: `[?search(@.id, '[0-9]')]` looks for a part,
      `match` for the whole.
      """#,
    examples: [
      Example("\"ORD-9988\" matches '^[A-Z]+-\\d{4}$'", shown: "true"),
      Example("captures(\"due 2025-01-15\", '(\\d+)-(\\d+)') | to json", shown: #"["2025-01","2025","01"]"#),
      Example("[{id: \"a1\"}, {id: \"b\"}] | where @.id matches '\\d' | count", shown: "1"),
    ])
}
