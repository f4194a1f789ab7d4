import Machine

/// Counts the requests that are under way, and lets a question wait until there are none. While a question is shown at
/// the terminal, nothing else runs. An answer that arrived meanwhile would be read too late, and its write would be in
/// doubt.
///
/// Only the thread of the session uses it.
package final class OpenRequests {
  private var underWay = 0
  private var questions = 0
  private let list = WaitList()

  package init() {}

  /// Sends a request. It waits while a question is shown or waits to be shown.
  package func sending<T>(_ send: () async -> T) async -> T {
    while questions > 0 { await list.wait { questions > 0 } }
    underWay += 1
    defer {
      underWay -= 1
      if questions > 0 { list.wake() }
    }
    return await send()
  }

  /// Asks a question as soon as no request is under way.
  package func asking<T>(_ ask: () throws(Failure) -> T) async throws(Failure) -> T {
    questions += 1
    defer {
      questions -= 1
      list.wake()
    }
    await list.wait { underWay > 0 }
    return try ask()
  }
}
