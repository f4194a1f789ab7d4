/// Requests to one API: its base URL, its key, its rate, and what is tried again.
public struct Client: Sendable {
  public var transport: any Transport
  public var base: BaseURL
  public var key: APIKey?
  public var retry: RetryPolicy
  public var limiter: RateLimiter
  public var surroundings: Surroundings
  /// Seconds that a write is waited for after it was cancelled.
  public var grace = 0.0
  /// Told of each exchange, failed ones and those before a retry too.
  public var onExchange: (@Sendable (Exchange) -> Void)?
  /// Told before the wait for each retry.
  public var onRetry: (@Sendable (Retry) -> Void)?

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

  /// The request for a path below the base URL, with the key and what JSON needs. The parts of the
  /// path are percent-encoded already; names and values of the query are not yet.
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

  /// The request for a route of the sandbox's control, which stands beside the API and not below it.
  public func control(_ method: Method, _ route: String, body: [UInt8]? = nil) -> Request {
    let headers = body == nil ? [] : [Header("Content-Type", "application/json")]
    return Request(method, "\(base.origin)/sandbox/\(route)", headers: headers, body: body, key: key)
  }

  /// Sends a request when the rate allows it, and again as the retry policy says.
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
    guard await waitForTurn() else { return .failure(cancelled(request)) }
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

  /// Waits for a token and for the end of any pause; false where the task was cancelled.
  private func waitForTurn() async -> Bool {
    var wait = limiter.take(now: surroundings.now())
    do throws(CancellationError) {
      while wait > 0 {
        try await surroundings.sleep(wait)
        wait = limiter.pause(now: surroundings.now())
      }
      return true
    } catch {
      limiter.giveBack()
      return false
    }
  }

  /// A 429 that names a time holds back the other calls too.
  private func learn(from result: Result<Response, TransportError>) {
    guard result.isLimited else { return limiter.succeed() }
    guard let seconds = result.retryAfter(now: surroundings.date()), seconds <= retry.longestWait else {
      return
    }
    limiter.pause(for: seconds, now: surroundings.now())
  }

  private func cancelled(_ request: Request) -> TransportError {
    TransportError(.cancelled, host: URLParts(parsing: request.url)?.host ?? "", acted: .no)
  }
}
