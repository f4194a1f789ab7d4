/// Which requests are sent again, and after what wait.
///
/// A read is sent again after 429, 500, 502, 503, 504 and a failed connection; a write only where the
/// server certainly did not act: after 429, and where no byte of the request was sent.
public struct RetryPolicy: Hashable, Sendable {
  /// How often a request is sent at most; 1 for never again.
  public var attempts: Int
  /// Seconds before the second attempt, doubled for each one after.
  public var firstDelay = 0.5
  /// Seconds that the doubling ends at.
  public var longestDelay = 30.0
  /// A server that asks for more seconds than this is not waited for: its answer stands.
  public var longestWait = 300.0

  public init(attempts: Int = 3) { self.attempts = max(1, attempts) }

  /// Seconds to wait before sending the request again, or nil where the result stands.
  /// `attempt` counts from 1.
  public func delay(
    after result: Result<Response, TransportError>, to request: Request, attempt: Int,
    in surroundings: Surroundings
  ) -> Double? {
    guard attempt < attempts, allows(request, after: result) else { return nil }
    guard let asked = result.retryAfter(now: surroundings.date()) else {
      return backoff(attempt, chance: surroundings.random())
    }
    return asked <= longestWait ? asked : nil
  }

  /// Half of the doubled delay is fixed, the other half chance, so that clients drift apart.
  private func backoff(_ attempt: Int, chance: Double) -> Double {
    let doublings = min(attempt - 1, 30)  // 2^30 is past any longest delay, and no overflow
    let delay = min(firstDelay * Double(1 << doublings), longestDelay)
    return delay * (0.5 + chance / 2)
  }

  private func allows(_ request: Request, after result: Result<Response, TransportError>) -> Bool {
    switch result {
    case .success(let response):
      response.status == 429 || (!request.isWrite && [500, 502, 503, 504].contains(response.status))
    case .failure(let error):
      error.isTransient && (!request.isWrite || error.acted == .no)
    }
  }
}

extension Result where Success == Response, Failure == TransportError {
  /// The seconds that a response asks to be waited for. `now` in seconds since 1970.
  func retryAfter(now: Double) -> Double? {
    guard case .success(let response) = self else { return nil }
    return response.retryAfter(now: now)
  }
}
