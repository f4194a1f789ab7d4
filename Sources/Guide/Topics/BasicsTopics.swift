extension Topic {
  static let firstSteps = Topic(
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
    "prompt", also: ["shell"], "working at the prompt",
    body: #"""
      `help typing` tells of keys, colours and menus; `help history` of what was typed before.

      - `$` is the last value shown; `out 12` is what input 12 of the history showed, `out -1` the one
        before. `$.id` and the like look into `$` and leave it.
      - A list that was cut to the screen goes on with Enter alone; `$` is the whole list:
        `$ | save all.json`. A line that begins with `|` goes on from `$`.
      - What takes longer tells what it waits for. Ctrl-C stops it, or drops the line; Ctrl-D on an
        empty line leaves.
      - `every 2s { … }` shows the value of its block in one place, until Ctrl-C.
      - `messages list --follow` shows new messages, and changes of status, as they come.
      - The dim line after an answer tells status, time, and credits used and left. After a failure the
        mark of the prompt is red; `(read-only)` and `(dry run)` stand in it, and an account that is real
        has another colour than the sandbox.
      - A name may be declared again; variables and defs last to the end of the session.
      - `contacts list | less` shows the whole of what is shown in `$PAGER`, and keeps it as `$`.
      - `trace on` shows each exchange; `$response` holds the last.
      - `messages send ?` tells of a command, as `help messages send` does; after `instance=x` it also
        tells what is still needed.
      """#,
    examples: [Example("contacts list\n$ | count"), Example("ping\n$response.status")])

  package static let typing = Topic(
    "typing", also: ["keyboard", "editing", "completion", "menu", "suggestions"],
    "the line that is typed: keys, colours, menus",
    body: #"""
      - Colours: commands are bold. Underlined red is a name that is not known, or a bracket that has no
        partner.
      - The dim text after the cursor is a proposal: the newest line that begins so and succeeded on this
        account, else the next parameter that is needed. Right or End takes it, Alt-F takes a word of it,
        and Enter never does. Whom a message goes to is not proposed.
      - Tab completes a name as far as it is certain, and opens a menu where several fit: commands,
        parameters, files, members of values, and what the account has. Typing narrows the menu, by names
        or meanings; Tab and the arrows move in it, Enter takes a row and runs nothing, Esc closes it.
      - While a bracket is open, Enter begins another line; Alt-Enter always does. Up and Down move within
        the lines, and from the first and the last one through earlier inputs: those that begin as the text before the cursor
        does, and those of this account first.
      - Ctrl-R searches earlier inputs by words in any order: those of this account; pressed again, of all
        accounts, and then of this session. Enter or Right puts the input in and does not run it; Esc
        leaves the line as it was.
      - Home and End (Ctrl-A, Ctrl-E) go to the ends of a line, and pressed again to those of the whole
        input; Ctrl- and Alt-arrows go by words. Ctrl-W erases a word, Ctrl-K the rest of a line, Ctrl-U
        all of it. Ctrl-_ undoes, Alt-R does again. Alt-. puts in the last word of the input before. Alt-# keeps
        the input as a comment.
      - Text that is pasted waits for Enter; prompts that were copied with it are taken out.
      - Ctrl-X Ctrl-E (with vi's keys `v`) opens the input in `$VISUAL` or `$EDITOR`; `edit` opens the
        one before. What comes back runs on Enter.

      `keys = "vi"`, `highlight = false`, `suggest = false` and `menu = false` stand in `config.toml`
      (`help config`). `NO_COLOR` and `--color never` leave out colours and proposals.
      """#,
    examples: [Example("contacts list | where @.label != null | count", shown: "3")])

  package static let history = Topic(
    "history", "what was typed, and scripts made of it",
    body: #"""
      Lines are kept for the next session, also of several shells at once: not with `--no-history`, not
      one that begins with a blank, and not one that holds a key.

      - `history` lists them, the newest first: `outcome` is `ok` or the kind of the error; `account`,
        `credits`, `calls`, `duration` and `time` tell where, what it cost, and when.
      - `history contacts` lists those that hold a word; `out 12` is what input 12 showed.
      - `history save 3,12-20 x.wsl` makes a script of them, laid out and checked. What failed is left out,
        as is what speaks to the prompt alone (`help`, `trace`). `$` gets a name, and what the lines need
        of earlier ones comes with them. An id or a phone number that was read off the answer to one of
        these calls, and typed again, is taken from it: `contacts get 14` becomes
        `contacts get $contact.id`. One that was read off a list stays as it was typed.
      """#,
    examples: [
      Example("history | where @.ok | first 5"),
      Example("history | where @.credits > 0 | sum @.credits"),
    ])

  package static let sandbox = Topic(
    "sandbox", also: ["--sandbox", "test-numbers", "inbox"], "practising without an account",
    body: #"""
      `wessaal --sandbox …` runs against a server inside the program that answers as the real one does;
      `wessaal sandbox` runs it alone. It begins with 1000 credits, the instances `my-instance` (open) and
      `backup` (close), a template 7 and three contacts.

      The last four digits of the recipient decide what becomes of a message:

      - `0000` fails and is refunded; `0001` stays pending; `0002` stays processing
      - `0003` is sent and never delivered; `0004` is refused with 422
      - `0005` answers 500 once, `0006` answers 429 once, then both work
      - `0007` is queued, then the connection drops; all others are delivered

      `sandbox inbox` is the address of a page that shows what was sent as a phone would, live; votes and
      taps there are in `sandbox messages`, which is all that was ever queued. `sandbox credits 5` sets the
      pocket, `sandbox advance 60s` the clock (under `--clock manual`), `sandbox key NAME scope…` adds a
      key; `sandbox requests` is what was asked; `sandbox reset` begins anew.

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
      Options stand before the file: `wessaal --dry-run campaign.wsl`; or behind one command.

      - `--sandbox` the server inside the program; its own options as well (`help sandbox`)
      - `--base-url URL` which server
      - `--output FORMAT`, `--color WHEN` (`help output`); `--query 'where @.n > 3'` for one command
      - `--dry-run` show writes, send none (`help dry-run`)
      - `--read-only` refuse writes; `--max-credits N` spend no more than that (`help budgets`)
      - `--profile NAME` of the configuration (`help config`); `--norc` leaves `rc.wsl` out
      - `--journal FILE` of `once`; `--in-doubt RULE` what is done about sends in doubt (`help once-only`)
      - `--rate N/h` go no faster; `--retry N` how often a read is tried again
      - `--timeout D` how long a call may take
      - `--trace` show every exchange
      - `--zone ZONE` in which days begin and times are read (`help times`)
      - `--allow DIR` let a script touch this folder too (`help files`)
      - `--yes` answer yes to questions; `--quiet` say less; `--no-history` `--version` `--help`

      Others: `wessaal check`, `fmt`, `test`, `rehearse`, `sandbox`, `login`, `logout`, `config path`, `openapi`,
      `completions`, `man`; `--help` behind each tells more.

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
      menu = false                       # and others (`help typing`)
      profile = "shop"
      [profiles.shop]
      key_command = "pass show wessaal"  # or key = "sk_live_…"
      [profiles.support]
      base_url = "https://app.wessaal.com/integration/v1"
      read_only = true
      rate = "1000/h"
      timeout = "20s"
      output = "json"
      zone = "Asia/Riyadh"
      [profiles.support.defaults]
      instance = "my-instance"
      ```

      `login` writes a key there, `login --profile NAME` into a profile; `logout` takes it out. A file that holds a key must be readable by
      its owner alone; it and its folders must be yours or root's, and nobody else's to write. `profile` lists them, `profile NAME` goes on with another, `--profile NAME` begins with it.
      An option wins over the environment, and that over the profile.

      `rc.wsl` beside it runs when the prompt opens, and only reads: what it declares is there. It too must be
      yours alone to write.
      """#,
    examples: [Example("profile | count", shown: "0")])
}
