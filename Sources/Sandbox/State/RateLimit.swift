import JSON

/// The token bucket of a key. It holds the requests of an hour, and is refilled evenly.
struct RateLimit: Sendable {
  private let hourly: Int
  private var tokens: Double
  private var filledAt: Timestamp

  init(hourly: Int, at now: Timestamp) {
    self.hourly = hourly
    tokens = Double(hourly)
    filledAt = now
  }

  /// Takes a token. Where there is none, returns the whole seconds until there is one.
  mutating func take(at now: Timestamp) -> Int? {
    fill(at: now)
    if tokens >= 1 {
      tokens -= 1
      return nil
    }
    guard hourly > 0 else { return 3600 }
    return max(1, Int(((1 - tokens) * 3600 / Double(hourly)).rounded(.up)))
  }

  private mutating func fill(at now: Timestamp) {
    guard now > filledAt else { return }
    let seconds = Double(now.microseconds.subtracting(filledAt.microseconds)) / 1_000_000
    tokens = min(Double(hourly), tokens + seconds * Double(hourly) / 3600)
    filledAt = now
  }
}
