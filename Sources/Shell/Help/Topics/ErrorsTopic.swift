extension Topic {
  static let errors = Topic(
    "errors", "When something fails: try, catch, fail",
    body: #"""
      ```
      try { … } catch e { … }
      ```

      `$e.kind` says what sort of failure it is:

      - `validation`: the check or the server refused the arguments; `$e.errors` by field
      - `auth`, `permission`: the key is wrong, or lacks a scope
      - `credits`: the pocket is empty
      - `missing`, `gone`: no such thing, or an operation that is disabled
      - `rate_limit`, `server`, `network`, `timeout`: try again later
      - `in_doubt`: a write whose answer was lost; it may have happened (`help retries`)
      - `undelivered`: a message failed or was refunded (`help waiting`)
      - `usage`, `script`: a fault of the program, or `fail`

      And `$e.status` `message` `error_code` `errors` `results` `hint`, null where unknown. `fail $e`
      raises it again unchanged, `fail "message"` raises a new one. `fails [KIND] { … }` is for tests: it
      yields the error and fails where there is none.

      A program is checked whole before its first line runs, so misspelt names are not errors to catch.
      """#,
    examples: [
      Example("try { fail \"no stock\" } catch e { print $e.message }", shown: "no stock"),
      Example("try { contacts get 999999 } catch e { print $e.kind }", shown: "missing"),
      Example("let e = fails missing { contacts get 999999 }\n$e.status", shown: "404"),
    ])
}
