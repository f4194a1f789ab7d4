import Catalog
import HTTP
import JSON
import Machine
import Stage

/// The calls of the API. A session makes one service, and gives it guards that hear of writes and observers that hear
/// of exchanges. It then asks for answers with `exchange`. A service does not know of the ledger, scripts or the
/// prompt.
///
/// Only the thread of the session uses it.
package final class Service {
  package let console: Console
  package let catalog: Catalog
  /// How many seconds `--wait` waits where the user has not said otherwise.
  package let waitTimeout: Double
  /// The client for the API; or why there is none.
  package private(set) var client: Result<Client, Failure>
  /// A client without a key, used to look at the network where there is no key.
  package private(set) var keyless: Client?
  /// Whether writes are refused before they are sent.
  package var isReadOnly = false
  /// Whether a recording answers in place of the API. It has answers only to the calls that were made at that time.
  package var isReplayed = false
  /// Whether the inputs are typed at a prompt. Then Ctrl-C works at once, and records are kept for completion.
  package var isAtPrompt = false
  /// What the answers so far have told about the account.
  package internal(set) var known = Known()
  /// The calls of the latest input.
  package var calls = CallSummary()
  /// How many messages of bulks were not sent in this run.
  package var unsent = 0
  /// How many of them were queued and came to nothing, as far as the answers told.
  package var undelivered = 0
  /// The guards that hear of every write of the run, the outermost first.
  package var guards: [any WriteGuard] = []
  /// Decides when each write may leave; nil: at once.
  package weak var traffic: (any WriteTraffic)?
  /// Selects the rows that the present calls are meant for; nil: all rows.
  var isAbout: RowFilter?
  /// The observers that hear of each exchange.
  package var observers: [any CallObserver] = []
  /// The number of the last write.
  var lastWrite = 0
  /// The state of the program's first fiber.
  package let mainLane = LaneState()

  package init(
    _ client: Result<Client, Failure>, keyless: Client? = nil, console: Console, catalog: Catalog,
    waitTimeout: Double
  ) {
    self.client = client
    self.keyless = keyless
    self.console = console
    self.catalog = catalog
    self.waitTimeout = waitTimeout
  }

  /// Changes to another account.
  package func use(_ client: Result<Client, Failure>, keyless: Client?) {
    self.client = client
    self.keyless = keyless
    forgetKnown()
  }

  /// Forgets what was learned, since the account may have changed.
  package func forgetKnown() { known = Known() }

  /// The body without the members that contain an API key, since a key is never written down.
  package func withoutKey(_ body: Value) -> Value {
    let redaction = Redaction(of: (try? client.get())?.key)
    func isPlain(_ value: Value) -> Bool {
      let text = value.json
      return redaction.text(text) == text && !Redaction.holdsToken(text)
    }
    guard case .object(let members) = body, !isPlain(body) else { return body }
    return .object(Object(members.members.filter { isPlain($0.value) }.map { ($0.name, $0.value) }))
  }
}
