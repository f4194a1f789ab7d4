import HTTP
import JSON
import Machine

/// Hears of everything that is sent to the API and received from it: a trace, a record, or the notice of a wait.
///
/// Its methods may be called on any thread.
package protocol CallObserver: Sendable {
  /// Whether it wants to hear of exchanges now.
  var watchesExchanges: Bool { get }

  /// Called after each exchange.
  ///
  /// - Parameters:
  ///   - base: the base URL of the request.
  ///   - about: the rows of the answer that the call was meant for; nil: all rows.
  func note(_ exchange: Exchange, below base: BaseURL, about: RowFilter?)

  /// Called before the wait for each retry.
  func note(_ retry: Retry)

  /// Called before a call waits this many seconds because of the rate limit.
  func note(pause: Double)
}

extension CallObserver {
  package var watchesExchanges: Bool { true }
  package func note(_ exchange: Exchange, below base: BaseURL, about: RowFilter?) {}
  package func note(_ retry: Retry) {}
  package func note(pause: Double) {}
}

/// Selects the rows of an answer that a call is meant for. Rows of other people may be in the same answer.
package typealias RowFilter = @Sendable (Value) -> Bool

extension Service {
  /// Marks the calls inside `body` as meant for these rows only, for the record.
  package func about<T>(
    only filter: RowFilter?, _ body: () async throws(Failure) -> T
  ) async throws(Failure) -> T {
    let before = isAbout
    isAbout = filter ?? before
    defer { isAbout = before }
    return try await body()
  }

  /// Marks the calls inside `body` as meant for no rows at all.
  package func aboutNobody<T>(_ body: () async -> T) async -> T {
    let before = isAbout
    isAbout = { _ in false }
    defer { isAbout = before }
    return await body()
  }

  /// The client, set up to tell the observers what it does.
  package func watched(_ client: Client) -> Client {
    var client = client
    let watching = observers.filter(\.watchesExchanges)
    if !watching.isEmpty {
      let base = client.base
      let about = isAbout
      client.onExchange = { exchange in
        for observer in watching { observer.note(exchange, below: base, about: about) }
      }
    }
    let observers = observers
    if !observers.isEmpty {
      client.onRetry = { retry in for observer in observers { observer.note(retry) } }
      client.onPause = { seconds in for observer in observers { observer.note(pause: seconds) } }
    }
    return client
  }
}
