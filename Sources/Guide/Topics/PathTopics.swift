extension Topic {
  package static let paths = Topic(
    "paths", also: ["path", "jsonpath", "JSONPath", "."], "reaching into values: JSONPath",
    body: #"""
      A path starts at `$name`, `$` (the last result), `@` (the current item), a call or `( … )`, and goes
      on as RFC 9535 has it, without spaces:

      - `.name` `["a b"]` a member, `[0]` `[-1]` an item, `[$i]` a computed one
      - `[1:5]` `[::-1]` a slice; `[*]` `.*` all of them; `[0, 2]` several
      - `..name` at any depth
      - `[?@.n > 3]` those for which a test holds (`help filters`)

      Names and indices alone yield one value, and what is not there is an error that names the nearest
      there is; `?` says that it may be missing (`help optional`). Any other path yields an array,
      possibly empty, in the RFC's order.

      `query '$..id'` takes a whole query as text; `paths '$..id'` yields where things are; `get` and
      `set` reach into what flows through a pipeline.
      """#,
    examples: [
      Example("let o = {a: {b: [1, 2, 3]}}\n$o.a.b[-1]", shown: "3"),
      Example("let list = [{n: 1}, {n: 2}]\nprint $list[*].n", shown: "[1,2]"),
      Example("let o = {a: {id: 1}, b: [{id: 2}]}\nprint $o..id", shown: "[1,2]"),
      Example("(instances status my-instance).connection_status", shown: "\"open\""),
    ])

  package static let filters = Topic(
    "filters", also: ["[?"], "choosing within a path: [?…]",
    body: #"""
      `$list[?@.n > 3]` is the list of those items for which the test holds, `@` being each. In it stands
      what RFC 9535 has, and `$name`:

      - `[?@.note]` those that have the member, whatever it holds; `[?!@.note]` those that have not
      - `== != < <= > >=`, `&& || !` and `( )`; a comparison of two types, or with what is missing, is
        false and no error
      - `length(@.name)` `count(@.*)` `value(@..id)`, and `match(@.s, 'a.*')` for the whole text,
        `search` for a part
      - `$` is the root of this path; text inserts nothing

      On a pipeline `where` does it, with all operators of the language, item by item.
      """#,
    examples: [
      Example(
        """
        let list = [{id: 1, status: failed}, {id: 2, status: sent}]
        print $list[?@.status == "failed"].id
        """, shown: "[1]"),
      Example(
        "let least = 2\nlet rows = [{n: 1}, {n: 2}, {}]\nprint $rows[?@.n >= $least]", shown: #"[{"n":2}]"#),
      Example("let rows = [{a: null}, {}]\nprint $rows[?@.a]", shown: #"[{"a":null}]"#),
      Example("let o = {a: [1, {n: 5}]}\nprint $o..[?@.n > 3]", shown: #"[{"n":5}]"#),
    ])

  package static let optional = Topic(
    "optional", also: ["?", "missing-members"], "what may be missing: ?",
    body: #"""
      A member or item that is not there is an error, so that a misspelt name never becomes a silent
      null: `no member 'mesage_id'; did you mean 'message_id'?`

      `?` after a step says that it may be missing: `$r.error?.code?`. Where it is, or is null, the whole
      path is null, and the steps after it are not looked at: `$r.workspace?.name`. `$list[5]?` may lie
      past the end. With `??` another value stands there: `$r.note? ?? "none"`.

      - `select id note?` gives null for a member that some rows do not have.
      - `name?=$value` as an argument leaves the parameter out where the value is null.
      - `"note" in $r` asks.
      """#,
    examples: [
      Example("let r = {a: {}}\n$r.a.b? ?? \"none\"", shown: "\"none\""),
      Example("let r = {}\n$r.a?.b.c == null", shown: "true"),
      Example("let r = {a: null}\n$r.a?.b ?? \"none\"", shown: "\"none\""),
      Example(
        "[{id: 1}, {id: 2, note: x}] | select id note? | first | to json", shown: #"{"id":1,"note":null}"#),
      Example(
        """
        let note = null
        contacts create phone=+966501230000 label=Ali notes?=$note --dry-run
        """),
    ])

  package static let functions = Topic(
    "functions", also: ["call", "calls", "(", ")"], "calling: name(a, b)",
    body: #"""
      Each builtin and each def is a function, a command and a stage:

      ```
      join($list, ", ")        join $list ", "        $list | join ", "
      ```

      The input of a stage is the first argument. As a function it stands within expressions, and a path
      may go on from it: `last($list).id`. No white space stands before the `(`.

      - An expression over `@` is an argument as it is: `map($list, @.n * 2)`.
      - Flags stand in commands alone: `… | sort-by @.n --desc`.
      - API commands are not functions: `(contacts get 12).label` makes a value of one.
      """#,
    examples: [
      Example("upper(trim(\" a \")) + \"!\"", shown: "\"A!\""),
      Example("let list = [{id: 3}, {id: 4}]\nlast($list).id", shown: "4"),
      Example("print map([1, 2], @ * 10)", shown: "[10,20]"),
      Example("(contacts get 12).label", shown: "\"Sara Al-Harbi\""),
    ])
}
