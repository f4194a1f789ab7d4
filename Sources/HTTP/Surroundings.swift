/// The clocks, waits and random numbers of the rules for retries and rates. A test can replace them.
public struct Surroundings: Sendable {
  /// Seconds on a clock that is never set back.
  public var now: @Sendable () -> Double
  /// Seconds since 1970, UTC.
  public var date: @Sendable () -> Double
  /// A number from 0 up to 1.
  public var random: @Sendable () -> Double
  /// Waits for so many seconds. Throws where the task is cancelled.
  public var sleep: @Sendable (Double) async throws(CancellationError) -> Void
  /// Whether time passes by itself, also while nothing waits for it.
  public var isReal = false

  public init(
    now: @escaping @Sendable () -> Double,
    date: @escaping @Sendable () -> Double,
    random: @escaping @Sendable () -> Double,
    sleep: @escaping @Sendable (Double) async throws(CancellationError) -> Void
  ) {
    self.now = now
    self.date = date
    self.random = random
    self.sleep = sleep
  }
}
