import Synchronization

/// A token bucket that all calls share: a number of requests an hour, and a burst.
///
/// Where the server says that the rate is too high, the bucket is emptied, and refilled as slowly as the
/// server says. Each call that succeeds after that brings the rate nearer to the normal one. The bucket only
/// calculates; its caller waits. Times are seconds on one monotonic clock. Where other processes of the
/// machine have the same key, a call also takes a token from the bucket that they share.
public final class RateLimiter: Sendable {
  private struct Bucket {
    var tokens: Double
    /// The present rate, in requests a second.
    var rate: Double
    var filledAt: Double?
    var pausedUntil = -Double.infinity
  }

  private let perSecond: Double
  private let burst: Double
  private let bucket: Mutex<Bucket>
  /// The bucket of all processes that have the key.
  let shared: SharedRate?

  /// The factor by which the rate grows with each success after the server said that it was too high. With a
  /// slow growth, most calls are not refused (a server of 1 request a second refused one in ten), and the
  /// normal rate returns after some tens of calls.
  private static let growth = 1.1
  /// A 429 never makes the rate slower than this part of the normal one.
  private static let slowest = 0.01

  /// - Parameter burst: how many requests may be sent at once before the rate holds; nil: those of an hour.
  public init(perHour: Double = 5000, burst: Double? = nil, shared: SharedRate? = nil) {
    self.shared = shared
    perSecond = max(perHour, 1e-9) / 3600
    self.burst = max(1, burst ?? perHour)
    bucket = Mutex(Bucket(tokens: self.burst, rate: perSecond))
  }

  /// Takes a token, which may still be in the future, and returns the seconds until it is there.
  public func take(now: Double) -> Double {
    bucket.withLock { bucket in
      fill(&bucket, now: now)
      bucket.tokens -= 1
      let pause = max(0, bucket.pausedUntil - now)
      return pause + max(0, -bucket.tokens / bucket.rate)
    }
  }

  /// The seconds until a call may be sent. No token is taken.
  public func wait(now: Double) -> Double {
    bucket.withLock { bucket in
      fill(&bucket, now: now)
      return max(0, bucket.pausedUntil - now) + max(0, (1 - bucket.tokens) / bucket.rate)
    }
  }

  /// Returns a token that was taken and not used.
  public func giveBack() {
    bucket.withLock { $0.tokens = min(burst, $0.tokens + 1) }
  }

  /// The seconds until the end of a pause that a server asked for, or 0.
  public func pause(now: Double) -> Double {
    bucket.withLock { max(0, $0.pausedUntil - now) }
  }

  /// Whether a server has said that the rate is too high, and this still has an effect.
  public func isSlowed(now: Double) -> Bool {
    bucket.withLock { $0.pausedUntil > now || $0.rate < perSecond }
  }

  /// Holds all calls back for so many seconds, as a server asked by `Retry-After`. After that, there is one
  /// token.
  public func pause(for seconds: Double, now: Double) {
    bucket.withLock { bucket in
      fill(&bucket, now: now)
      bucket.pausedUntil = max(bucket.pausedUntil, now + seconds)
      bucket.filledAt = bucket.pausedUntil
      bucket.tokens = min(bucket.tokens, 1)
      bucket.rate = max(min(bucket.rate, 1 / max(seconds, 1e-3)), perSecond * Self.slowest)
    }
  }

  /// Notes that the server has answered a call.
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
