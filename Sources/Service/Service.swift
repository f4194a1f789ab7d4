import Catalog
import HTTP
import JSON
import Machine
import Stage

/// Calls of the API. A session makes one, gives it the guards that are told of writes and the observers that are told
/// of exchanges, and asks for answers by `exchange`. It does not know of the ledger, scripts or the prompt.
///
/// Used by one thread, as the session.
package final class Service {
  package let console: Console
  package let catalog: Catalog
  /// How long `--wait` waits unless told otherwise, in seconds.
  package let waitTimeout: Double
  /// The API, where there is a key; else why there is none.
  package private(set) var client: Result<Client, Failure>
  /// A client without a key, for a look at the network where there is none.
  package private(set) var keyless: Client?
  /// Writes are refused before they are sent.
  package var isReadOnly = false
  /// A recording answers. It cannot answer what nobody asked for when it was made.
  package var isReplayed = false
  /// Inputs are typed: Ctrl-C is heard at once, and records are kept for completion.
  package var isAtPrompt = false
  /// What the answers so far have told.
  package internal(set) var known = Known()
  /// The calls of the input that ran last.
  package var calls = CallSummary()
  /// How many messages of bulks were not sent in this run.
  package var unsent = 0
  /// What is told of each write of the run, the outermost first.
  package var guards: [any WriteGuard] = []
  /// Lets writes out side by side; nil: they go as they come.
  package weak var traffic: (any WriteTraffic)?
  /// Which rows the calls are about that are made now; nil: all.
  var isAbout: RowFilter?
  /// What is told of each exchange.
  package var observers: [any CallObserver] = []
  /// The number of the last write.
  var lastWrite = 0
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

  /// Speaks to that account from now on.
  package func use(_ client: Result<Client, Failure>, keyless: Client?) {
    self.client = client
    self.keyless = keyless
    forgetKnown()
  }

  /// The account may have changed.
  package func forgetKnown() { known = Known() }

  /// The members of a body that hold no API key, which is never written down.
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
