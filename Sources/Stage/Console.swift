import HTTP
import Machine

/// Speaks to the user and asks questions. Every desk of a session has the same console, and reaches the world only
/// through it.
///
/// Used by one thread, as the session.
package final class Console {
  package let world: World
  package let interruption: Interruption
  package let progress: ProgressLine
  package let requests = OpenRequests()
  /// Whether the run really does what it says.
  package var mode = Mode.real
  /// Answers what would be asked.
  package let answersYes: Bool
  /// No notices, no line after a call.
  package let isQuiet: Bool

  /// - Parameter world: clears the progress line before it writes.
  package init(
    _ world: World, progress: ProgressLine, interruption: Interruption, answersYes: Bool, isQuiet: Bool
  ) {
    self.world = world
    self.progress = progress
    self.interruption = interruption
    self.answersYes = answersYes
    self.isQuiet = isQuiet
  }

  /// Shows text on standard error. An API key is never shown there, even where a program's own text holds one.
  package func say(_ text: String) {
    world.errors(Array((Redaction.withoutTokens(text) + "\n").utf8))
  }

  /// Writes what was gathered of standard output, before something that takes its time.
  package func flush() throws(Failure) {
    do throws(OutputError) { try world.flush() } catch { throw Failure(error) }
  }

  /// Asks a yes-or-no question; nil where there is no terminal to ask at.
  ///
  /// - Throws: `interrupted`, where the answer was Ctrl-C, which is neither yes nor no.
  package func ask(_ question: String) throws(Failure) -> Bool? {
    guard let ask = world.ask else { return nil }
    let isWanted = ask(question)
    if interruption.isSet { throw .interrupted }
    return isWanted
  }

  /// As `ask`, once no request is under way.
  package func askWhenQuiet(_ question: String) async throws(Failure) -> Bool? {
    if world.ask == nil { return nil }
    return try await requests.asking { () throws(Failure) in try ask(question) }
  }

  /// Waits so many seconds.
  ///
  /// - Throws: `interrupted`.
  package func pause(_ seconds: Double) async throws(Failure) {
    try flush()
    do throws(CancellationError) {
      try await world.surroundings.sleep(seconds)
    } catch { throw .interrupted }
    if interruption.isSet { throw .interrupted }
  }
}

extension Failure {
  package init(_ error: OutputError) {
    switch error {
    case .closed: self.init(.outputClosed, "\(error)")
    case .failed: self.init(.outputLost, "\(error)")
    case .interrupted: self = .interrupted
    }
  }
}
