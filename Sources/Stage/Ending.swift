import Machine

/// How a program that was given to the session has ended.
public enum Ending: Sendable {
  case done
  /// The program has faults, so that it was not run.
  case refused
  case failed(Failure)
}
