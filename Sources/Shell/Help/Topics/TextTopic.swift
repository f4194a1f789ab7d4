extension Topic {
  static let text = Topic(
    "text", "Text, and values inside it",
    body: #"""
      - `"…"` stands on one line, has JSON's escapes, and inserts values.
      - `'…'` stands on one line and is taken as it is: for patterns.
      - `"""` to `"""` spans lines; the closing quotes' indentation is removed from each line.

      ## Inserting

      - `$name`, with plain steps: `$c.name`, `$list[0]`.
      - `${c.name}` the same with its end marked, before a letter: `${name}s`.
      - `$( … )` any pipeline: `$(1 + 2)`, `$(@.name)`.
      - `\$` is a dollar; so is a `$` before what is no name, as in `$5`. `{{name}}` is left alone: that
        is the API's own placeholder in a template.

      Text, numbers and booleans can be inserted. Null, an array or an object is an error, so that a
      customer is never greeted as null.

      `split` `lines` `trim` `upper` `lower` `replace` `starts-with` `ends-with` `captures` work on
      text. `phone` makes E.164 of a number as people write it.
      """#,
    examples: [
      Example("let name = \"Ali\"\nprint \"Hi $name, $(1 + 2) new orders\"", shown: "Hi Ali, 3 new orders"),
      Example("phone(\"050 123 4567\", \"SA\")", shown: "\"+966501234567\""),
      Example("\"ORD-9988\" matches '\\d+'", shown: "true"),
      Example("[a, b, c] | join \", \"", shown: "\"a, b, c\""),
    ])
}
