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
    guard request.isWrite, !request.isControl else { return false }
    return switch result {
    case .success(let response):
      switch response.status {
      case 200..<300, 301, 307, 308: false
      default: !Self.refusals.contains(response.status)
      }
    case .failure(let error): error.acted == .unknown
    }
  }

  /// The statuses that say that the request was not carried out: those that the documentation lists, and others that
  /// mean so (RFC 9110 §15.5, RFC 6585, RFC 8470, RFC 7725). The others of 4xx do not: after 408 the server may have had
  /// enough of the request to act, 409 may answer a second copy of it that somebody on the way has made, 406 is about
  /// the answer, and 460 and 499 are what a proxy notes where it lost its client or its patience.
  private static let refusals: Set<Int> = [
    400, 401, 402, 403, 404, 405, 407, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 425, 426, 428, 429,
    431,
    451,
  ]
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
