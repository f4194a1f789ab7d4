import Files
import HTTP
import JSON
import Ledger
import Library
import Machine
import Recording
import Rendering
import Stage
import Synchronization

extension Session {
  /// Answers calls from a recording from now on.
  ///
  /// - Throws: where the file cannot be read or is not a recording.
  func replay(_ path: String) throws(Failure) {
    try access.check(path)
    let bytes: [UInt8]?
    do throws(FileError) { bytes = try InputFile.bytes(of: path, most: 512 << 20) } catch {
      throw Failure(error)
    }
    guard let bytes else {
      throw Failure(.usage, "a recording must have at most 512 MiB, but \(Escaping.line(path)) has more")
    }
    let (calls, session) = try RecordedCall.all(in: bytes, of: path)
    record.recorder.add(replayed: calls)
    let real = record.outside ?? account
    record.outside = real
    var account = account
    account.client = .success(replaying(calls, in: real))
    account.label = "replay"
    // What is replayed was not really done, and a later `once` must not find it in the ledger.
    account.ledger = .ofMemory("replay")
    use(account)
    observe()
    record.clock.stand(at: calls.first?.start)
    record.inputs = session?.inputs[...] ?? []
    record.zone = record.zone ?? console.interruption.zone
    if let session, (try? Zone(named: Text(session.zone))) != nil {
      console.interruption.setZone(Text(session.zone))
    }
    console.say(
      "\(Figures.counted(calls.count, "exchange")) of \(Escaping.line(path)) answer from now on; nothing is sent"
        + " until 'replay off'")
  }

  /// Sets the clock to the time at which an input was recorded, when the same input is typed again.
  func standClock(at input: String) {
    guard let place = record.inputs.firstIndex(where: { $0.text == input }) else {
      return record.clock.leaveInput()
    }
    let next = record.inputs[(place + 1)...].first
    record.clock.stand(atInput: record.inputs[place].time, until: next?.time)
    record.inputs = record.inputs[(place + 1)...]
  }

  /// A client that answers from a recording, like the session's own or like one without a key.
  private func replaying(_ calls: [RecordedCall], in account: Account) -> Client {
    let real = (try? account.client.get()) ?? account.keyless
    let base = real?.base ?? .documented
    var client = Client(
      transport: ReplayTransport(calls, below: base, clock: record.clock), base: base, key: real?.key,
      surroundings: console.world.surroundings, retry: real?.retry ?? RetryPolicy(),
      limiter: RateLimiter(perHour: 1e9))
    client.surroundings = ReplayClock(console.world.surroundings).surroundings
    return client
  }

  /// Ends a replay, so that calls go to the service again.
  ///
  /// - Throws: where there is no replay.
  func endReplay() throws(Failure) {
    guard var real = record.outside else {
      throw Failure(.usage, "'replay off' ends a replay, but there is none", hint: "replay FILE begins one")
    }
    record.outside = nil
    record.clock.stand(at: nil)
    record.inputs = []
    if let zone = record.zone { console.interruption.setZone(zone) }
    record.zone = nil
    // Settings that were changed during the replay stay.
    (real.defaults, real.isReadOnly) = (account.defaults, account.isReadOnly)
    use(real)
    observe()
  }

  /// Refuses a command that would call the service during a replay.
  func refuseInReplay(_ command: String) throws(Failure) {
    guard record.outside != nil else { return }
    throw Failure(
      .usage, "'\(command)' needs the service, but this is a replay", hint: "'replay off' ends it")
  }
}

/// The clock of a replay. A wait is over at once, because the recorded run has waited already.
private final class ReplayClock: Sendable {
  private let real: Surroundings
  /// The seconds that were not waited for.
  private let passed = Mutex(0.0)

  init(_ real: Surroundings) { self.real = real }

  var surroundings: Surroundings {
    var surroundings = real
    surroundings.isReal = false
    surroundings.now = { [real] in real.now() + self.passed.withLock { $0 } }
    surroundings.sleep = { seconds async throws(CancellationError) in
      self.passed.withLock { $0 += max(0, seconds) }
      // A waiting loop must still notice Ctrl-C.
      await Task.yield()
      if Task.isCancelled { throw CancellationError() }
    }
    return surroundings
  }
}

extension Session {
  /// Whether calls are answered from a recording.
  public var isReplaying: Bool { record.outside != nil }
}
