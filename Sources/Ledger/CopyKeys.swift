import JSON
import Machine

extension Ledger {
  /// A ledger of the same account in another place.
  ///
  /// - Parameter place: the path of a file, or an address of etcd.
  /// - Throws: `usage` where the place is neither.
  package func standing(at place: String, isCopy: Bool) throws(Failure) -> Ledger {
    do throws(EtcdAddressError) {
      try EtcdAddress.check(place: place)
      let other = EtcdAddress.isMeant(place) ? Place.etcd(try EtcdAddress(parsing: place)) : .file(place)
      return moved(to: other, isCopy: isCopy)
    } catch { throw Failure(.usage, "\(error)", hint: error.hint) }
  }

  /// Copies those keys that the other ledger does not have yet.
  ///
  /// - Returns: how many keys were copied, and how many the other ledger had already.
  package func copyKeys(to other: Ledger) async throws(Failure) -> (copied: Int, known: Int) {
    try await open()
    try await other.open()
    var keys: [(Text, [Value])] = []
    try await store?.eachKey { (key, known) throws(Failure) in keys.append((key, known.lines)) }
    var (copied, known) = (0, 0)
    for (key, lines) in keys {
      guard let revision = try await other.store?.lines(of: key).revision, revision == 0,
        try await other.add([
          Addition(key: key, lines: lines.map { $0.owned(by: other.account) }, revision: 0)
        ]) != nil
      else {
        known += 1
        continue
      }
      copied += 1
    }
    try await other.sync()
    return (copied, known)
  }
}
