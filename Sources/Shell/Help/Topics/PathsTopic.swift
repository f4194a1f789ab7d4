extension Topic {
  static let paths = Topic(
    "paths", "Reaching into values: JSONPath",
    body: #"""
      A path starts at `$` (the last result), `@` (the current item), `$name` (a variable), a call or
      `( … )`, and goes on as RFC 9535 has it, without spaces:

      - `.name` `['a b']` a member; `[0]` `[-1]` an item; `[$i]` a computed one.
      - `[1:5]` a slice; `[*]` `.*` all; `..name` at any depth.
      - `[?@.status == "failed"]` the items for which the test holds.

      Names and indices alone yield one value. A member that is not there is an error that names the
      nearest one there is. Where it may be missing, say so: after `?` the path is null instead, and
      `??` gives another value for null.

      Any other path yields an array, possibly empty.

      `query '$..id'` takes a whole query as text and yields what it finds, `paths '$..id'` where.
      """#,
    examples: [
      Example("let o = {a: {b: [1, 2, 3]}}\n$o.a.b[-1]", shown: "3"),
      Example("let o = {a: 1}\n$o.b? ?? \"none\"", shown: "\"none\""),
      Example(
        "let list = [{id: 1, status: failed}, {id: 2, status: sent}]\n"
          + "$list[?@.status == \"failed\"] | count", shown: "1"),
      Example("(instances status my-instance).connection_status", shown: "\"open\""),
    ])
}
