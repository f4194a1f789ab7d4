import HTTP
import JSON
import Ledger
import Machine

/// The account that a session calls. `profile` replaces it, and a replay replaces it until the replay ends.
public struct Account {
  /// The client of the API; where there is no key, the reason.
  package var client: Result<Client, Failure>
  /// A client without a key, by which `doctor` can check the network.
  package var keyless: Client?
  /// The text of the prompt before `> `.
  package var label: String
  /// The name of a real account in the history: the profile and the host. Nil for a sandbox.
  package var realName: String?
  /// The ledger in which `once` notes what it has done.
  package var ledger: Ledger
  /// The values that calls use for parameters that they leave out.
  package var defaults: Object
  /// Those of the defaults that come from the profile, so that another run has them too.
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
