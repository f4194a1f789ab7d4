import Machine

/// The requests that are under way, and questions that wait until none is. While a question stands at the terminal
/// nothing else runs. An answer that came meanwhile would be found too late, and its write would be in doubt.
///
/// Used by one thread, as the session.
package final class OpenRequests {
  private var underWay = 0
  private var questions = 0
  private let list = WaitList()

  package init() {}

  /// Sends a request, but not while a question stands, or waits to be put.
  package func sending<T>(_ send: () async -> T) async -> T {
    while questions > 0 { await list.wait { questions > 0 } }
    underWay += 1
    defer {
      underWay -= 1
      if questions > 0 { list.wake() }
    }
    return await send()
  }

  /// Puts a question once no request is under way.
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
