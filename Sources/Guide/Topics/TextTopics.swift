extension Topic {
  package static let text = Topic(
    "text", also: ["string", "strings", "quotes", "quoting", "escapes", "\"", "'"],
    "text, and how it is quoted",
    body: #"""
      - `"…"` stands on one line, has JSON's escapes and inserts values (`help interpolation`).
      - `'…'` stands on one line and is taken as it is: no escapes, nothing inserted, no `'` within. Good
        for patterns; a declared variable in it is warned of.
      - `"""` to `"""` spans lines (`help multi-line`).

      Escapes: `\"` `\\` `\/` `\n` `\t` `\r` `\b` `\f` `\u00e9`, and `\$` for a dollar.

      One word needs no quotes as an argument (`status=sent`), as an element (`[Morning, Evening]`) or
      as a member (`{type: reply}`). Elsewhere it does: `@.status == "failed"`.

      `length` counts code points. `+` joins, `<` compares by code points, `in` and `matches` search.
      `split` `lines` `trim` `upper` `lower` `replace` `starts-with` `ends-with` `captures` `join`; `slice`
      cuts, `pad` fills to a width, `hash` is SHA-256.
      """#,
    examples: [
      Example("print \"one\\ttwo \\u00e9 \\$5\"", shown: "one\ttwo é $5"),
      Example("print 'C:\\new'", shown: "C:\\new"),
      Example("\"ORD-9988\" | split \"-\" | last", shown: "\"9988\""),
      Example("[a, b, c] | join \", \"", shown: "\"a, b, c\""),
    ])

  static let multiLine = Topic(
    "multi-line", also: ["\"\"\"", "multiline", "heredoc"], "text of several lines",
    body: #"""
      `"""` ends its line, the text stands on the lines below, and `"""` on a line of its own ends it. The
      indentation of the closing quotes is taken from every line, so that the text can stand within a
      block; a line that has less is an error. The last newline does not belong to the text.

      Values are inserted and escapes read as between `"`; a quote needs no escape.
      """#,
    examples: [
      Example(
        #"""
        let name = "Ali"
        let content = """
          Dear $name,
            we are open "again".
          """
        print $content
        """#, shown: "Dear Ali,\n  we are open \"again\"."),
      Example(
        #"""
        messages send instance=my-instance recipient=+966501234567 content="""
          First line
          Second line
          """ --dry-run
        """#),
    ])

  static let interpolation = Topic(
    "interpolation", also: ["inserting", "${", "$(", "{{"], "values inside text",
    body: #"""
      Between `"` and between `"""`:

      - `$name` with plain steps after it: `$c.name`, `$list[0]`. A `[` is a step before an integer
        alone, and `?` is text.
      - `${c.name}` the same, its end marked: `${name}s`
      - `$( … )` any pipeline: `$(1 + 2)`, `$($list | join ", ")`, `$(@.name)`
      - `\$` is a dollar. So is a `$` that begins no name, as in `$5`.
      - `{{name}}` is left alone: it is the API's own sign in a template.

      Text, numbers and booleans can be inserted. Null, an array or an object is an error: give another
      value, `$($c.name ?? "customer")`, or write it as JSON, `$($list | to json)`.
      """#,
    examples: [
      Example("let name = \"Ali\"\nprint \"Hi $name, $(1 + 2) new orders\"", shown: "Hi Ali, 3 new orders"),
      Example("let kg = 5\nprint \"${kg}kg for $5\"", shown: "5kg for $5"),
      Example("[{n: 1}, {n: 2}] | map \"no. $(@.n)\" | join \", \"", shown: "\"no. 1, no. 2\""),
    ])
}
