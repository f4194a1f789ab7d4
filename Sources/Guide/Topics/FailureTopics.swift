extension Topic {
  package static let errors = Topic(
    "errors",
    also: [
      "error", "failures", "kinds", "validation", "auth", "permission", "credits", "missing", "gone",
      "rate_limit", "server", "network", "usage", "script", "$e",
    ],
    "what an error holds, and its kinds",
    body: #"""
      `catch e` binds the error. `$e.kind` says of what sort it is:

      - `validation` the check or the server refused the arguments; `$e.errors` says why, by field
      - `auth`, `permission` the key is wrong, or lacks a scope (`help keys`)
      - `credits`, `budget` no credits are left; a budget would be exceeded (`help budgets`)
      - `missing`, `gone` no such thing; an operation that the API has given up
      - `rate_limit`, `server`, `network`, `timeout` it may work later (`help retries`)
      - `in_doubt` a write whose answer was lost: it may have happened
      - `undelivered` a message failed or was refunded (`help waiting`)
      - `usage`, `script` a fault of the program, or `fail`

      And `$e.status` (HTTP), `message`, `error_code`, `errors`, `results`, `hint`; null where unknown. In
      a loop over a file's rows there is `source` too, the row's `{file, line}`; elsewhere `$e.source?` is null.

      `fail "message"` raises one, `fail $e` the same again. `fails [KIND] { … }` yields the error of its
      block. An error that nobody catches ends the run; its kind decides the exit status
      (`help exit-codes`).
      """#,
    examples: [
      Example("try { contacts get 999999 } catch e { print $e.kind }", shown: "missing"),
      Example("let e = fails missing { contacts get 999999 }\n$e.status", shown: "404"),
      Example(
        "let e = fails { fail \"no stock\" }\nprint \"$e.kind: $e.message\"", shown: "script: no stock"),
    ])

  package static let retries = Topic(
    "retries", also: ["retry", "in_doubt", "rate", "backoff", "--retry", "--rate"],
    "what is tried again, and what never is",
    body: #"""
      Reads are tried again after 429, after 5xx and after a lost connection, with growing pauses; a
      `Retry-After` of the server is honoured, up to five minutes in all, and all calls slow down with
      it. `wessaal --retry N …` sets how often.

      A write is tried again only where the server certainly did nothing: after 429, where the connection
      failed before the request went out, and where the server says over HTTP/2 that it turned the request
      away. A 5xx or a lost answer to a write raises `in_doubt`: the message may have been queued, and a
      second try might send it twice. Look with
      `messages list --to PHONE` before you send again; within `once` the next run looks for you
      (`help once-only`).

      A script that is stopped by Ctrl-C or SIGTERM waits five seconds for the answer to its last write;
      a second signal ends it at once.

      `--rate 1000/h` keeps a run below a rate of its own; all its calls share one limiter, those of
      parallel blocks as well, and those of other runs with this key and rate on this machine.
      """#,
    examples: [
      Example(
        #"""
        try {
          messages send instance=my-instance recipient=+966500000007 \
            content=Hi
        } catch e { print $e.kind }
        messages list --to +966500000007 | count
        """#, shown: "in_doubt\n1")
    ])

  static let exitCodes = Topic(
    "exit-codes", also: ["exit-code", "exit-status"], "how a run ends",
    body: #"""
      - `0` done
      - `1` the script failed, or an assertion
      - `2` wrong usage, or a program that does not check: nothing ran
      - `3` the API or the check refused: 400, 404, 410, 422
      - `4` key or permission: 401, 403
      - `5` credits or budget: 402
      - `6` the rate limit outlasted the retries: 429
      - `7` network or timeout
      - `8` the server failed on a read
      - `9` in doubt: a write whose answer was lost
      - `10` partly failed, or undelivered
      - `130`, `143` interrupted

      `exit 3` ends a run with a status of your own. `wessaal test` and `wessaal fmt --check` end with 1
      where a test failed or a file's layout differs.
      """#,
    examples: [
      Example("exit 0", shown: ""), Example("try { contacts get 999999 } catch { exit 3 }", shown: ""),
    ])
}
