import HTTP
import Machine

/// The profiles that a session can use. The program makes it, since it knows the options and the environment.
public protocol Accounts: AnyObject {
  /// The names in the configuration file; nil is the unnamed one.
  func profiles() throws(Failure) -> [Profile]
  /// The one in use.
  var current: String? { get }
  var file: ProfileFile? { get }
  /// - Throws: `usage`, where the session must stay with what it speaks to.
  func checkMayChange() throws(Failure)
  /// A client for a key that is tried before it is kept.
  func client(_ key: APIKey, profile: Profile) throws(Failure) -> Client
  /// Makes the session speak to another account.
  func use(_ name: String?) throws(Failure)
}
