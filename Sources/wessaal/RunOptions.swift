import JSON
import Profiles
import Rendering
import Shell
import Stage

/// What the command line asks of a run, read and found good.
struct RunOptions {
  var sandbox: Bool
  var sandboxOptions: SandboxOptions
  var baseURL: String?
  var output = OutputFormat.auto
  var color = ColorChoice.auto
  /// Requests.
  var perHour = 5000.0
  /// How often a read is tried again; nil leaves it to the client.
  var retry: Int?
  /// Seconds that a call may take; nil leaves it to the client.
  var timeout: Double?
  var trace: Bool
  var dryRun: Bool
  var readOnly: Bool
  /// `--read-only` was typed: no profile lifts it.
  var mustRead: Bool
  var quiet: Bool
  var norc: Bool
  /// What calls take where they leave a parameter out.
  var defaults: Object
  /// Folders that the script may touch beside the working folder.
  var allow: [String]
  var yes: Bool
  var noHistory: Bool
  /// Credits that the run may spend; nil: all there are.
  var maxCredits: Int?
  /// The file of `once`; nil: one of the script's own.
  var journal: String?
  var inDoubt = InDoubtRule.ask

  /// What was typed goes before what the profile says.
  ///
  /// - Throws: what is wrong with a value.
  init(_ typed: GlobalOptions, _ profile: Profile = Profile()) throws(StartFailure) {
    sandbox = typed.sandbox
    sandboxOptions = typed.sandboxOptions
    baseURL = typed.baseURL
    trace = typed.trace
    dryRun = typed.dryRun
    mustRead = typed.readOnly
    readOnly = typed.readOnly || profile.readOnly
    quiet = typed.quiet
    norc = typed.norc
    defaults = profile.defaults
    allow = typed.allow
    yes = typed.yes
    noHistory = typed.noHistory
    journal = typed.journal
    if let text = typed.output {
      output = try OptionValues.name(text, of: "--output")
    } else if let text = profile.output {
      output = try OptionValues.name(text, of: "output of the profile")
    }
    if let text = typed.color { color = try OptionValues.name(text, of: "--color") }
    if let text = typed.rate {
      perHour = try OptionValues.hourly(text, of: "--rate")
    } else if let text = profile.rate {
      perHour = try OptionValues.hourly(text, of: "rate of the profile")
    }
    if let text = typed.retry { retry = try OptionValues.integer(text, of: "--retry", in: 0...1000) }
    if let text = typed.maxCredits {
      maxCredits = try OptionValues.integer(text, of: "--max-credits", in: 0...Int.max)
    }
    if let text = typed.inDoubt { inDoubt = try OptionValues.name(text, of: "--in-doubt") }
    if let text = typed.timeout {
      timeout = try OptionValues.seconds(text, of: "--timeout")
    } else if let text = profile.timeout {
      timeout = try OptionValues.seconds(text, of: "timeout of the profile")
    }
  }
}

/// The values of `--color`.
enum ColorChoice: String, CaseIterable {
  case auto, always, never
}
