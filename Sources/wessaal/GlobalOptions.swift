import ArgumentParser

/// The options before the script or the command (shell.md, "Calls"), as they were typed.
///
/// Values are text here, and are read by `OptionValues`: each further type of value costs the option
/// parser 0.2 ms at every start, which looks for its conformances in the whole program.
struct GlobalOptions: ParsableArguments {
  @Flag(help: "Use a sandbox inside this process: no account, no cost.")
  var sandbox = false

  @Option(help: ArgumentHelp("The profile of config.toml to use.", valueName: "name"))
  var profile: String?

  @Option(help: ArgumentHelp("The API's base URL.", valueName: "url"))
  var baseURL: String?

  @Option(help: "How values are shown: auto, json, ndjson, csv, tsv, text or table.")
  var output: String?

  @Option(help: ArgumentHelp("Colours: auto, always or never.", valueName: "when"))
  var color: String?

  @Option(help: ArgumentHelp("At most N requests an hour; 5000/h unless given.", valueName: "n/h"))
  var rate: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("How often a read is tried again.", valueName: "n"))
  var retry: String?

  @Option(help: ArgumentHelp("How long a call may take, such as 30s.", valueName: "d"))
  var timeout: String?

  @Flag(help: "Show each request and response on standard error, without the key.")
  var trace = false

  @Flag(help: "Send reads and show writes; nothing is changed.")
  var dryRun = false

  @Option(help: ArgumentHelp("A folder that the script may read and write; repeatable.", valueName: "dir"))
  var allow: [String] = []

  @Flag(help: "Refuse every write before it is sent.")
  var readOnly = false

  @Option(help: ArgumentHelp("At most N credits for the whole run.", valueName: "n"))
  var maxCredits: String?

  @Option(help: ArgumentHelp("The file in which 'once' notes what it did.", valueName: "file"))
  var journal: String?

  @Option(help: "Where 'once' does not know whether it was done: ask, retry, skip or fail.")
  var inDoubt: String?

  @Flag(help: "Answer yes to what would be asked.")
  var yes = false

  @Flag(help: "Say nothing beside answers and failures: no notices, no progress.")
  var quiet = false

  @Flag(help: "Start the prompt without rc.wsl.")
  var norc = false

  @Flag(help: "Keep no history of this session.")
  var noHistory = false

  @OptionGroup(title: "Options of --sandbox")
  var sandboxOptions: SandboxOptions
}
