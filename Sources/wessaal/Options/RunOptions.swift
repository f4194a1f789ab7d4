import Files
import JSON
import Ledger
import Profiles
import Rendering
import Shell
import Stage

/// What the command line asks of a run, read and found good.
struct RunOptions {
  var sandbox: Bool
  /// As they were typed. They are read where a sandbox is started.
  var typed: GivenOptions
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
  /// Where the ledger of `once` is, a file or etcd; nil: the account's own.
  var journal: String?
  var inDoubt = InDoubtRule.ask
  var undelivered = UndeliveredRule.fail
  /// The real path of the script that this one is taken for.
  var sameAs: String?
  /// The run's time zone.
  var zone = "UTC"
  /// `--zone` was typed: no profile changes it.
  var hasZone: Bool

  /// What was typed goes before what the profile says.
  ///
  /// - Throws: what is wrong with a value.
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
    for place in [journal, profile.journal] { try Self.checkLedger(place) }
    sameAs = typed[.sameAs].map { Files.target($0) ?? $0 }
    if let text = typed[.output] {
      output = try OptionValues.name(text, of: "--output")
    } else if let text = profile.output {
      output = try OptionValues.name(text, of: "output of the profile")
    }
    if let text = typed[.color] { color = try OptionValues.name(text, of: "--color") }
    if let text = typed[.rate] {
      perHour = try OptionValues.hourly(text, of: "--rate")
    } else if let text = profile.rate {
      perHour = try OptionValues.hourly(text, of: "rate of the profile")
    }
    if let text = typed[.retry] { retry = try OptionValues.integer(text, of: "--retry", in: 0...1000) }
    if let text = typed[.maxCredits] {
      maxCredits = try OptionValues.integer(text, of: "--max-credits", in: 0...Int.max)
    }
    hasZone = typed[.zone] != nil
    if let text = typed[.zone] ?? profile.zone {
      zone = try OptionValues.zone(text, of: typed[.zone] == nil ? "zone of the profile" : "--zone")
    }
    if let text = typed[.inDoubt] { inDoubt = try OptionValues.name(text, of: "--in-doubt") }
    if let text = typed[.undelivered] { undelivered = try OptionValues.name(text, of: "--undelivered") }
    if let text = typed[.timeout] {
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

extension RunOptions {
  /// What is meant for etcd must be an address.
  static func checkLedger(_ place: String?) throws(StartFailure) {
    guard let place, EtcdAddress.isMeant(place) else { return }
    do throws(EtcdAddressError) { _ = try EtcdAddress(parsing: place) } catch {
      throw StartFailure(message: "\(error)")
    }
  }
}
