import HTTP
import Machine

/// The profiles that a session can use. The program implements it, because it knows the options and the
/// environment.
public protocol Accounts: AnyObject {
  /// The profiles in the configuration file. The unnamed one has the name nil.
  func profiles() throws(Failure) -> [Profile]
  /// The name of the profile in use.
  var current: String? { get }
  var file: ProfileFile? { get }
  /// - Throws: `usage`, where the session must keep its account.
  func checkMayChange() throws(Failure)
  /// A client for a key that is tried before it is kept.
  func client(_ key: APIKey, profile: Profile) throws(Failure) -> Client
  /// Makes the session speak to another account.
  func use(_ name: String?) throws(Failure)
}
