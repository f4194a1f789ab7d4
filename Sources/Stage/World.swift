import HTTP
import JSON
import Rendering

/// What the program needs of the world, in one struct. A test or another face gives its own.
public struct World: Sendable {
  /// Writes data: standard output. Throws where it is closed or full.
  public var output: @Sendable ([UInt8]) throws(OutputError) -> Void
  /// Writes what was gathered of standard output: before a wait, and at the end.
  public var flush: @Sendable () throws(OutputError) -> Void
  /// Writes diagnostics, progress and traces: standard error.
  public var errors: @Sendable ([UInt8]) -> Void
  /// Standard error, for what the record has already.
  package var unrecordedErrors: @Sendable ([UInt8]) -> Void = { _ in }
  private let outputScreenNow: @Sendable () -> Screen
  private let errorScreenNow: @Sendable () -> Screen
  public var environment: [String: String]
  public var surroundings: Surroundings
  /// Asks a yes-or-no question at the terminal; nil where there is none. Ctrl-C there interrupts the run:
  /// `Console.ask` hears that.
  public var ask: (@Sendable (String) -> Bool)?
  /// Asks for text that is not shown while it is typed; nil where none came.
  public var askSecret: @Sendable (String) -> String?

  /// Both screens are asked for whenever they matter: a window may be resized.
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

/// Why standard output took no more.
public enum OutputError: Error, Equatable, Sendable {
  /// The reader is gone (`| head -1`): the run ends, which is not a fault.
  case closed
  /// What was shown is lost. The system's word for it.
  case failed(String)
  /// A signal came while nobody took the output.
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
