extension Topic {
  static let exitCodes = Topic(
    "exit-codes", "How a run ends",
    body: #"""
      - `0` done
      - `1` the script failed, or an assertion
      - `2` wrong usage, or a program that does not check: nothing ran
      - `3` the API or the check refused: 400, 404, 410, 422
      - `4` key or permission: 401, 403
      - `5` credits or budget: 402
      - `6` the rate limit outlasted the retries
      - `7` network or timeout
      - `8` the server failed on a read
      - `9` in doubt: a write whose answer was lost
      - `10` partly failed, or undelivered
      - `130`, `143` interrupted

      `exit 3` ends a run with a status of your own.
      """#,
    examples: [Example("exit 0", shown: "")])
}
