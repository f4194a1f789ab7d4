import HTTP
import JSON
import Ledger
import Machine

/// The account that a session speaks to: `profile` puts another one in its place, and so does a replay until it ends.
public struct Account {
  /// The API, where there is a key; else why there is none.
  package var client: Result<Client, Failure>
  /// A client without a key, for a look at the network where there is none.
  package var keyless: Client?
  /// What the prompt shows before `> `.
  package var label: String
  /// The profile and the host of a real one, for the history; nil: the sandbox.
  package var realName: String?
  /// Where `once` notes what it did.
  package var ledger: Ledger
  /// What calls take where they leave a parameter out.
  package var defaults: Object
  /// The defaults among these that the profile gives: another run has them too.
  var profileDefaults: Object
  /// Whether writes are refused.
  package var isReadOnly: Bool

  package init(
    _ client: Result<Client, Failure>, keyless: Client? = nil, label: String = "", realName: String? = nil,
    ledger: Ledger = .ofMemory(), defaults: Object = Object(), isReadOnly: Bool = false
  ) {
    self.client = client
    self.keyless = keyless
    self.label = label
    self.realName = realName
    self.ledger = ledger
    self.defaults = defaults
    profileDefaults = defaults
    self.isReadOnly = isReadOnly
  }

  var key: APIKey? { (try? client.get())?.key }
}
