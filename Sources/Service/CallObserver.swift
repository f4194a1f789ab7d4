import HTTP
import JSON
import Machine

/// Is told of what goes to the API and comes from it: a trace, a record, a notice of waits.
///
/// The closures that call it may run on any thread.
package protocol CallObserver: Sendable {
  /// Whether it wants to know of each exchange now.
  var watchesExchanges: Bool { get }

  /// - Parameter base: the base URL that it was made below.
  /// - Parameter about: of the rows in it, those that the call was about; nil: all.
  func note(_ exchange: Exchange, below base: BaseURL, about: RowFilter?)

  /// Is called before the wait for each retry.
  func note(_ retry: Retry)

  /// Told before a call waits so many seconds for the rate.
  func note(pause: Double)
}

extension CallObserver {
  package var watchesExchanges: Bool { true }
  package func note(_ exchange: Exchange, below base: BaseURL, about: RowFilter?) {}
  package func note(_ retry: Retry) {}
  package func note(pause: Double) {}
}

/// Which rows of answers a call is about: those of other people were only passed on the way.
package typealias RowFilter = @Sendable (Value) -> Bool

extension Service {
  /// Has what is called meanwhile recorded as being about these rows alone.
  package func about<T>(
    only filter: RowFilter?, _ body: () async throws(Failure) -> T
  ) async throws(Failure) -> T {
    let before = isAbout
    isAbout = filter ?? before
    defer { isAbout = before }
    return try await body()
  }

  /// The same about no rows at all.
  package func aboutNobody<T>(_ body: () async -> T) async -> T {
    let before = isAbout
    isAbout = { _ in false }
    defer { isAbout = before }
    return await body()
  }

  /// The client with the observers told of what it does.
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
