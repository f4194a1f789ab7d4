import JSON
import Synchronization
import SystemCalls

/// The token bucket of a key that several processes of one machine share, in a file: so many requests an hour, and a
/// burst at once, for all of them together.
///
/// A token is taken when it is there, and none ahead of time, so that a process that is killed takes nothing with it. The
/// file is locked for as long as it takes to read and write a line (flock(2)). Where it cannot be used (a lock that
/// somebody keeps, a folder that is read-only) or does not read, each process is on its own, as with no file.
public final class SharedRate: Sendable {
  public enum Making: Sendable { case nothing, file, fileAndFolder }

  private struct State {
    var file: Descriptor?
    /// How many wait here for a token.
    var waiting = 0
    /// Until then it is not tried again, on the monotonic clock: a lock that somebody keeps must not hold up each call.
    var unusableUntil = -Double.infinity
  }

  /// What stands in the file. Times are seconds since 1970: those of other clocks say nothing after a restart.
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

  /// No pause that a server asks for is longer (`RetryPolicy.longestWait`): what says so is none of ours.
  private static let longestPause = 300.0
  private static let most = 256

  /// - Parameters:
  ///   - folder: where the file is. Runs of one base URL, key and rate share it.
  ///   - making: what is made at the first use, where it is missing.
  ///   - identity: of the base URL.
  public init(in folder: String, making: Making, identity: String, key: APIKey, perHour: Double) {
    let name = Array("\(identity)\n\(key.kept)\n\(perHour)".utf8).sha256.prefix(32)
    path = "\(folder)/.rate-\(name)"
    self.making = making
    perSecond = max(perHour, 1e-9) / 3600
    burst = max(1, perHour)
  }

  deinit { state.withLock { $0.file?.close() } }

  /// Takes a token, if one is there.
  ///
  /// - Parameter date: in seconds since 1970.
  /// - Returns: the seconds until it is worth another try, or 0 where it was taken.
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
      // Who is told of a wait comes again.
      if wait > 0, !isAgain { state.waiting += 1 }
      if wait == 0, isAgain { state.waiting -= 1 }
      return max(0, wait)
    }
  }

  /// Who was told to wait does not come again.
  func leave() { state.withLock { $0.waiting -= 1 } }

  /// Gives back a token that was taken and not used.
  func giveBack(date: Double) {
    state.withLock { state in
      _ = change(&state, date) { bucket in
        bucket.tokens = min(burst, bucket.tokens + 1)
        return 0
      }
    }
  }

  /// Holds all processes back for so many seconds, as a server asked; then there is one token.
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

  /// Reads the bucket, changes it, and writes it back; 0 where that cannot be.
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

  /// A file that was removed is made anew.
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
    // What is no file must not hold the run up.
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

  /// Others have it for microseconds.
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

  /// Fills it for the time that has passed. Whatever stands there, a token comes soon: a clock that was set back, and
  /// numbers that nobody has reckoned, end no run.
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
    // A shorter line leaves nothing of a longer one.
    var line = value.jsonBytes()
    line +=
      [UInt8](repeating: UInt8(ascii: " "), count: max(0, Self.most - 1 - line.count)) + [UInt8(ascii: "\n")]
    try? file.writeAll(line, at: 0)
    if let status = try? file.status(), status.size > Self.most { try? file.truncate(to: Self.most) }
  }
}
