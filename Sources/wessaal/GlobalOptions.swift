import ArgumentParser
import Sandbox
import Shell

/// The options before the script or the command (shell.md, "Calls").
struct GlobalOptions: ParsableArguments {
  @Flag(help: "Use a sandbox inside this process: no account, no cost.")
  var sandbox = false

  @Option(help: ArgumentHelp("The API's base URL.", valueName: "url"))
  var baseURL: String?

  @Option(help: "How values are shown: auto, json, ndjson, csv, tsv, text or table.")
  var output: OutputFormat = .auto

  @Option(help: ArgumentHelp("Colours: auto, always or never.", valueName: "when"))
  var color: ColorChoice = .auto

  @Option(help: ArgumentHelp("At most N requests an hour.", valueName: "n/h"), transform: Rate.init)
  var rate: Rate?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("How often a read is tried again.", valueName: "n"))
  var retry: Int?

  @Option(
    help: ArgumentHelp("How long a call may take, such as 30s.", valueName: "d"), transform: Seconds.init)
  var timeout: Seconds?

  @Flag(help: "Show each request and response on standard error, without the key.")
  var trace = false

  @Flag(help: "Send reads and show writes; nothing is changed.")
  var dryRun = false

  @Flag(help: "Answer yes to what would be asked.")
  var yes = false

  @Flag(help: "Keep no history of this session.")
  var noHistory = false

  @OptionGroup(title: "Options of --sandbox")
  var sandboxOptions: SandboxOptions

  func validate() throws {
    if let retry, retry < 0 { throw ValidationError("--retry must be 0 or more, but is \(retry)") }
  }
}

extension OutputFormat: ExpressibleByArgument {}

enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// `5000/h`, or a bare number, which is an hour's too.
struct Rate {
  var perHour: Double

  init(_ argument: String) throws(ValidationError) {
    let number = argument.hasSuffix("/h") ? String(argument.dropLast(2)) : argument
    guard let value = Double(number), value >= 1, value <= 1e9 else {
      throw ValidationError("it must be 1/h to 1000000000/h")
    }
    perHour = value
  }
}

/// `500ms`, `30s`, `5m`, `1h`, or a bare number of seconds.
struct Seconds {
  var value: Double

  init(_ argument: String) throws(ValidationError) {
    let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("", 1)]
    guard let (unit, factor) = units.first(where: { argument.hasSuffix($0.0) }),
      let number = Double(argument.dropLast(unit.count)), number >= 0, number.isFinite
    else { throw ValidationError("it must be a duration such as 500ms, 30s or 5m") }
    value = number * factor
  }
}
