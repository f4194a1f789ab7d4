extension Topic {
  static let options = Topic(
    "options", "Options of the program",
    body: #"""
      They stand before the file: `wessaal --dry-run campaign.wsl`.

      - `--sandbox` the server inside the program; its own options as well (`help sandbox`)
      - `--profile NAME` `--base-url URL` which account, which server
      - `--output FORMAT` `--color WHEN` how values are shown (`help output`)
      - `--dry-run` show writes, send none; `--read-only` refuse them
      - `--max-credits N` spend no more; `--rate N/h` go no faster
      - `--retry N` `--timeout D` how often, how long
      - `--trace` show every exchange; `--journal FILE` where `once` remembers
      - `--allow DIR` let a script touch this folder too
      - `--yes` answer yes to questions; `--quiet` no progress
      - `--norc` `--no-history` `--version` `--help`

      `wessaal -c CODE` runs a line, `wessaal -` reads standard input, and `wessaal messages send …` is
      one command directly, each argument taken as data. Others: `check` `fmt` `test` `rehearse`
      `sandbox` `login` `openapi` `completions` `man`.

      Environment: `WESSAAL_API_KEY` `WESSAAL_BASE_URL` `WESSAAL_PROFILE` `WESSAAL_CONFIG` `NO_COLOR`
      `CLICOLOR_FORCE` `PAGER` `VISUAL` `EDITOR`, and libcurl's proxy variables.
      """#,
    examples: [])
}
