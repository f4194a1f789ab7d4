import Files
import HTTP
import JSON
import Journal
import Machine
import Profiles
import Recording
import Rendering
import Stage
import Synchronization

/// What a replay stands in the place of.
struct Outside {
  var client: Result<Client, Failure>
  var label: String
  var journal: Journal
}

extension Session {
  /// From now on calls are answered from a recording.
  func replay(_ path: String) throws(Failure) {
    try settings.files.check(path)
    let bytes: [UInt8]?
    do throws(FileError) { bytes = try InputFile.bytes(of: path, most: 512 << 20) } catch {
      throw Failure(error)
    }
    guard let bytes else {
      throw Failure(.usage, "a recording must have at most 512 MiB, but \(Escaping.line(path)) has more")
    }
    let calls = try RecordedCall.all(in: bytes, of: path)
    recorder.add(replayed: calls)
    if outside == nil { outside = Outside(client: client, label: label, journal: journal) }
    client = .success(replaying(calls))
    label = "replay"
    // What is replayed was not done: 'once' must not believe so later.
    journal = Journal(.memory, account: "replay")
    say(
      "\(Figures.counted(calls.count, "exchange")) of \(Escaping.line(path)) answer from now on; nothing is sent"
        + " until 'replay off'")
  }

  /// A client as the session's own, or as one without a key where there is none.
  private func replaying(_ calls: [RecordedCall]) -> Client {
    let real = (try? outside?.client.get()) ?? keyless
    let base = real?.base ?? .documented
    var client = Client(
      transport: ReplayTransport(calls, below: base), base: base, key: real?.key,
      surroundings: world.surroundings, retry: real?.retry ?? RetryPolicy(),
      limiter: RateLimiter(perHour: 1e9))
    client.surroundings = ReplayClock(world.surroundings).surroundings
    return client
  }

  /// The service again.
  func endReplay() throws(Failure) {
    guard let outside else {
      throw Failure(.usage, "'replay off' ends a replay, but there is none", hint: "replay FILE begins one")
    }
    self.outside = nil
    (client, label, journal) = (outside.client, outside.label, outside.journal)
  }

  /// Refuses what would make the session speak to the service while a recording answers.
  func refuseInReplay(_ command: String) throws(Failure) {
    guard outside != nil else { return }
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
