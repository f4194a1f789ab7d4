/// Sends one request once: no retries, no redirects, no waiting for a rate.
public protocol Transport: Sendable {
  /// The server's answer, whatever its status. Cancelling the task ends the request.
  func send(_ request: Request) async throws(TransportError) -> Response
}
