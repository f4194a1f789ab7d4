import Verbs

/// Sends requests to one API, with its base URL, key, rate and retries. `request` makes a request, and `send`
/// returns its outcome, which says what a failure means for a write.
public struct Client: Sendable {
  public var transport: any Transport
  public var base: BaseURL
  public var key: APIKey?
  public var retry: RetryPolicy
  public var limiter: RateLimiter
  public var surroundings: Surroundings
  /// How long the answer to a write is waited for after the write was cancelled, in seconds.
  public var grace = 0.0
  /// Is called for each exchange, also for those that failed and those before a retry.
  public var onExchange: (@Sendable (Exchange) -> Void)?
  /// Is asked right before each time that a write is sent, after all waits: whether it may be sent.
  public var mayLeave: (@Sendable () async -> Bool)?
  /// Is called before the wait for each retry.
  public var onRetry: (@Sendable (Retry) -> Void)?
  /// Is called with the seconds before a wait for the rate, or for the end of a pause that the server asked
  /// for.
  public var onPause: (@Sendable (Double) -> Void)?

  public init(
    transport: any Transport, base: BaseURL, key: APIKey?, surroundings: Surroundings,
    retry: RetryPolicy = RetryPolicy(), limiter: RateLimiter = RateLimiter()
  ) {
    self.transport = transport
    self.base = base
    self.key = key
    self.surroundings = surroundings
    self.retry = retry
    self.limiter = limiter
  }

  /// The request for a path below the base URL, with the key and the headers for JSON. The parts of the path
  /// must be percent-encoded; names and values of the query must not be.
  public func request(
    _ method: Method, _ path: String, query: [(name: String, value: String)] = [],
    body: [UInt8]? = nil
  ) -> Request {
    var headers = [Header("Accept", "application/json")]
    if body != nil { headers.append(Header("Content-Type", "application/json")) }
    var request = Request(method, base.url(path, query: query), headers: headers, body: body, key: key)
    if request.isWrite { request.grace = grace }
    return request
  }

  /// The request for a control route of the sandbox, which stands beside the API and not below it.
  public func control(_ method: Method, _ route: String, body: [UInt8]? = nil) -> Request {
    let headers = body == nil ? [] : [Header("Content-Type", "application/json")]
    var request = Request(method, "\(base.origin)/sandbox/\(route)", headers: headers, body: body, key: key)
    request.isControl = true
    return request
  }

  /// Sends a request when the rate allows it, and again where the retry policy says so.
  public func send(_ request: Request) async -> Outcome {
    var attempt = 1
    var past = RetryPolicy.Past()
    while true {
      let result = await exchange(request, attempt: attempt)
      let delay = retry.delay(after: result, to: request, &past, in: surroundings)
      guard let delay else {
        var outcome = Outcome(request: request, result: result, attempts: attempt)
        outcome.retryAfter = result.retryAfter(now: surroundings.date())
        return outcome
      }
      attempt += 1
      onRetry?(Retry(request: request, result: result, attempt: attempt, delay: delay))
      do throws(CancellationError) {
        try await surroundings.sleep(delay)
      } catch {
        return Outcome(request: request, result: .failure(cancelled(request)), attempts: attempt - 1)
      }
    }
  }

  private func exchange(_ request: Request, attempt: Int) async -> Result<Response, TransportError> {
    let wait = limiter.take(now: surroundings.now())
    if wait > 0 || limiter.shared != nil, await !waitForTurn(wait) { return .failure(cancelled(request)) }
    if request.isWrite, let mayLeave, await !mayLeave() {
      limiter.giveBack()
      limiter.shared?.giveBack(date: surroundings.date())
      return .failure(cancelled(request))
    }
    let start = surroundings.date()
    let result: Result<Response, TransportError>
    do throws(TransportError) {
      result = .success(try await transport.send(request))
    } catch {
      result = .failure(error)
    }
    learn(from: result)
    onExchange?(Exchange(request: request, result: result, attempt: attempt, start: start))
    return result
  }

  /// Waits for the token that was taken and for the end of any pause; false where the task was cancelled.
  private func waitForTurn(_ wait: Double) async -> Bool {
    var wait = wait
    do throws(CancellationError) {
      while wait > 0 {
        onPause?(wait)
        try await surroundings.sleep(wait)
        wait = limiter.pause(now: surroundings.now())
      }
      try await waitForOthers()
      return true
    } catch {
      limiter.giveBack()
      return false
    }
  }

  /// Waits for a token of the bucket that processes share.
  private func waitForOthers() async throws(CancellationError) {
    guard let shared = limiter.shared else { return }
    var wait = shared.take(date: surroundings.date(), isAgain: false)
    while wait > 0 {
      onPause?(wait)
      do throws(CancellationError) { try await surroundings.sleep(wait) } catch {
        shared.leave()
        throw error
      }
      wait = shared.take(date: surroundings.date(), isAgain: true)
    }
  }

  /// A 429 that names a time holds back the other calls too.
  private func learn(from result: Result<Response, TransportError>) {
    guard result.isLimited else { return limiter.succeed() }
    guard let seconds = result.retryAfter(now: surroundings.date()), seconds <= retry.longestWait else {
      return
    }
    limiter.pause(for: seconds, now: surroundings.now())
    limiter.shared?.pause(for: seconds, date: surroundings.date())
  }

  private func cancelled(_ request: Request) -> TransportError {
    TransportError(.cancelled, host: URLParts(parsing: request.url)?.host ?? "", acted: .no)
  }
}
