import Files
import JSON
import Ledger
import Profiles
import Rendering
import Shell
import Stage

/// What the command line and the profile ask of a run, after their values were read and checked.
struct RunOptions {
  var sandbox: Bool
  /// The options as they were typed. Those of the sandbox are read when one is started.
  var typed: GivenOptions
  var baseURL: String?
  var output = OutputFormat.auto
  var color = ColorChoice.auto
  /// The rate, in requests an hour.
  var perHour = 5000.0
  /// How many times a read is tried again; nil: the client decides.
  var retry: Int?
  /// How long a call may take, in seconds; nil: the client decides.
  var timeout: Double?
  var trace: Bool
  var dryRun: Bool
  var readOnly: Bool
  /// Whether `--read-only` was typed, which no profile can undo.
  var mustRead: Bool
  var quiet: Bool
  var norc: Bool
  /// The values that calls use for parameters that they leave out.
  var defaults: Object
  /// Folders that the script may touch besides the working folder.
  var allow: [String]
  var yes: Bool
  var noHistory: Bool
  /// The credits that the run may spend; nil: all that the account has.
  var maxCredits: Int?
  /// The place of the ledger of `once`: a file or etcd; nil: the account's own.
  var journal: String?
  var inDoubt = InDoubtRule.ask
  var undelivered = UndeliveredRule.fail
  /// The real path of the script for which this one is taken.
  var sameAs: String?
  /// The time zone of the run.
  var zone = "UTC"
  /// Whether `--zone` was typed, which no profile can change.
  var hasZone: Bool

  /// What was typed comes before what the profile says.
  ///
  /// - Throws: where a value is not valid.
  init(_ typed: GivenOptions, _ profile: Profile = Profile()) throws(StartFailure) {
    self.typed = typed
    sandbox = typed.has(.sandbox)
    baseURL = typed[.baseURL]
    trace = typed.has(.trace)
    dryRun = typed.has(.dryRun)
    mustRead = typed.has(.readOnly)
    readOnly = mustRead || profile.readOnly
    quiet = typed.has(.quiet)
    norc = typed.has(.norc)
    defaults = profile.defaults
    allow = typed.all(.allow)
    yes = typed.has(.yes)
    noHistory = typed.has(.noHistory)
    journal = typed[.journal]
    try Self.checkLedger(journal)
    try Self.checkLedger(of: profile)
    sameAs = typed[.sameAs].map { Files.target($0) ?? $0 }
    if let text = typed[.output] {
      output = try OptionValues.name(text, of: "--output")
    } else if let text = profile.output {
      output = try OptionValues.name(text, of: profile.place(of: "output") + "output of the profile")
    }
    if let text = typed[.color] { color = try OptionValues.name(text, of: "--color") }
    if let text = typed[.rate] {
      perHour = try OptionValues.hourly(text, of: "--rate")
    } else if let text = profile.rate {
      perHour = try OptionValues.hourly(text, of: profile.place(of: "rate") + "rate of the profile")
    }
    if let text = typed[.retry] { retry = try OptionValues.integer(text, of: "--retry", in: 0...1000) }
    if let text = typed[.maxCredits] {
      maxCredits = try OptionValues.integer(text, of: "--max-credits", in: 0...Int.max)
    }
    hasZone = typed[.zone] != nil
    if let text = typed[.zone] ?? profile.zone {
      zone = try OptionValues.zone(
        text, of: typed[.zone] == nil ? profile.place(of: "zone") + "zone of the profile" : "--zone")
    }
    if let text = typed[.inDoubt] { inDoubt = try OptionValues.name(text, of: "--in-doubt") }
    if let text = typed[.undelivered] { undelivered = try OptionValues.name(text, of: "--undelivered") }
    if let text = typed[.timeout] {
      timeout = try OptionValues.seconds(text, of: "--timeout")
    } else if let text = profile.timeout {
      timeout = try OptionValues.seconds(text, of: profile.place(of: "timeout") + "timeout of the profile")
    }
  }
}

/// The values of `--color`.
enum ColorChoice: String, CaseIterable {
  case auto, always, never
}

extension RunOptions {
  /// Checks where a profile has its ledger.
  static func checkLedger(of profile: Profile) throws(StartFailure) {
    do throws(StartFailure) { try checkLedger(profile.journal) } catch {
      throw error.standing(at: profile.place(of: "journal"))
    }
  }

  /// Checks where a ledger is to be.
  ///
  /// - Throws: where the place is neither a file nor an address of etcd.
  static func checkLedger(_ place: String?) throws(StartFailure) {
    guard let place else { return }
    do throws(EtcdAddressError) { try EtcdAddress.check(place: place) } catch {
      throw StartFailure(message: Escaping.line("\(error)"), hint: error.hint.map { Escaping.line($0) })
    }
  }
}
