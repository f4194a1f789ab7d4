extension Topic {
  static let pipelines = Topic(
    "pipelines", "Passing values on with |",
    body: #"""
      `source | stage | stage`. A stage's input is its first argument: `$list | join ", "` is
      `join($list, ", ")`. Values flow through one at a time; only a stage that needs all of them, as
      `sort-by`, holds them.

      ## Item by item, each one as @

      - `where E` keeps the items for which E is true; `until E` ends before the first such item.
      - `map E` gives E for each; `each { … }` runs a block for each and drops nulls.
      - `select FIELD…` and `omit FIELD…` choose members, separated by spaces.
      - `first N` `skip N` `flatten` `chunk N` `unique [E]`

      ## Gathering

      - `sort-by E` `group-by E` `index-by E` `tally E` `reverse`
      - `count` `sum` `avg` `min` `max` `any E` `all E` `join SEP`

      An API command is not a stage by itself; for each item write `each { messages get @.id }`;
      `help parallel` does several at once.

      A list is shown, an empty one as well; `| ignore` keeps it from being shown, where `each` is
      there for what it does. `select ...$names` takes the fields from a list.

      A line that starts with `|` continues the one before it.
      """#,
    examples: [
      Example("[1, 2, 3] | where @ > 1 | map @ * 10 | sum", shown: "50"),
      Example("[3, 1, 2] | sort-by @ | first", shown: "1"),
      Example("[a, b, a] | tally @ | first", shown: "{\n  \"key\": \"a\",\n  \"count\": 2\n}"),
      Example("contacts list | sort-by @.label | select id label phone"),
    ])
}
