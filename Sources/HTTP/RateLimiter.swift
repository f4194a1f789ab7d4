import Synchronization

/// A token bucket that all calls share: so many requests an hour, and a burst at once.
///
/// It only reckons; who asks it does the waiting. Times are seconds on one monotonic clock.
public final class RateLimiter: Sendable {
  private struct Bucket {
    var tokens: Double
    var filledAt: Double?
    var pausedUntil = -Double.infinity
  }

  private let perSecond: Double
  private let burst: Double
  private let bucket: Mutex<Bucket>

  /// `burst` requests may go at once before the rate holds; as many as an hour's where nil.
  public init(perHour: Double = 5000, burst: Double? = nil) {
    perSecond = max(perHour, 1e-9) / 3600
    self.burst = max(1, burst ?? perHour)
    bucket = Mutex(Bucket(tokens: self.burst))
  }

  /// Takes a token, which may be one that is yet to come, and gives the seconds until it is there.
  public func take(now: Double) -> Double {
    bucket.withLock { bucket in
      fill(&bucket, now: now)
      bucket.tokens -= 1
      return max(-bucket.tokens / perSecond, bucket.pausedUntil - now, 0)
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

  /// Holds all calls back for so many seconds, as a server asked with `Retry-After`.
  public func pause(for seconds: Double, now: Double) {
    bucket.withLock { $0.pausedUntil = max($0.pausedUntil, now + seconds) }
  }

  private func fill(_ bucket: inout Bucket, now: Double) {
    let elapsed = max(0, now - (bucket.filledAt ?? now))
    bucket.tokens = min(burst, bucket.tokens + elapsed * perSecond)
    bucket.filledAt = max(now, bucket.filledAt ?? now)
  }
}
