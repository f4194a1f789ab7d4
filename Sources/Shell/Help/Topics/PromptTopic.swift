extension Topic {
  static let prompt = Topic(
    "prompt", "Working at the prompt",
    body: #"""
      - Tab completes; Up and Down walk through earlier lines; Ctrl-R searches them.
      - Ctrl-A and Ctrl-E go to the start and the end, Ctrl-W erases a word, Ctrl-U the line.
      - Ctrl-C stops what is running, or drops the line; Ctrl-D on an empty line leaves.
      - An open bracket or quote lets the line go on below. A line that starts with `|` continues from
        the last value.

      ## What helps there

      - `$` is the last value shown. After a list that was cut to the screen it is the whole list:
        `$ | save all.json`
      - `edit` opens your editor; `history` lists lines, `history save RANGE FILE` makes a script
      - `defaults instance=my-instance` fills that parameter from then on
      - `trace on` shows each exchange; `$response` holds the last; `code python` is it as code
      - `record save FILE` keeps all exchanges since the start (`--mask` hides who and what);
        `replay FILE` answers from them
      - `explain 402`, `explain 12345`, `explain +966501234567`: what happened, and what to do
      """#,
    examples: [Example("explain 402"), Example("defaults instance=my-instance\ninstances get my-instance")])
}
