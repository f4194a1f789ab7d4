extension Topic {
  static let prompt = Topic(
    "prompt", "Working at the prompt",
    body: #"""
      - Tab completes; Up and Down walk through earlier lines; Ctrl-R searches them.
      - Ctrl-A and Ctrl-E go to the start and the end, Ctrl-W erases a word, Ctrl-U the line.
      - Ctrl-C stops what is running, or drops the line; Ctrl-D on an empty line leaves.
      - An open bracket lets the line go on below. A line that starts with `|` continues from the last
        value.

      ## What helps there

      - `$` is the last value shown. After a list that was cut to the screen it is the whole list:
        `$ | save all.json`
      - The dim line after an answer tells status, time, and credits where some were used.
      - `trace on` shows each exchange; `$response` holds the last.
      - `messages send ?` tells of a command, as `help messages send` does.
      """#,
    examples: [Example("contacts list\n$ | count", shown: nil), Example("ping\n$response.status")])
}
