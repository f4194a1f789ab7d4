import HTTP
import Journal
import Machine
import Profiles
import Shell

/// The profiles of the configuration, for the session that `profile` and `login` are typed in.
final class AccountDesk: Accounts {
  private let wiring: Wiring
  private unowned let session: Session
  private(set) var current: String?
  private var isSandbox: Bool
  let file: ProfileFile?
  private let owner: Journal.Owner
  private var readsOnly: Bool
  /// Whether the session only reads, whichever profile it has.
  var mustRead: Bool { didSet { session.setReadOnly(mustRead || readsOnly) } }

  init(_ wiring: Wiring, _ session: Session, _ connection: Connection, journalOf owner: Journal.Owner) {
    self.wiring = wiring
    self.session = session
    current = connection.profile
    isSandbox = connection.base == nil
    self.owner = owner
    file = wiring.folders.configurationFile
    readsOnly = wiring.profile.readOnly
    mustRead = wiring.options.mustRead
  }

  func profiles() throws(Failure) -> [Profile] { try file?.load().profiles ?? [] }

  /// `--sandbox` holds for the whole run: who asked for it must not find an account under the same prompt.
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
    do throws(StartFailure) {
      connection = try Connection(wiring, profile)
    } catch { throw Failure(.usage, error.message, hint: error.hint) }
    session.client = connection.client
    session.label = connection.label
    session.journal = wiring.journal(of: owner, connection)
    session.settings.defaults = profile.defaults
    session.settings.profileDefaults = profile.defaults
    readsOnly = profile.readOnly
    session.setReadOnly(mustRead || readsOnly)
    current = profile.name
    if isSandbox { session.say("this is the sandbox no more: what is sent is real, and paid for") }
    isSandbox = false
    if let notice = connection.notice, !wiring.options.quiet { session.say(notice) }
  }
}
