import Rendering
import Stage

/// An option of the program or of one of its subcommands. The value holds all that is to be known of it.
///
/// `GivenOptions` reads it, `CommandOutline` shows it in `--help`, the manual page lists it, and
/// `CommandLineCompletion` completes its value.
struct ProgramOption: Sendable {
  /// What completes its value.
  enum Completion: Sendable {
    case none, files, scripts, folders, profiles
    case words([String])
  }

  /// The name without its dashes.
  let name: String
  /// A second, shorter spelling.
  var short: String?
  /// The name of its value in the help; nil for a flag.
  var value: String?
  let meaning: String
  /// The group that says which subcommands obey it. Empty where only one of them has it.
  var group: HonouredOptions = []
  /// Whether a value may begin with a dash, as a number or a pipeline may.
  var takesDash = false
  var completion = Completion.none

  /// The option as it is typed.
  var spelling: String { (name.count == 1 ? "-" : "--") + name }

  /// The option in the help: `--rate <n/h>`.
  var label: String {
    (short.map { $0 + ", " } ?? "") + spelling + (value.map { " <\($0)>" } ?? "")
  }
}

/// The options before the script or the command (Program.md, "Calls").
extension ProgramOption {
  static let all = program + SandboxOptions.all

  /// In the order of the help. Those of the sandbox are in `SandboxOptions`.
  static let program = [
    sandbox, profile, baseURL, output, query, color, rate, retry, timeout, trace, dryRun, allow, readOnly,
    maxCredits, journal, sameAs, inDoubt, undelivered, zone, yes, quiet, norc, noHistory, code, version, help,
  ]

  static let sandbox = ProgramOption(
    name: "sandbox", meaning: "Use a sandbox inside this process: no account, no cost.", group: .sandbox)
  static let profile = ProgramOption(
    name: "profile", value: "name", meaning: "The profile of config.toml to use.", group: .profile,
    completion: .profiles)
  static let baseURL = ProgramOption(
    name: "base-url", value: "url", meaning: "The API's base URL.", group: .account)
  static let output = ProgramOption(
    name: "output", value: "format",
    meaning: "How values are shown: auto, json, ndjson, csv, tsv, text or table.", group: .output,
    completion: .words(OutputFormat.allCases.map(\.rawValue)))
  static let query = ProgramOption(
    name: "query", value: "pipeline",
    meaning: "Stages for what one command gives, as 'where @.n > 3 | map @.id'.", group: .query,
    takesDash: true)
  static let color = ProgramOption(
    name: "color", value: "when", meaning: "Colours: auto, always or never.", group: .color,
    completion: .words(ColorChoice.allCases.map(\.rawValue)))
  static let rate = ProgramOption(
    name: "rate", value: "n/h", meaning: "At most N requests an hour; 5000/h unless given.", group: .calls)
  static let retry = ProgramOption(
    name: "retry", value: "n", meaning: "How often a read is tried again.", group: .calls, takesDash: true)
  static let timeout = ProgramOption(
    name: "timeout", value: "d", meaning: "How long a call may take, such as 30s.", group: .calls)
  static let trace = ProgramOption(
    name: "trace", meaning: "Show each request and response on standard error, without the key.",
    group: .calls)
  static let dryRun = ProgramOption(
    name: "dry-run", meaning: "Send reads and show writes; nothing is changed.", group: .dryRun)
  static let allow = ProgramOption(
    name: "allow", value: "dir", meaning: "A folder that the script may read and write; repeatable.",
    group: .allow, completion: .folders)
  static let readOnly = ProgramOption(
    name: "read-only", meaning: "Refuse every write before it is sent.", group: .calls)
  static let maxCredits = ProgramOption(
    name: "max-credits", value: "n", meaning: "At most N credits for the whole run.", group: .calls)
  static let journal = ProgramOption(
    name: "journal", value: "file|url",
    meaning: "The ledger in which 'once' notes what it did: a file, or etcd://HOST:2379/PREFIX.",
    group: .journal, completion: .files)
  static let sameAs = ProgramOption(
    name: "same-as", value: "path",
    meaning: "Keys of 'once' that this script has done are done for the one that runs.", group: .journal,
    completion: .scripts)
  static let inDoubt = ProgramOption(
    name: "in-doubt", value: "rule",
    meaning: "Where 'once' does not know whether it was done: ask, retry, skip or fail.", group: .calls,
    completion: .words(InDoubtRule.allCases.map(\.rawValue)))
  static let undelivered = ProgramOption(
    name: "undelivered", value: "rule",
    meaning: "Where what 'once' sent came to nothing: fail, or retry.", group: .calls,
    completion: .words(UndeliveredRule.allCases.map(\.rawValue)))
  static let zone = ProgramOption(
    name: "zone", value: "zone",
    meaning: "The time zone of days and of times that name none, as Asia/Riyadh; UTC unless given.",
    group: .calls,
    completion: .words(["UTC", "Asia/Riyadh", "Asia/Dubai", "Africa/Cairo", "Europe/Berlin"]))
  static let yes = ProgramOption(
    name: "yes", meaning: "Answer yes to what would be asked.", group: .dialog)
  static let quiet = ProgramOption(
    name: "quiet",
    meaning:
      "Say nothing beside answers and failures: no notices, no progress, no warnings about a program that only reads.",
    group: .dialog)
  static let norc = ProgramOption(
    name: "norc", meaning: "Start the prompt without rc.wsl.", group: .prompt)
  static let noHistory = ProgramOption(
    name: "no-history", meaning: "Keep no history of this session.", group: .prompt)
  /// The words after its value belong to the code.
  static let code = ProgramOption(
    name: "c", value: "code", meaning: "Run this code.", takesDash: true)
  static let version = ProgramOption(name: "version", meaning: "Show the version.")
  static let help = ProgramOption(name: "help", short: "-h", meaning: "Show this help.")
}
