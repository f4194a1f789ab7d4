extension Topic {
  static let output = Topic(
    "output", "What is shown, and how to keep it",
    body: #"""
      The value of a pipeline at top level is shown, unless it is null or assigned. Inside blocks only
      `print`, `table` and `bar` speak. `| ignore` keeps a value from being shown.

      - On a terminal: an array of objects as a table, anything else as coloured JSON, cut to the
        screen. What was cut is said.
      - Elsewhere: an array one item a line (NDJSON), anything else as JSON; so output can go into
        `jq` or a file as it is.
      - `--output json`, `ndjson`, `csv`, `tsv`, `text` or `table` asks for one form, uncut.

      `to csv` and its like make text, which is shown as it is. `save FILE` writes a file whole or not
      at all, its form taken from the ending: `.json` `.ndjson` `.csv` `.tsv` `.txt`.

      Data goes to standard output; errors, progress and traces to standard error. Control characters
      in what others sent are shown escaped, so that no message can play tricks on your terminal.
      """#,
    examples: [
      Example("[{a: 1, b: x}] | to csv"),
      Example("contacts list | select id phone | table"),
      Example("instances list | tally @.status | bar"),
      Example("ping | ignore", shown: ""),
    ])
}
