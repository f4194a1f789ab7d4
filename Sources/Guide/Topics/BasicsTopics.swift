extension Topic {
  package static let firstSteps = Topic(
    "first-steps", also: ["start", "tutorial", "intro"], "the first five minutes",
    body: #"""
      Type a command and see its answer. Commands of the API are a noun and a verb, with parameters by
      the API's own names: `name=value`, no space around the `=`.

      - `help` lists the commands, `help topics` all else; `help messages send` tells a command's
        parameters.
      - Tab completes commands, parameters and files.
      - `$` is the answer that was shown last; `|` passes it on.
      - `--dry-run` after a call shows what would be sent and sends nothing.

      Without an API key you are on the sandbox: a server inside this program where nothing costs
      anything. With a key in `WESSAAL_API_KEY` it is the real service (`help keys`).

      Three sentences carry the language: every value is JSON; a path is JSONPath; a pipeline is a loop.
      """#,
    examples: [
      Example("ping"),
      Example("(me).pockets.whatsapp.balance", shown: "1000"),
      Example("messages send instance=my-instance recipient=+966501234567 \\\n  content=\"Hello\""),
      Example("messages list | where @.status == \"delivered\" | count", shown: "0"),
    ])

  package static let prompt = Topic(
    "prompt", also: ["keyboard", "editing", "completion", "shell"], "working at the prompt",
    body: #"""
      - Tab completes commands, parameters (those that are needed first), files, members of values after
        `$r.`, and what the account has: `instance=` Tab lists its instances.
      - Up and Down walk through earlier lines, after some letters through those that begin so; Ctrl-R
        searches them: what is typed then is what is looked for, Ctrl-R goes further back, Enter runs what
        was found, an arrow or Esc takes it into the line, Ctrl-C leaves the line as it was.
      - Ctrl-A and Ctrl-E go to the start and the end, Ctrl-W erases a word, Ctrl-U the line.
      - Ctrl-C stops what is running, or drops the line; Ctrl-D on an empty line leaves.
      - An open bracket lets the line go on below; recalled, such an input is edited as a whole.
      - Text that is pasted waits for Enter, however many lines it has.
      - Ctrl-X Ctrl-E (with vi's keys `v`) opens the line in `$VISUAL` or `$EDITOR`; `edit` opens the one
        before. What comes back runs on Enter.

      ## What helps there

      - `$` is the last value shown. After a list that was cut to the screen it is the whole list:
        `$ | save all.json`. A line that begins with `|` goes on from it.
      - A name may be declared again; variables and defs last to the end of the session.
      - The dim line after an answer tells status, time, and credits used and left. After a failure the
        mark of the prompt is red.
      - `table --page` and `print --page` show a long value with `$PAGER`.
      - `trace on` shows each exchange; `$response` holds the last.
      - `messages send ?` tells of a command, as `help messages send` does; after `instance=x` it also
        tells what is still needed.

      """#,
    examples: [Example("contacts list\n$ | count"), Example("ping\n$response.status")])

  package static let history = Topic(
    "history", "what was typed, and scripts made of it",
    body: #"""
      Lines are kept for the next session, also of several shells at once: not with `--no-history`, not
      one that begins with a blank, and not one that holds a key.

      - `history` lists them, the newest first; `ok` is false where one failed or was stopped.
      - `history contacts` lists those that hold a word.
      - `history save 12-20 x.wsl` makes a script of them, laid out and checked. What failed is left out,
        as is what speaks to the prompt alone (`help`, `trace`). `$` gets a name, and what the lines need
        of earlier ones comes with them. An id or a phone number that was read off one record of these
        lines and typed again is taken from it: `contacts get 14` becomes `contacts get $contact.id`.
      """#,
    examples: [Example("history | where @.ok | first 5")])

  package static let sandbox = Topic(
    "sandbox", also: ["--sandbox", "test-numbers"], "practising without an account",
    body: #"""
      `wessaal --sandbox …` runs against a server inside the program that answers as the real one does.
      `wessaal sandbox` runs it alone, for programs in other languages. It begins with 1000 credits, the
      instances `my-instance` (open) and `backup` (close), a template 7 and three contacts.

      The last four digits of the recipient decide what becomes of a message:

      - `0000` fails and is refunded; `0001` stays pending; `0002` stays processing
      - `0003` is sent and never delivered; `0004` is refused with 422
      - `0005` answers 500 once, `0006` answers 429 once, then both work
      - `0007` is queued, then the connection drops before the answer
      - all others are delivered

      `sandbox credits 5` sets the pocket, `sandbox advance 60s` the clock (under `--clock manual`),
      `sandbox key NAME scope…` adds a key; `sandbox messages` is all that was ever queued, `sandbox
      requests` what was asked; `sandbox reset` begins anew.

      `sandbox fault 503@0.1 drop-after#3` lets a tenth of the calls be answered 503, and loses the answer
      to the third; `sandbox fault` ends it. There are `500` `503` `429` `drop-before` `drop-after`
      `slow:2s` `truncate` `garbage` `huge`.

      Options: `--port` `--key KEY:scope,…` `--credits` `--clock real|fast|manual` `--state FILE`
      `--latency` `--fault KIND@P` `--tls CERT,KEY` `--seed` `--messages`; `wessaal sandbox` alone also
      takes `--rate`.
      """#,
    examples: [
      Example(
        #"""
        let e = fails {
          messages send instance=my-instance recipient=+966500000004 \
            content=Hi
        }
        $e.status
        """#, shown: "422")
    ])

  package static let keys = Topic(
    "keys", also: ["key", "api-key", "scopes-of-a-key", "permissions"],
    "keys of the API, and what they may do",
    body: #"""
      A key is made in the dashboard and shown there once. Give it to wessaal as `WESSAAL_API_KEY` in the
      environment. It goes to the API at `WESSAAL_BASE_URL` or `--base-url`, over HTTPS or to this machine
      only.

      A key has scopes: `send_message` `read_messages` `manage_instances` `manage_contacts`
      `manage_templates` `manage_workspaces`. `me` tells which. A call that needs another is refused
      with 403, once `me` was seen even before it is sent.

      The key is never shown, kept in the history, or visible to a script.
      """#,
    examples: [
      Example("(me).api_key.permissions | count", shown: "6"),
      Example("\"WESSAAL_API_KEY\" in $env", shown: "false"),
    ])

  package static let options = Topic(
    "options", also: ["option", "environment", "command-line", "WESSAAL_API_KEY", "WESSAAL_BASE_URL"],
    "how the program is called",
    body: #"""
      `wessaal` is the prompt, `wessaal FILE.wsl` runs a script, `wessaal -c CODE` a line, `wessaal -`
      standard input. `wessaal messages send …` is one command directly, each argument taken as data.
      Options stand before the file: `wessaal --dry-run campaign.wsl`.

      - `--sandbox` the server inside the program; its own options as well (`help sandbox`)
      - `--base-url URL` which server
      - `--output FORMAT`, `--color WHEN` how values are shown (`help output`)
      - `--dry-run` show writes, send none (`help dry-run`)
      - `--read-only` refuse writes; `--max-credits N` spend no more than that (`help budgets`)
      - `--profile NAME` of the configuration (`help config`); `--norc` leaves `rc.wsl` out
      - `--journal FILE` of `once`; `--in-doubt RULE` what is done about sends in doubt (`help once-only`)
      - `--rate N/h` go no faster; `--retry N` how often a read is tried again
      - `--timeout D` how long a call may take
      - `--trace` show every exchange
      - `--allow DIR` let a script touch this folder too (`help files`)
      - `--yes` answer yes to questions; `--quiet` say less; `--no-history` `--version` `--help`

      Others: `wessaal check`, `fmt`, `test`, `rehearse`, `sandbox`, `login`, `openapi`, `completions`, `man`.

      The environment gives `WESSAAL_API_KEY` `WESSAAL_BASE_URL` `WESSAAL_PROFILE` `WESSAAL_CONFIG` `NO_COLOR`
      `CLICOLOR_FORCE` `PAGER` `VISUAL` `EDITOR`, and libcurl's proxy variables. An option wins over it. `$env` reads it (`help variables`).
      """#,
    examples: [Example("$env.HOME | type", shown: "\"string\"")])

  package static let config = Topic(
    "config", also: ["config.toml", "configuration", "profiles", "settings", "rc.wsl", "vi", "emacs"],
    "the configuration file and its profiles",
    body: #"""
      `config.toml` stands in `$XDG_CONFIG_HOME/wessaal` (`~/.config/wessaal`), or where `WESSAAL_CONFIG` says:
      then it must be there, but for `wessaal login`, which makes it. What is outside of a profile holds where none is named; `profile` in it names the usual one.

      ```
      keys = "vi"                        # or emacs
      profile = "shop"
      [profiles.shop]
      key_command = "pass show wessaal"  # or key = "sk_live_…"
      [profiles.support]
      base_url = "https://app.wessaal.com/integration/v1"
      read_only = true
      rate = "1000/h"
      timeout = "20s"
      output = "json"
      [profiles.support.defaults]
      instance = "my-instance"
      ```

      `login` writes a key there, `login --profile NAME` into a profile. A file that holds a key must be readable by
      its owner alone; it and its folders must be yours or root's, and nobody else's to write. `profile` lists them, `profile NAME` goes on with another, `--profile NAME` begins with it.
      An option wins over the environment, and that over the profile.

      `rc.wsl` beside it runs when the prompt opens, and only reads: what it declares is there. It too must be
      yours alone to write.
      """#,
    examples: [Example("profile | count", shown: "0")])
}
