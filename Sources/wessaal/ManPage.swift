import ArgumentParser
import Machine
import Shell

/// `wessaal man`: a page for man(1), in roff, made of the help that there is.
struct ManPage {
  private let commands = ShellCommands()

  var text: String {
    var page = [
      #".TH WESSAAL 1 "" "wessaal \#(Wessaal.version)" "User Commands""#, ".SH NAME",
      #"wessaal \- the shell for the Wessaal WhatsApp Integration API"#, ".SH SYNOPSIS",
    ]
    page += usage + [".SH OPTIONS"] + options + [".SH COMMANDS"] + operations
    page += [".SH EXIT STATUS"] + Self.statuses.flatMap { [".TP", ".B \($0.0)", Self.escaped($0.1)] }
    page += [".SH ENVIRONMENT"] + Self.variables.flatMap { [".TP", ".B \($0.0)", Self.escaped($0.1)] }
    page += [".SH FILES"] + Self.files.flatMap { [".TP", ".I \($0.0)", Self.escaped($0.1)] }
    return page.joined(separator: "\n") + "\n"
  }

  private var help: [Substring] {
    Wessaal.helpMessage(columns: 1000).split(separator: "\n", omittingEmptySubsequences: false)
  }

  private var usage: [String] {
    let lines = help.drop { !$0.hasPrefix("USAGE") }.prefix { !$0.isEmpty }
    return lines.flatMap { line -> [String] in
      let text = line.hasPrefix("USAGE: ") ? line.dropFirst(7) : line
      let parts = text.drop { $0 == " " }.split(separator: "  ", maxSplits: 1)
      return [".TP", ".B " + Self.escaped(String(parts.first ?? ""))]
        + [Self.escaped(String((parts.dropFirst().first ?? "").drop { $0 == " " }))]
    }
  }

  private var options: [String] {
    help.filter { $0.hasPrefix("  -") }.flatMap { line -> [String] in
      let parts = line.drop { $0 == " " }.split(separator: "  ", maxSplits: 1)
      return [
        ".TP", ".B " + Self.escaped(String(parts.first ?? "")),
        Self.escaped(String((parts.dropFirst().first ?? "").drop { $0 == " " })),
      ]
    }
  }

  private var operations: [String] {
    commands.all.filter { !commands.isGone($0.name) }.flatMap {
      [".TP", ".B " + Self.escaped($0.name), Self.escaped($0.summary)]
    }
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
    ("NO_COLOR", "no colours"), ("CLICOLOR_FORCE", "colours, also where the output is no terminal"),
    ("VISUAL, EDITOR", "the editor that 'edit' opens"), ("PAGER", "what --page shows with"),
    ("https_proxy, no_proxy", "proxies, as libcurl reads them"),
  ]

  static let files = [
    ("$XDG_CONFIG_HOME/wessaal/config.toml", "profiles; readable by its owner alone where it holds a key"),
    ("$XDG_CONFIG_HOME/wessaal/rc.wsl", "run when the prompt starts"),
    ("$XDG_STATE_HOME/wessaal", "history, journals, and what scripts keep"),
  ]

  /// What roff would read as its own.
  private static func escaped(_ text: String) -> String {
    let text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    let plain = text.unicodeScalars.map { scalar in
      scalar.isASCII ? String(scalar) : "\\[u\(String(scalar.value, radix: 16, uppercase: true))]"
    }.joined()
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }
}
