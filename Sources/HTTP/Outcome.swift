/// How a request ended, after its retries.
public struct Outcome: Sendable {
  public var request: Request
  public var result: Result<Response, TransportError>
  /// How often the request was sent, or tried to be; from 1.
  public var attempts: Int
  /// The seconds that the answer asks to be waited for, where it says so.
  public var retryAfter: Double?

  public init(request: Request, result: Result<Response, TransportError>, attempts: Int) {
    self.request = request
    self.result = result
    self.attempts = attempts
  }

  /// Whether a write may have been carried out though nothing confirms it: its answer was lost, the server failed
  /// while it worked on it, or it points elsewhere, as some do after they have acted (303 See Other). A request
  /// that is to be sent anew as it is (301, 307, 308) was not acted on.
  public var isInDoubt: Bool {
    guard request.isWrite else { return false }
    return switch result {
    case .success(let response):
      switch response.status {
      // The server gave up waiting for the request, of which it may have had enough (RFC 9110 §15.5.9).
      case 408: true
      case 200..<300, 301, 307, 308, 400..<500: false
      default: true
      }
    case .failure(let error): error.acted == .unknown
    }
  }
}

/// One request and what came of it: what a trace shows and a record keeps.
public struct Exchange: Sendable {
  public var request: Request
  public var result: Result<Response, TransportError>
  /// From 1.
  public var attempt: Int
  /// When it began, in seconds since 1970.
  public var start: Double
}

/// A request that is about to be sent again.
public struct Retry: Sendable {
  public var request: Request
  /// What came of the attempt before.
  public var result: Result<Response, TransportError>
  /// The attempt that is to come; from 2.
  public var attempt: Int
  /// Seconds until then.
  public var delay: Double
}
