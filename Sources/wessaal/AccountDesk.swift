import HTTP
import JSON
import Ledger
import Machine
import Profiles
import Shell
import Stage

/// Gives `profile` and `login` the profiles of the configuration, and changes the session to another one.
final class AccountDesk: Accounts {
  private let wiring: Wiring
  private unowned let session: Session
  private(set) var current: String?
  private var isSandbox: Bool
  let file: ProfileFile?
  private let source: ProgramSource
  private var readsOnly: Bool
  /// Whether the session must only read, even where its profile allows more.
  var mustRead: Bool { didSet { session.setReadOnly(mustRead || readsOnly) } }

  init(_ wiring: Wiring, _ session: Session, _ connection: Connection, of source: ProgramSource) {
    self.wiring = wiring
    self.session = session
    current = connection.profile
    isSandbox = connection.base == nil
    self.source = source
    file = wiring.folders.configurationFile
    readsOnly = wiring.profile.readOnly
    mustRead = wiring.options.mustRead
  }

  func profiles() throws(Failure) -> [Profile] { try file?.load().profiles ?? [] }

  /// `--sandbox` holds for the whole run: a user who asked for it must not reach an account from the same
  /// prompt.
  func checkMayChange() throws(Failure) {
    if wiring.options.sandbox {
      throw Failure(
        .usage, "a session of --sandbox speaks to no account", hint: "start wessaal without --sandbox")
    }
  }

  func client(_ key: APIKey, profile: Profile) throws(Failure) -> Client {
    let given = Connection.baseURL(wiring, profile)
    do throws(StartFailure) {
      return wiring.client(base: try given.map(Connection.base) ?? .documented, key: key)
    } catch { throw Failure(.usage, error.message, hint: error.hint) }
  }

  func use(_ name: String?) throws(Failure) {
    try checkMayChange()
    guard let profile = try file?.load().profile(name) else { return }
    let connection: Connection
    let zone: String?
    // Nothing of the session changes before all of the profile is known to be right.
    do throws(StartFailure) {
      try RunOptions.checkLedger(of: profile)
      connection = try Connection(wiring, profile)
      zone =
        wiring.options.hasZone
        ? nil
        : try OptionValues.zone(profile.zone ?? "UTC", of: profile.place(of: "zone") + "zone of the profile")
    } catch { throw Failure(.usage, error.message, hint: error.hint) }
    session.use(wiring.account(connection, profile, of: source))
    if let zone { wiring.interruption.setZone(Text(zone)) }
    readsOnly = profile.readOnly
    session.setReadOnly(mustRead || readsOnly)
    current = profile.name
    if isSandbox { session.console.say("this is the sandbox no more: what is sent is real, and paid for") }
    isSandbox = false
    if let notice = connection.notice, !wiring.options.quiet { session.console.say(notice) }
  }
}
