extension Topic {
  static let firstSteps = Topic(
    "first-steps", "The first five minutes",
    body: #"""
      Type a command and see its answer. Commands of the API are a noun and a verb, with parameters by
      the API's own names: `name=value`, no space around the `=`.

      - `help` lists topics and commands; `help messages send` tells one command's parameters.
      - Tab completes commands, parameters and files.
      - `$` is the answer that was shown last; pipe it on with `|`.
      - `--dry-run` after a call shows what would be sent and sends nothing.

      Without an API key you are on the sandbox: a server inside this program where nothing costs
      anything. With a key in `WESSAAL_API_KEY` it is the real service (see `help keys`).

      Three sentences carry the language: every value is JSON; a path is JSONPath; a pipeline is a loop.
      """#,
    examples: [
      Example("ping"),
      Example("(me).pockets.whatsapp.balance", shown: "1000"),
      Example("instances list"),
      Example("messages send instance=my-instance recipient=+966501234567 content=\"Hello\""),
      Example("messages list | where @.status == \"delivered\" | count"),
    ])
}
