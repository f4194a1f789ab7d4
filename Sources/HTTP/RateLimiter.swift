import Synchronization

/// A token bucket that all calls share: so many requests an hour, and a burst at once.
///
/// Where the server says that this is too much, it is emptied and filled again as slowly as the server says; with each
/// call that succeeds then the rate comes nearer to its own. It only reckons; who asks it does the waiting. Times are
/// seconds on one monotonic clock.
public final class RateLimiter: Sendable {
  private struct Bucket {
    var tokens: Double
    /// Requests a second for now.
    var rate: Double
    var filledAt: Double?
    var pausedUntil = -Double.infinity
  }

  private let perSecond: Double
  private let burst: Double
  private let bucket: Mutex<Bucket>

  /// By how much the rate grows with each success after the server said that it was too high: so slowly that
  /// most calls are not refused (a server of 1 request a second refused one in ten), and it is the old one after some
  /// tens.
  private static let growth = 1.1
  /// No 429 makes it slower than this part of the rate.
  private static let slowest = 0.01

  /// `burst` requests may go at once before the rate holds; as many as an hour's where nil.
  public init(perHour: Double = 5000, burst: Double? = nil) {
    perSecond = max(perHour, 1e-9) / 3600
    self.burst = max(1, burst ?? perHour)
    bucket = Mutex(Bucket(tokens: self.burst, rate: perSecond))
  }

  /// Takes a token, which may be one that is yet to come, and gives the seconds until it is there.
  public func take(now: Double) -> Double {
    bucket.withLock { bucket in
      fill(&bucket, now: now)
      bucket.tokens -= 1
      let pause = max(0, bucket.pausedUntil - now)
      return pause + max(0, -bucket.tokens / bucket.rate)
    }
  }

  /// Gives back a token that was taken and not used.
  public func giveBack() {
    bucket.withLock { $0.tokens = min(burst, $0.tokens + 1) }
  }

  /// Seconds until the pause that a server asked for is over, or 0.
  public func pause(now: Double) -> Double {
    bucket.withLock { max(0, $0.pausedUntil - now) }
  }

  /// Holds all calls back for so many seconds, as a server asked with `Retry-After`; then it has one token.
  public func pause(for seconds: Double, now: Double) {
    bucket.withLock { bucket in
      fill(&bucket, now: now)
      bucket.pausedUntil = max(bucket.pausedUntil, now + seconds)
      bucket.filledAt = bucket.pausedUntil
      bucket.tokens = min(bucket.tokens, 1)
      bucket.rate = max(min(bucket.rate, 1 / max(seconds, 1e-3)), perSecond * Self.slowest)
    }
  }

  /// The server has answered a call.
  public func succeed() {
    bucket.withLock { bucket in
      if bucket.rate < perSecond { bucket.rate = min(perSecond, bucket.rate * Self.growth) }
    }
  }

  private func fill(_ bucket: inout Bucket, now: Double) {
    let elapsed = max(0, now - (bucket.filledAt ?? now))
    bucket.tokens = min(burst, bucket.tokens + elapsed * bucket.rate)
    bucket.filledAt = max(now, bucket.filledAt ?? now)
  }
}
