import HTTP
import Machine
import Rendering
import Source

/// Speaks to the user and asks questions. All desks of a session share one console, and reach the world only through
/// it.
///
/// Only the thread of the session uses it.
package final class Console {
  package let world: World
  package let interruption: Interruption
  package let progress: ProgressLine
  package let requests = OpenRequests()
  /// Is told each message just before it is written.
  package var beforeMessage: ([UInt8]) -> Void = { _ in }
  /// Whether the run acts on the real account, and how it acts otherwise.
  package var mode = Mode.real
  /// Whether every question is answered with yes, without asking (`--yes`).
  package let answersYes: Bool
  /// Whether notices, and the line after a call, are left out (`--quiet`).
  package let isQuiet: Bool
  /// Whether the last question was given up with Ctrl-C, which is shown behind it.
  package var isGivenUp = false

  /// - Parameter world: a world that clears the progress line before it writes.
  package init(
    _ world: World, progress: ProgressLine, interruption: Interruption, answersYes: Bool, isQuiet: Bool
  ) {
    self.world = world
    self.progress = progress
    self.interruption = interruption
    self.answersYes = answersYes
    self.isQuiet = isQuiet
  }

  /// Shows a message on standard error, on a terminal broken at blanks.
  package func say(_ message: String) {
    let screen = world.errorScreen
    show(screen.isTerminal ? wrapped(message: message, columns: screen.columns) : message, whole: message)
  }

  /// Shows text on standard error as it is. An API key is never shown there, even where a program's own text holds one.
  ///
  /// - Parameter whole: the text without the breaks that the terminal's width asked for. The record holds this one: a
  ///   mask would not find a number or a name that is broken.
  package func show(_ text: String, whole: String? = nil) {
    func bytes(_ text: String) -> [UInt8] { Array((Redaction.withoutTokens(text) + "\n").utf8) }
    let shown = bytes(text)
    beforeMessage(shown)
    guard let whole, whole != text else { return world.errors(shown) }
    world.record(bytes(whole))
    world.unrecordedErrors(shown)
  }

  /// Writes the output that has been collected so far. This is done before something that takes time.
  package func flush() throws(Failure) {
    do throws(OutputError) { try world.flush() } catch { throw Failure(error) }
  }

  /// Asks a yes-or-no question, on a terminal broken at blanks.
  ///
  /// - Returns: nil where there is no terminal to ask at.
  /// - Throws: `interrupted` where the user pressed Ctrl-C, which is neither yes nor no.
  package func ask(_ question: String) throws(Failure) -> Bool? {
    guard let ask = world.ask else { return nil }
    let screen = world.errorScreen
    // The answer is typed behind the question, with ` [y/N] ` before it.
    let isWanted = ask(screen.isTerminal ? wrapped(message: question, columns: screen.columns - 8) : question)
    isGivenUp = interruption.isSet
    if isGivenUp { throw .interrupted }
    return isWanted
  }

  /// Asks a yes-or-no question as soon as no request is under way.
  package func askWhenQuiet(_ question: String) async throws(Failure) -> Bool? {
    if world.ask == nil { return nil }
    return try await requests.asking { () throws(Failure) in try ask(question) }
  }

  /// Waits for this many seconds.
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
