/// The text of `wessaal --help`.
extension Wessaal {
  static let summary = "The shell for the Wessaal WhatsApp Integration API."

  /// The forms of a call.
  static let usage: [CommandOutline.Row] = [
    ("wessaal [options]", "the prompt; standard input as a script where it is no terminal"),
    ("wessaal [options] FILE.wsl [ARG…]", "a script"),
    ("wessaal [options] -c CODE [ARG…]", "code"),
    ("wessaal [options] - [ARG…]", "standard input as a script"),
    ("wessaal [options] messages send …", "one command; each argument is data"),
    ("wessaal check FILE…", "checks scripts, and runs nothing"),
    ("wessaal fmt [--check] FILE…", "gives scripts the one layout"),
    ("wessaal test FILE…", "runs the tests of scripts"),
    ("wessaal rehearse FILE.wsl [ARG…]", "what a script would send and cost, and what of it would fail"),
    ("wessaal sandbox …", "the local API server alone"),
    ("wessaal login | logout", "asks for an API key, tries it and keeps it; takes it out again"),
    ("wessaal config path", "where the configuration file is"),
    ("wessaal completions bash|zsh|fish", "completion for a shell: source <(wessaal completions bash)"),
    ("wessaal man | openapi", "the manual page; the API as OpenAPI 3.1"),
  ]

  /// The text of `--help` and `help`.
  static var fullHelp: String {
    let examples = examples.map { "  \($0.line)\n      \($0.meaning)" }
    let options = [
      CommandOutline.section(of: ProgramOption.program, titled: "OPTIONS"),
      CommandOutline.section(of: SandboxOptions.all, titled: "OPTIONS OF --sandbox"),
    ]
    return [
      "OVERVIEW: " + summary, "", CommandOutline.usage(usage), "", options.joined(separator: "\n\n"), "",
      "EXAMPLES:", examples.joined(separator: "\n"), "",
      CommandOutline.section("ENVIRONMENT", ManPage.variables), "",
      CommandOutline.section("EXIT STATUS", ManPage.statuses), "",
      "'wessaal help' WORD tells of commands and concepts: wessaal help messages send, wessaal help scripts.",
    ].joined(separator: "\n")
  }

  /// The examples. Each can be checked as it stands (`OptionTests`).
  static let examples: [(line: String, meaning: String)] = [
    ("wessaal --sandbox", "the prompt, on a server inside the program: nothing is sent, nothing costs"),
    (
      "wessaal messages send instance=my-instance recipient=+966501234567 content=Hi --wait",
      "one message, until it is delivered or is known not to be"
    ),
    ("wessaal contacts list --output csv", "the contacts as a table for a spreadsheet"),
    (
      "wessaal messages list --since today --query 'where @.status == \"delivered\" | count'",
      "how many messages arrived today"
    ),
    ("wessaal check campaign.wsl", "what is wrong with a script, and what it reads, writes and sends"),
    ("wessaal --dry-run campaign.wsl --file customers.csv", "what it would send, without a send"),
  ]
}
