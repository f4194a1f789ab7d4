/// Decides which requests are sent again, and after what wait.
///
/// A read is sent again after 429, any 5xx and a failed connection. A write is sent again only where the
/// server certainly did not act: after 429, and where no byte of the request was sent.
public struct RetryPolicy: Hashable, Sendable {
  /// How many times a request is sent at most; 1 for never again.
  public var attempts: Int
  /// Whether a 429 that names a time counts as an attempt too. Else only `longestWait` ends the waiting.
  /// Parallel calls share a rate, and each may be told to wait many times before its turn comes.
  public var countsLimited = false
  /// The seconds before the second attempt. They double for each further one.
  public var firstDelay = 0.5
  /// The seconds at which the doubling ends.
  public var longestDelay = 30.0
  /// The longest wait that a server may ask for, in seconds, at once or in all. Where it asks for more, its
  /// answer stands.
  public var longestWait = 300.0

  public init(attempts: Int = 3) { self.attempts = max(1, attempts) }

  /// What happened to a request so far.
  public struct Past: Hashable, Sendable {
    /// How many times it was sent and failed.
    var failures = 0
    /// The seconds that it was told to wait.
    var waited = 0.0

    public init() {}
  }

  /// The seconds to wait before the request is sent again; nil where the result stands.
  public func delay(
    after result: Result<Response, TransportError>, to request: Request, _ past: inout Past,
    in surroundings: Surroundings
  ) -> Double? {
    guard attempts > 1, allows(request, after: result) else { return nil }
    let asked = result.retryAfter(now: surroundings.date())
    // The time is a second or more, so that the waits come to an end.
    if let asked, asked > 0, result.isLimited, !countsLimited {
      past.waited += asked
      return past.waited <= longestWait ? asked : nil
    }
    past.failures += 1
    guard past.failures < attempts else { return nil }
    guard let asked else { return backoff(past.failures, chance: surroundings.random()) }
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
      response.status == 429 || (!request.isWrite && (500..<600).contains(response.status))
    case .failure(let error):
      error.isTransient && (!request.isWrite || error.acted == .no)
    }
  }
}

extension Result where Success == Response, Failure == TransportError {
  /// The seconds that a response asks the client to wait. `now` is in seconds since 1970.
  func retryAfter(now: Double) -> Double? {
    guard case .success(let response) = self else { return nil }
    return response.retryAfter(now: now)
  }

  /// Whether the server said that the rate was too high.
  var isLimited: Bool {
    if case .success(let response) = self { response.status == 429 } else { false }
  }
}
