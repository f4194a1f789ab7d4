import Catalog
import Files
import HTTP
import JSON
import Ledger
import Machine
import Service
import Source
import Stage

/// What is built on the ledger with calls: `once`, `--once`, and the question before many messages. A session makes
/// one, and its service lets writes out through it.
///
/// Used by one thread, as the session.
package final class LedgerDesk: WriteTraffic {
  package let service: Service
  /// Where `once` notes what it did.
  package var ledger: Ledger { didSet { identify() } }
  package let many: ManySends
  let rules: MoneyRules
  /// Gives the SHA-256 of the block of the call that stands there, as `fmt` lays it out; nil where there is none.
  package var digest: ((Span) -> String?)?
  /// Gives which files the program that runs may touch.
  package var access: () -> FileAccess = { .free }
  private var digests: [Span: String?] = [:]
  /// Messages that were sent under no key, and could not be noted yet; and from when on that is tried again.
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

  /// Lets the ledger ask the service whose it is: `user.id` of `me`, once.
  private func identify() {
    ledger.identify = { [service] () async throws(Failure) in
      // `$response` is that of the call that the user made.
      let before = service.lane.lastExchange
      defer { service.lane.lastExchange = before }
      let me = try await service.exchange(.me, Object())
      guard let id = me["user"]?["id"], id.isRecordID else {
        throw Failure(
          .server, "the ledger must know whose it is, but the answer of 'me' has no user.id",
          hint: "nothing was sent under a key of 'once'")
      }
      return id.recordKey
    }
  }

  /// In seconds since 1970.
  var date: Double { console.world.surroundings.date() }

  var undelivered: UndeliveredRule { rules.undelivered }

  /// What the user says is the same script.
  var sameAs: String? { rules.sameAs }

  /// Which text the call stands in.
  func origin(of call: WorldCall) -> Origin {
    let block = digests[call.span] ?? digest?(call.span)
    digests[call.span] = block
    return Origin(script: rules.script, name: rules.source, block: block)
  }

  /// A bulk's keys say all: recipient and content.
  var bulkOrigin: Origin { Origin(script: rules.script, name: rules.source, block: nil) }

  /// The keys of the ledger that the fiber has.
  var heldKeys: Set<Turns.Name> {
    service.lane.guards.reduce(into: []) { held, guardian in
      guard let bracket = guardian as? Bracket else { preconditionFailure("a lane's guards are brackets") }
      held.formUnion(bracket.holds)
    }
  }

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

  /// Notes what a write that no key answers for has sent: a key may look for a message like it.
  private func noteFree(_ told: Value) async {
    unnoted.formUnion(told.messageIDs)
    // A ledger that does not answer must not hold up each send.
    if unnoted.isEmpty || date < noteAgain { return }
    do throws(Failure) {
      try await ledger.note(sent: Array(unnoted), at: date)
      unnoted = []
    } catch {
      // The messages are sent, whether that can be noted or not.
      if error.kind == .network, noteAgain < 0 {
        console.say("what was sent under no key cannot be noted in the ledger now: \(error.message)")
      }
      noteAgain = date + Self.rest
    }
  }

  /// Seconds between two tries to note what was sent under no key.
  private static let rest = 60.0

  /// Writes down what came of a write. What was sent, or may have been, and cannot be written down is in doubt: that the
  /// ledger does not answer says nothing of it.
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
