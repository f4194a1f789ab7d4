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

  /// Whether a question stands, or waits to be put: no request is sent meanwhile.
  package var areHeld: Bool { questions > 0 }

  /// Comes back when none does.
  package func waitForQuestions() async {
    while areHeld { await list.wait { areHeld } }
  }

  /// A request is sent. Not while they are held.
  package func begin() { underWay += 1 }

  /// It has ended.
  package func end() {
    underWay -= 1
    if areHeld { list.wake() }
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
