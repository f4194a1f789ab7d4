extension Topic {
  static let variables = Topic(
    "variables", "Naming values: let, assignment, keep",
    body: #"""
      `let x = …` declares in this block; `$x = …` changes what was declared. Also `+=` `-=` `*=` `/=`
      `%=`, and a place inside: `$x.a[0] = 1`. The last step may be a new member of an object.

      A name is known to the end of its block. Declaring it again in the same block is an error, except
      at the prompt. The right side is a whole pipeline; its result is collected, so a variable holds a
      plain value and its errors happen here.

      These are there already and are not assigned:

      - `$` the last value shown, `@` the current item
      - `$args` a script's arguments, `$env` the environment (no keys, tokens, secrets, passwords)
      - `$response` the last exchange: `status` `reason` `headers` `body` `time_ms` `request`

      `keep last = 0` in a script is a variable that lasts from run to run, for each base URL; it is
      stored when the run ends with 0. At the prompt, after `-c` and in a sandbox it is as `let`.
      """#,
    examples: [
      Example("let a = [1]\nlet b = $a\n$b[0] = 9\nprint \"$a[0] $b[0]\"", shown: "1 9"),
      Example("let card = (contacts list | first)\n$card.phone"),
      Example("ping | ignore\n$response.status", shown: "200"),
    ])
}
