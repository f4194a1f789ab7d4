import Machine

/// How an input ended.
public enum Ending: Sendable {
  case done
  /// It does not check: nothing ran.
  case refused
  case failed(Failure)
}
