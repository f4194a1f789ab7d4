import Commands
import Machine
import Shell

/// `wessaal man`.
struct ManCommand {
  static let outline = CommandOutline(
    name: "wessaal man", summary: "The manual page, in roff.", usage: [("wessaal man | man -l -", "")])

  func answer(_ words: [String], _ options: GivenOptions) throws -> Answer {
    _ = try GivenOptions(words, of: Self.outline)
    try options.refuseAllBut([], for: "wessaal man")
    return Answer(text: ManPage().text)
  }
}

/// A page for man(1) in roff, made from the help.
struct ManPage {
  private let commands = ShellCommands()

  var text: String {
    var page = [
      #".TH WESSAAL 1 "" "wessaal \#(Wessaal.version)" "User Commands""#, ".SH NAME",
      #"wessaal \- the shell for the Wessaal WhatsApp Integration API"#, ".SH SYNOPSIS",
    ]
    page += usage + [".SH OPTIONS"] + options + [".SH COMMANDS"] + operations
    page += [".SH EXIT STATUS"] + Self.items(Self.statuses)
    page += [".SH ENVIRONMENT"] + Self.items(Self.variables)
    page += [".SH FILES"] + Self.files.flatMap { [".TP", ".I \($0.0)", Self.escaped($0.1)] }
    return page.joined(separator: "\n") + "\n"
  }

  private var usage: [String] { Self.items(Wessaal.usage) }

  private var options: [String] { Self.items(ProgramOption.all.map { ($0.label, $0.meaning) }) }

  private static func items(_ rows: [(String, String)]) -> [String] {
    rows.flatMap { [".TP", ".B " + escaped($0.0), escaped($0.1)] }
  }

  private var operations: [String] {
    Self.items(commands.all.filter { !commands.isGone($0.name) }.map { ($0.name, $0.summary) })
  }

  static let statuses = [
    ("0", "done"), ("1", "the script failed, or an assertion"),
    ("2", "usage, or a program that does not check: nothing ran"),
    ("3", "the API or the check refused (400, 404, 410, 422)"), ("4", "key or permission (401, 403)"),
    ("5", "credits or budget (402)"), ("6", "the rate limit outlasted the retries"),
    ("7", "network or timeout"),
    ("8", "the server failed on a read"), ("9", "in doubt: nobody knows whether a write was carried out"),
    ("10", "partly failed, or undelivered"), ("130, 143", "interrupted"),
  ]

  static let variables = [
    ("WESSAAL_API_KEY", "the API key"), ("WESSAAL_BASE_URL", "the API's base URL"),
    ("WESSAAL_PROFILE", "the profile to use"),
    ("WESSAAL_CONFIG", "the configuration file, which must be there"),
    ("NO_COLOR", "no colours"), ("CLICOLOR_FORCE", "colours, also where the output is not a terminal"),
    ("VISUAL, EDITOR", "the editor that 'edit' opens"), ("PAGER", "what --page shows with"),
    ("https_proxy, no_proxy", "proxies, as libcurl reads them"),
  ]

  static let files = [
    ("$XDG_CONFIG_HOME/wessaal/config.toml", "profiles; readable by its owner alone where it holds a key"),
    ("$XDG_CONFIG_HOME/wessaal/rc.wsl", "run when the prompt starts"),
    ("$XDG_STATE_HOME/wessaal", "history, ledgers, and what scripts keep"),
  ]

  /// Escapes characters that roff would read as a command.
  private static func escaped(_ text: String) -> String {
    let text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    let plain = text.unicodeScalars.map { scalar in
      scalar.isASCII ? String(scalar) : "\\[u\(String(scalar.value, radix: 16, uppercase: true))]"
    }.joined()
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }
}
