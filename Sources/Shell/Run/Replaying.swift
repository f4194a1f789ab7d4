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
  /// From now on calls are answered from a recording.
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
    // What is replayed was not really done, and a later 'once' must not believe that it was.
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

  /// Who types again what was typed when it was recorded does so at that time.
  func standClock(at input: String) {
    guard let place = record.inputs.firstIndex(where: { $0.text == input }) else { return }
    record.clock.stand(at: record.inputs[place].time)
    record.inputs = record.inputs[(place + 1)...]
  }

  /// A client as the session's own, or as one without a key where there is none.
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

  /// The service again.
  func endReplay() throws(Failure) {
    guard var real = record.outside else {
      throw Failure(.usage, "'replay off' ends a replay, but there is none", hint: "replay FILE begins one")
    }
    record.outside = nil
    record.clock.stand(at: nil)
    record.inputs = []
    if let zone = record.zone { console.interruption.setZone(zone) }
    record.zone = nil
    // Settings that were changed meanwhile stay.
    (real.defaults, real.isReadOnly) = (account.defaults, account.isReadOnly)
    use(real)
    observe()
  }

  /// Refuses what would make the session speak to the service while a recording answers.
  func refuseInReplay(_ command: String) throws(Failure) {
    guard record.outside != nil else { return }
    throw Failure(
      .usage, "'\(command)' speaks to the service, but this is a replay", hint: "'replay off' ends it")
  }
}

/// The clock of a replay: what was waited for when it was recorded need not be waited for again, and is over at once.
private final class ReplayClock: Sendable {
  private let real: Surroundings
  /// Seconds that were not waited for.
  private let passed = Mutex(0.0)

  init(_ real: Surroundings) { self.real = real }

  var surroundings: Surroundings {
    var surroundings = real
    surroundings.isReal = false
    surroundings.now = { [real] in real.now() + self.passed.withLock { $0 } }
    surroundings.sleep = { seconds async throws(CancellationError) in
      self.passed.withLock { $0 += max(0, seconds) }
      // Ctrl-C is heard here too.
      await Task.yield()
      if Task.isCancelled { throw CancellationError() }
    }
    return surroundings
  }
}

extension Session {
  /// Whether a recording answers.
  public var isReplaying: Bool { record.outside != nil }
}
