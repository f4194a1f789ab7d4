extension Topic {
  static let options = Topic(
    "options", "Options of the program",
    body: #"""
      They stand before the file: `wessaal --dry-run campaign.wsl`.

      - `--sandbox` the server inside the program; its own options as well (`help sandbox`)
      - `--base-url URL` which server
      - `--output FORMAT` `--color WHEN` how values are shown (`help output`)
      - `--dry-run` show writes, send none (`help dry-run`)
      - `--rate N/h` go no faster; `--retry N` how often a read is tried again
      - `--timeout D` how long a call may take
      - `--trace` show every exchange
      - `--allow DIR` let a script touch this folder too
      - `--yes` answer yes to questions
      - `--no-history` `--version` `--help`

      `wessaal -c CODE` runs a line, `wessaal -` reads standard input, and `wessaal messages send …` is
      one command directly, each argument taken as data. Others: `check` `fmt` `test` `sandbox`.

      Environment: `WESSAAL_API_KEY` `WESSAAL_BASE_URL` `NO_COLOR` `CLICOLOR_FORCE`, and libcurl's
      proxy variables.
      """#,
    examples: [])
}
