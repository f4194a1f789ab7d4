import Catalog
import Files
import HTTP
import JSON
import Ledger
import Machine
import Service
import Source
import Stage

/// The parts that need both the ledger and calls of the API: `once`, `--once`, and the question before many messages. A
/// session makes one desk, and its service sends writes through it.
///
/// Only the thread of the session uses it.
package final class LedgerDesk: WriteTraffic {
  package let service: Service
  /// The ledger of the account in which `once` notes its keys.
  package var ledger: Ledger {
    didSet {
      identify()
      looked = nil
    }
  }
  /// The ledger as a run sees it that must not write anything.
  private var looked: Ledger?
  package let many: ManySends
  let rules: MoneyRules
  /// Gives the SHA-256 of the block of the call at this place, in the layout of `fmt`; nil where the call has no block.
  package var digest: ((Span) -> String?)?
  /// Gives the files that the running program may touch.
  package var access: () -> FileAccess = { .free }
  private var digests: [Span: String?] = [:]
  /// The messages that were sent under no key and could not be noted yet. `noteAgain` is when that may be tried again,
  /// in seconds since 1970.
  private var (unnoted, noteAgain): (Set<Value>, Double) = ([], -1)

  var console: Console { service.console }

  package init(_ service: Service, ledger: Ledger, rules: MoneyRules) {
    self.service = service
    self.ledger = ledger
    self.rules = rules
    many = ManySends(service)
    service.traffic = self
    identify()
  }

  /// Tells the ledger how to ask the service for the account: `user.id` of `me`, once.
  private func identify() {
    ledger.identify = { [service] () async throws(Failure) in
      // This call was not made by the user, so `$response` must not show it.
      let before = service.lane.lastExchange
      defer { service.lane.lastExchange = before }
      let me = try await service.exchange(.me, Object())
      guard let id = me["user"]?["id"], id.isRecordID else {
        throw Failure(
          .server, "the ledger must know its account, but the answer of 'me' has no user.id",
          hint: "nothing was sent under this key")
      }
      return id.recordKey
    }
  }

  /// The ledger, which is not made by this where it is missing, and not changed.
  func viewed() async throws(Failure) -> Ledger {
    if let looked { return looked }
    let view = try await ledger.viewed()
    looked = view
    return view
  }

  /// Now, in seconds since 1970.
  var date: Double { console.world.surroundings.date() }

  var undelivered: UndeliveredRule { rules.undelivered }

  /// The script that the user declares to be the same as this one (`--same-as`).
  var sameAs: String? { rules.sameAs }

  /// The program and the block in which the call stands.
  func origin(of call: WorldCall) -> Origin {
    let block = digests[call.span] ?? digest?(call.span)
    digests[call.span] = block
    return Origin(script: rules.script, name: rules.source, block: block)
  }

  /// A key of a bulk names recipient and content, so that no block is needed to tell what it means.
  var bulkOrigin: Origin { Origin(script: rules.script, name: rules.source, block: nil) }

  /// The keys of the ledger that the fiber has.
  var heldKeys: Set<Turns.Name> {
    service.lane.guards.reduce(into: []) { held, guardian in
      guard let bracket = guardian as? Bracket else { preconditionFailure("a lane's guards are brackets") }
      held.formUnion(bracket.holds)
    }
  }

  /// Sends a write, but not while the outcome of an earlier one is looked up. The messages of a write outside of any
  /// key are noted afterwards.
  package func letOut(
    isKeyed: Bool, _ send: () async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    try await ledger.traffic.writing { () async throws(Failure) in
      if isKeyed { return try await send() }
      do throws(Failure) {
        let answer = try await send()
        await noteFree(["answer": answer])
        return answer
      } catch {
        await noteFree(["value": error.results])
        throw error
      }
    }
  }

  /// Notes the messages that a write outside of any key has sent. Otherwise a key in doubt could take one of them for
  /// its own.
  private func noteFree(_ told: Value) async {
    unnoted.formUnion(told.messageIDs)
    // After a failure nothing is tried for a while, so that a ledger that does not answer does not hold up each send.
    if unnoted.isEmpty || date < noteAgain { return }
    do throws(Failure) {
      try await ledger.note(sent: Array(unnoted), at: date)
      unnoted = []
    } catch {
      // The messages have been sent, so the run goes on.
      if error.kind == .network, noteAgain < 0 {
        console.say(
          "messages that were sent outside 'once' cannot be noted in the ledger now: \(error.message)")
      }
      noteAgain = date + Self.rest
    }
  }

  /// How many seconds pass before it is tried again.
  private static let rest = 60.0

  /// Notes the outcome of a write. Where something was sent, or may have been, and the note fails, the write is in
  /// doubt: the failure of the ledger says nothing about it.
  ///
  /// - Parameter wasSent: whether the write was sent, or may have been.
  static func recording(
    wasSent: Bool, _ note: () async throws(Failure) -> Void
  ) async throws(Failure) {
    do throws(Failure) { try await note() } catch {
      guard wasSent, error.kind != .inDoubt, error.kind != .interrupted else { throw error }
      throw Failure(
        .inDoubt, "what 'once' has sent must be noted in the ledger, but: \(error.message)",
        hint: "the key stays open there: the next run that asks for it finds out what became of it")
    }
  }
}
