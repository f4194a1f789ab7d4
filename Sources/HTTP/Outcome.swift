/// How a request ended, after its retries.
public struct Outcome: Sendable {
  public var request: Request
  public var result: Result<Response, TransportError>
  /// How many times the request was sent, or was tried to be sent; from 1.
  public var attempts: Int
  /// The seconds that the answer asks the client to wait; nil where it asks for none.
  public var retryAfter: Double?

  public init(request: Request, result: Result<Response, TransportError>, attempts: Int) {
    self.request = request
    self.result = result
    self.attempts = attempts
  }

  /// Whether a write may have been carried out although nothing confirms it. Its answer was lost, the server
  /// failed while it worked on it, or the answer points elsewhere, as some services answer after they have
  /// acted (303 See Other). A server did not act where the same request must be sent to another place (301,
  /// 307, 308).
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

  /// The statuses that say that the request was not carried out: those in the documentation, and others with
  /// this meaning (RFC 9110 §15.5, RFC 6585, RFC 8470, RFC 7725). Other 4xx statuses do not say that. After
  /// 408, the server may have enough of the request to act. 409 may answer a second copy of the request that
  /// something on the way has made. 406 is about the answer. A proxy gives 460 and 499 where it lost its
  /// client or did not wait any longer.
  private static let refusals: Set<Int> = [
    400, 401, 402, 403, 404, 405, 407, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 425, 426, 428, 429,
    431,
    451,
  ]
}

/// One request and its result, as a trace shows it and a record keeps it.
public struct Exchange: Sendable {
  public var request: Request
  public var result: Result<Response, TransportError>
  /// Which attempt it was, from 1.
  public var attempt: Int
  /// When it began, in seconds since 1970.
  public var start: Double
}

/// A request that is about to be sent again.
public struct Retry: Sendable {
  public var request: Request
  /// The result of the last attempt.
  public var result: Result<Response, TransportError>
  /// The number of the next attempt, from 2.
  public var attempt: Int
  /// The seconds until then.
  public var delay: Double
}
