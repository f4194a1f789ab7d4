import HTTP
import JSON
import Rendering

/// Everything that the program needs from the world, in one struct. A test passes its own.
public struct World: Sendable {
  /// Writes data to standard output. Throws where that is closed or full.
  public var output: @Sendable ([UInt8]) throws(OutputError) -> Void
  /// Writes the output that has been collected so far. It is called before a wait, and at the end.
  public var flush: @Sendable () throws(OutputError) -> Void
  /// Writes diagnostics, progress and traces to standard error.
  public var errors: @Sendable ([UInt8]) -> Void
  /// Writes to standard error what the record of the session contains already.
  package var unrecordedErrors: @Sendable ([UInt8]) -> Void = { _ in }
  /// Notes in the record of the session what it should hold of an unrecorded text.
  package var record: @Sendable ([UInt8]) -> Void = { _ in }
  private let outputScreenNow: @Sendable () -> Screen
  private let errorScreenNow: @Sendable () -> Screen
  public var environment: [String: String]
  public var surroundings: Surroundings
  /// Asks a yes-or-no question at the terminal; nil where there is no terminal. Ctrl-C during the question interrupts
  /// the run, which `Console.ask` notices.
  public var ask: (@Sendable (String) -> Bool)?
  /// Asks for a text that is not shown while it is typed; nil where the user gave none.
  public var askSecret: @Sendable (String) -> String?

  /// - Parameters:
  ///   - outputScreen: evaluated each time it is needed, since the window may be resized.
  ///   - errorScreen: likewise.
  public init(
    output: @escaping @Sendable ([UInt8]) throws(OutputError) -> Void,
    flush: @escaping @Sendable () throws(OutputError) -> Void,
    errors: @escaping @Sendable ([UInt8]) -> Void,
    outputScreen: @escaping @autoclosure @Sendable () -> Screen,
    errorScreen: @escaping @autoclosure @Sendable () -> Screen,
    environment: [String: String], surroundings: Surroundings, ask: (@Sendable (String) -> Bool)? = nil,
    askSecret: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.output = output
    self.flush = flush
    self.errors = errors
    outputScreenNow = outputScreen
    errorScreenNow = errorScreen
    self.environment = environment
    self.surroundings = surroundings
    self.ask = ask
    self.askSecret = askSecret
  }

  public var outputScreen: Screen { outputScreenNow() }
  public var errorScreen: Screen { errorScreenNow() }
}

/// The reason why standard output could not be written.
public enum OutputError: Error, Equatable, Sendable {
  /// The reader has gone away (`| head -1`). The run ends, and that is not a fault.
  case closed
  /// The output was lost, for the reason that the system gives.
  case failed(String)
  /// A signal came while the program waited for a slow reader of the output.
  case interrupted
}

extension OutputError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .closed: "standard output must be open, but its reader closed it: the run was stopped"
    case .failed(let word): "standard output must take what is shown, but: \(word)"
    case .interrupted: "interrupted"
    }
  }
}
