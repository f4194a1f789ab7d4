import JSON
import Synchronization
import SystemCalls

/// The token bucket of a key, in a file that several processes of one machine share. It has a number of
/// requests an hour and a burst for all of them together.
///
/// A process takes a token only when there is one, and none in advance, so that a killed process keeps none.
/// The file is locked while a line is read and written (flock(2)). Where the file cannot be used (a lock that
/// is never released, a read-only folder, content that cannot be read), each process has a bucket of its own,
/// as without a file.
public final class SharedRate: Sendable {
  /// What may be made at the first use, where it is missing.
  public enum Making: Sendable { case nothing, file, fileAndFolder }

  private struct State {
    var file: Descriptor?
    /// How many calls of this process wait for a token.
    var waiting = 0
    /// Until this time, on the monotonic clock, the file is not tried again. A lock that is never released
    /// must not delay each call.
    var unusableUntil = -Double.infinity
  }

  /// The content of the file. Times are seconds since 1970, because those of other clocks mean nothing after
  /// a restart.
  private struct Bucket {
    var tokens: Double
    var filledAt: Double
    var pausedUntil: Double
  }

  private let path: String
  private let making: Making
  private let perSecond: Double
  private let burst: Double
  private let state = Mutex(State())

  /// The longest pause that a server may ask for (`RetryPolicy.longestWait`). A longer one in the file was
  /// not written by us.
  private static let longestPause = 300.0
  private static let most = 256

  /// - Parameters:
  ///   - folder: the folder of the file. Runs with the same base URL, key and rate share it.
  ///   - making: what is made at the first use, where it is missing.
  ///   - identity: the identity of the base URL.
  public init(in folder: String, making: Making, identity: String, key: APIKey, perHour: Double) {
    let name = Array("\(identity)\n\(key.kept)\n\(perHour)".utf8).sha256.prefix(32)
    path = "\(folder)/.rate-\(name)"
    self.making = making
    perSecond = max(perHour, 1e-9) / 3600
    burst = max(1, perHour)
  }

  deinit { state.withLock { $0.file?.close() } }

  /// Takes a token where there is one.
  ///
  /// - Parameter date: in seconds since 1970.
  /// - Returns: the seconds until another try makes sense, or 0 where a token was taken.
  func take(date: Double, isAgain: Bool) -> Double {
    state.withLock { state in
      let ahead = isAgain ? 0 : state.waiting
      let wait = change(&state, date) { bucket in
        if bucket.pausedUntil > date { return bucket.pausedUntil - date }
        guard bucket.tokens >= 1, ahead == 0 else {
          return (Double(ahead) + max(0, 1 - bucket.tokens)) / perSecond
        }
        bucket.tokens -= 1
        return 0
      }
      // A caller that is told to wait will try again.
      if wait > 0, !isAgain { state.waiting += 1 }
      if wait == 0, isAgain { state.waiting -= 1 }
      return max(0, wait)
    }
  }

  /// Notes that a caller which was told to wait will not try again.
  func leave() { state.withLock { $0.waiting -= 1 } }

  /// Returns a token that was taken and not used.
  func giveBack(date: Double) {
    state.withLock { state in
      _ = change(&state, date) { bucket in
        bucket.tokens = min(burst, bucket.tokens + 1)
        return 0
      }
    }
  }

  /// Holds all processes back for so many seconds, as a server asked. After that, there is one token.
  func pause(for seconds: Double, date: Double) {
    state.withLock { state in
      _ = change(&state, date) { bucket in
        bucket.pausedUntil = max(bucket.pausedUntil, date + min(seconds, Self.longestPause))
        bucket.filledAt = max(bucket.filledAt, bucket.pausedUntil)
        bucket.tokens = min(bucket.tokens, 1)
        return 0
      }
    }
  }

  // MARK: The file

  /// Reads the bucket, changes it, and writes it back. Returns 0 where that is not possible.
  private func change(_ state: inout State, _ date: Double, _ body: (inout Bucket) -> Double) -> Double {
    let now = SystemClock.monotonic()
    guard now >= state.unusableUntil, let file = opened(&state), locked(file) else {
      if now >= state.unusableUntil { state.unusableUntil = now + 1 }
      return 0
    }
    defer { file.unlock() }
    var bucket = read(file) ?? Bucket(tokens: burst, filledAt: date, pausedUntil: 0)
    repair(&bucket, date)
    let result = body(&bucket)
    write(bucket, to: file)
    return result
  }

  /// The open file. A file that was removed is made again.
  private func opened(_ state: inout State) -> Descriptor? {
    if let file = state.file {
      if let mine = try? file.status(), let named = try? FileStatus(of: path), mine.identity == named.identity
      {
        return file
      }
      file.close()
      state.file = nil
    }
    if making == .fileAndFolder, let end = path.utf8.lastIndex(of: UInt8(ascii: "/")) {
      try? FileSystem.makeFolders(String(path[..<end]), mode: 0o700)
    }
    // Anything but a file must not block the run.
    var opening: Descriptor.Opening = [.readingAndWriting, .noFollow, .nonBlocking]
    if making != .nothing { opening.insert(.create) }
    guard let file = try? Descriptor.open(path, opening, mode: 0o600) else { return nil }
    guard let status = try? file.status(), status.kind == .file else {
      file.close()
      return nil
    }
    state.file = file
    return file
  }

  /// Tries for 20 ms, because other processes hold the lock only for microseconds.
  private func locked(_ file: Descriptor) -> Bool {
    for attempt in 0..<20 {
      if (try? file.tryLock()) == true { return true }
      if attempt < 19 { SystemClock.pause(milliseconds: 1) }
    }
    return false
  }

  private func read(_ file: Descriptor) -> Bucket? {
    guard let bytes = try? file.read(Self.most, at: 0), let value = try? Value(parsing: bytes),
      let tokens = value["tokens"]?.asDouble, let filledAt = value["filled_at"]?.asDouble,
      let pausedUntil = value["paused_until"]?.asDouble
    else { return nil }
    return Bucket(tokens: tokens, filledAt: filledAt, pausedUntil: pausedUntil)
  }

  /// Refills the bucket for the time that has passed. Whatever numbers stand in the file, a token comes soon:
  /// a clock that was set back, or a damaged file, must not stop a run.
  private func repair(_ bucket: inout Bucket, _ date: Double) {
    if bucket.pausedUntil > date + Self.longestPause { bucket.pausedUntil = 0 }
    let isPaused = bucket.pausedUntil > date
    let elapsed = max(0, date - bucket.filledAt)
    bucket.tokens = min(burst, max(0, bucket.tokens) + elapsed * perSecond)
    bucket.filledAt = isPaused && bucket.filledAt > date ? bucket.pausedUntil : date
  }

  private func write(_ bucket: Bucket, to file: Descriptor) {
    let value: Value = [
      "tokens": .double(bucket.tokens), "filled_at": .double(bucket.filledAt),
      "paused_until": .double(bucket.pausedUntil),
    ]
    // The line has a fixed length, so that nothing is left of a longer one.
    var line = value.jsonBytes()
    line +=
      [UInt8](repeating: UInt8(ascii: " "), count: max(0, Self.most - 1 - line.count)) + [UInt8(ascii: "\n")]
    try? file.writeAll(line, at: 0)
    if let status = try? file.status(), status.size > Self.most { try? file.truncate(to: Self.most) }
  }
}
