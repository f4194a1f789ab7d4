import Files
import JSON
import Ledger
import Machine
import Rendering
import Service
import Stage
import SystemCalls

extension LedgerDesk {
  /// `journal copy FROM TO`: copies the keys of this account from one ledger to another. Keys that the target has
  /// already stay as they are, so that a second run changes nothing.
  func copy(_ from: Value?, _ to: Value?) async throws(Failure) -> Value {
    guard let from = from?.asString, let to = to?.asString, from != to else {
      let found = to == nil ? "one is missing" : "has the same one twice"
      throw Failure(
        .usage, "'journal copy' must be given two ledgers, but \(found)",
        hint:
          "'journal copy \"-\" FILE' copies the one of this run, and 'journal' alone shows it; each of the two is a file, "
          + "etcd://HOST:2379/PREFIX, or '-'")
    }
    if service.isReadOnly { throw .readOnly("journal copy") }
    let source = try ledger(at: from, isRead: true)
    let target = try ledger(at: to, isRead: false)
    let (copied, known) = try await source.copyKeys(to: target)
    return ["copied": .int(Int64(copied)), "known": .int(Int64(known))]
  }

  private func ledger(at place: String, isRead: Bool) throws(Failure) -> Ledger {
    if place == "-" {
      // A key that is done is not sent. So a script must not be able to write a file and declare it done in this way.
      if !isRead, !access().isFree {
        throw Failure(
          .script, "a script must leave the ledger of its run alone, but copies keys into it",
          hint: "wessaal journal copy FROM - copies them, typed by a person")
      }
      return isRead ? ledger.copied() : ledger
    }
    if !EtcdAddress.isMeant(place) {
      try access().check(place)
      if Files.descriptor(place) != nil || isRead && (try? FileStatus(of: place))?.kind != .file {
        throw Failure(
          .script, "'journal copy' must be given a ledger, but \(Escaping.line(place)) is not a file",
          hint: isRead ? nil : "'journal copy \"-\" FILE' makes one, and 'journal' alone shows the ledger")
      }
    }
    // A dry run counts what it would copy.
    return try ledger.standing(at: place, isCopy: isRead || console.mode.isDry || console.mode.isRehearsed)
  }
}
