extension Topic {
  package static let times = Topic(
    "times", also: ["dates", "zones", "zone", "timezone", "timezones", "clock"], "moments, dates and zones",
    body: #"""
      A time is a number: seconds since the start of 1970, UTC. So times are compared, and `+ 2h` moves
      them.

      - `now()`; `today()` and `yesterday()`, when those days begin
      - `time TEXT` reads a date or time of ISO 8601, as the API writes them; `--format F` another one
      - `date FORMAT` writes one, with the signs of strftime: `%Y-%m-%d %H:%M:%S`
      - `add-months N` goes N months on; where the month is shorter, to its last day

      Days begin, and times that name no zone are meant, in the zone of `--zone` (`Asia/Riyadh`,
      `+03:00`), else in that of the run (`wessaal --zone ZONE …`), of the profile, or in UTC.

      Where a command takes a time, `--since` of `messages list`, it may be `2d` (ago), `today`,
      `yesterday`, text as `time` reads it, or a number: from 100,000,000 on a moment, else an age.
      """#,
    examples: [
      Example("time(\"2025-01-15T10:30:00Z\")", shown: "1736937000"),
      Example("1736937000 | date \"%d.%m.%Y %H:%M\" --zone Asia/Riyadh", shown: "\"15.01.2025 13:30\""),
      Example(
        "time \"30/11/2026 4:30 PM\" --format \"%d/%m/%Y %I:%M %p\" | date %F", shown: "\"2026-11-30\""),
      Example("(time(\"2025-03-01\") - time(\"2025-02-01\")) / 1d", shown: "28"),
      Example("messages list | where time(@.created_at) >= today() | count", shown: "0"),
    ])

  static let formats = Topic(
    "formats", also: ["format", "csv", "tsv", "ndjson", "jsonl", "txt"], "csv, tsv, json, ndjson and text",
    body: #"""
      `open` and `save` go by the name's ending, or by `--as`; `parse FORMAT` reads text, `to FORMAT`
      makes it.

      - `json` one value; of an array in a file, the items one by one
      - `ndjson` (also `.jsonl`) a value a line
      - `csv`, `tsv` a list of objects: the first row names the members. Cells are read as text: `int`
        and `number` convert. `,`, `;` or tabs, `sep=;`, a byte order mark and Windows' lines are
        understood; a row of another length is an error that tells its line. Arrays and objects are
        written as JSON.
      - `text` (also `.txt`) a string a line
      - `markdown` (`.md`) and `html` tables to be mailed or read; written alone, and escaped

      `save --append` adds lines or rows. `--excel` marks a CSV file, so that Excel reads Arabic in it.

      A cell of text that a spreadsheet would run as a formula (it begins with `=`, `@`, a tab, or a sign
      before more than a number) is saved in a `.csv` with a `'` before it; `+966501234567` and `-5` stay.
      `--csv-safe=false` leaves all cells as they are. The `'` comes off where the table is read.
      """#,
    examples: [
      Example("\"name,n\\nAli,2\\nSara,3\" | parse csv | map int(@.n) | sum", shown: "5"),
      Example("[{a: 1, b: \"x, y\"}] | to csv", shown: "a,b\n1,\"x, y\""),
      Example("[1, {a: 2}] | save rows.ndjson\nopen rows.ndjson | last", shown: #"{"a":2}"#),
    ])
}
