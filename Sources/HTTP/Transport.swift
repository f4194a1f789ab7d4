/// Sends one request once: no retries, no redirects, no waiting for a rate.
public protocol Transport: Sendable {
  /// Returns the server's answer with any status. Cancelling the task ends the request.
  func send(_ request: Request) async throws(TransportError) -> Response
}
