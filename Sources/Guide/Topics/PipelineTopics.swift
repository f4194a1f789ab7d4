extension Topic {
  static let pipelines = Topic(
    "pipelines", also: ["pipeline", "|", "pipe", "stages", "stage", "@"], "passing values on: |",
    body: #"""
      `source | stage | stage`: a stage gets what comes before it as its first argument. Some take one
      item after another, which is `@` there:

      - `where E` keeps, `map E` replaces, `each { … }` runs a block and drops nulls
      - `select FIELD…` `omit FIELD…` choose members
      - `first N` `skip N` `until E` `unique [E]` `flatten` `chunk N` `enumerate` `zip OTHER`

      Others gather:

      - `sort-by E` `group-by E` `index-by E` `tally E` `reverse` `last N`
      - `count` `sum [E]` `avg [E]` `min` `max` `any E` `all E` `reduce INIT E` `join SEP`

      The rest get the whole value (`to csv`, `length`, your own defs). A command of the API is no
      stage: `each { messages get @.id }`. A block within a block names its items: `each { let m = @; … }`.
      """#,
    examples: [
      Example("[1, 2, 3] | where @ > 1 | map @ * 10 | sum", shown: "50"),
      Example("[a, b, a] | tally @ | first | to json", shown: #"{"key":"a","count":2}"#),
      Example("\"a,b\" | split \",\" | join \"-\"", shown: "\"a-b\""),
      Example("contacts list | sort-by @.label | select id label phone"),
    ])

  package static let streams = Topic(
    "streams", also: ["stream", "lazy", "streaming", "memory"], "how much is read, and when",
    body: #"""
      A pipeline is one loop: each item goes through all stages before the next is read. `first 10` and
      `until` end the reading, whether of pages, of a file or of a range; memory stays the same however
      long the list is. Only what needs all items holds them: `sort-by`, `group-by`, `reverse`, `unique`
      what it has seen.

      So it is from a source into its stages, into a `for`, into `save`, and to the screen. What is
      stored in a variable, passed to a def, or leaves a block is read whole there, and its failures
      happen there: a variable holds a plain list.

      `save` writes item by item, and the old file stays until the new one is whole.
      """#,
    examples: [
      Example("1..1000000000 | where @ % 2 == 0 | first 2", shown: "2\n4"),
      Example("messages list | first 10 | count", shown: "0"),
      Example("1..5 | map {n: @} | save rows.csv\nopen rows.csv | where int(@.n) > 4 | count", shown: "1"),
    ])

  package static let variables = Topic(
    "variables", also: ["$", "$args", "$env", "$response", "args", "env", "response", "last-value"],
    "what is there already: $ @ $args $env $response",
    body: #"""
      - `$` the value that was shown last, at top level. At the prompt, after a list that was cut to the
        screen, it is the whole list, read when it is used.
      - `@` the current item: in `where`, `map`, `each` and the like
      - `$args` the arguments of a script that no `param` took, as strings
      - `$env` the environment: `$env.HOME`, `$env.LANG? ?? "C"`. It leaves out the API key, names with the
        word KEY, TOKEN, SECRET, PASS, PWD, PAT, AUTH, CREDENTIAL or COOKIE, or one that ends so, and
        values that hold a URL with a password.
      - `$response` the last exchange with the API: `status` `reason` `headers` `body` `time_ms`
        `request`; null before the first, and in a parallel block its own

      None of them is assigned. Your own are made by `let`, `param` and `keep`, by `for`, `catch` and the
      parameters of a `def`.
      """#,
    examples: [
      Example("2 * 3\n$ + 1", shown: "6\n7"), Example("length($args)", shown: "0"),
      Example("$env.NO_SUCH_NAME? ?? \"unset\"", shown: "\"unset\""),
      Example("ping | ignore\n$response.status", shown: "200"),
    ])

  package static let scope = Topic(
    "scope", also: ["scopes", "block", "blocks", "shadowing"], "blocks, and where a name is known",
    body: #"""
      `{ … }` after a head is a block: statements, with the value of the last one. A variable is known
      from its `let` to the end of its block, and in the blocks within. One of these may declare the
      name anew: that is another variable, and the outer one is as before when the block ends. `$x = …`
      changes the nearest.

      Blocks belong to `if` `for` `while` `try` `def` `test` and to builtins such as `each`, `every` and
      `fails`. A def sees its parameters and the top level; a test what `param` and `keep` declare.

      Unknown names, names that are declared twice, and code that is never reached are found before the
      run.
      """#,
    examples: [
      Example(
        """
        let x = 1
        if true {
          let x = 2
          print "inside $x"
        }
        print "outside $x"
        """, shown: "inside 2\noutside 1"),
      Example("let sum = 0\nfor n in 1..3 { $sum += $n }\n$sum", shown: "6"),
      Example("let n = try {\n  let a = 20\n  $a + 1\n} catch { 0 }\n$n", shown: "21"),
    ])

  package static let parallel = Topic(
    "parallel", also: ["concurrency", "keep-going", "pace"], "several items at once",
    body: #"""
      ```
      … | each --parallel 8 { … }
      ```

      Up to eight blocks run at once; the results come in the order of the items. All calls share one
      rate limiter.

      - On a failure no other block starts, those under way finish, and the first by the order of the
        items is raised, with its item; what is in doubt comes before all.
      - `--keep-going` goes on instead: a row `{item, ok, value, error}` for each item, and exit status
        10 at the end if one failed.
      - `--pace 20/m` spaces the starts.
      - Such a block reads the variables around it and assigns none of them, in defs that it calls
        neither: its value is its result. The check says so.
      """#,
    examples: [
      Example("messages list | first 5 | each --parallel 4 { messages get @.id }"),
      Example("[4, 2] | each --parallel 2 { @ / 2 }", shown: "2\n1"),
      Example(
        "[1, 0] | each --parallel 2 --keep-going { 1 / @ } | map @.ok", shown: "true\nfalse"),
    ])
}
